import Hummingbird
import Storage

/// An answer that says what went wrong and what to do: `{success:false, error, message, errors?}`.
struct Problem: Error, Sendable, Encodable {
    let status: HTTPResponse.Status
    /// Short type in English, for programs.
    let error: String
    /// For people, in Portuguese.
    let message: String
    /// One sentence for each field that is wrong.
    var errors: [String]?
    /// Methods that the path takes, where the method was wrong.
    var allowed: [HTTPRequest.Method]?
    /// Seconds after which to come back, where that is known.
    var retryAfter: Int?

    private enum CodingKeys: String, CodingKey { case success, error, message, errors, retryAfter }

    func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(false, forKey: .success)
        try fields.encode(error, forKey: .error)
        try fields.encode(message, forKey: .message)
        try fields.encodeIfPresent(errors, forKey: .errors)
        try fields.encodeIfPresent(retryAfter, forKey: .retryAfter)
    }

    static func invalid(_ message: String, _ errors: [String]? = nil) -> Problem {
        Problem(status: .badRequest, error: "Validation error", message: message, errors: errors)
    }

    static func unauthorized(_ message: String) -> Problem {
        Problem(status: .unauthorized, error: "Unauthorized", message: message)
    }

    static func forbidden(_ message: String) -> Problem {
        Problem(status: .forbidden, error: "Forbidden", message: message)
    }

    static func conflict(_ message: String) -> Problem {
        Problem(status: .conflict, error: "Conflict", message: message)
    }

    static func tooMany(_ decision: RateDecision) -> Problem {
        let seconds = max(1, decision.retryAfter.secondsRoundedUp)
        let wait = seconds < 120 ? "\(seconds) segundos" : "\((seconds + 59) / 60) minutos"
        return Problem(
            status: .tooManyRequests, error: "Too many requests",
            message: "Muitas tentativas em pouco tempo. Tente de novo em \(wait).", retryAfter: seconds)
    }

    static func methodNotAllowed(_ allowed: [HTTPRequest.Method]) -> Problem {
        Problem(
            status: .methodNotAllowed, error: "Method not allowed",
            message: "Este endereço não aceita este método. Aceita: "
                + allowed.map(\.rawValue).joined(separator: ", ") + ".", allowed: allowed)
    }

    static let notFound = Problem(status: .notFound, error: "Not found", message: "Não encontramos o que você procura.")
    static let tooLarge = Problem(
        status: .contentTooLarge, error: "Payload too large",
        message: "O corpo da requisição passa do limite de \(AppContext.bodyLimit / 1024) KB.")
    static let mediaType = Problem(
        status: .unsupportedMediaType, error: "Unsupported media type",
        message: "Envie o corpo como JSON, com Content-Type: application/json.")
    static let unavailable = Problem(
        status: .serviceUnavailable, error: "Service unavailable",
        message: "O serviço está indisponível no momento. Tente de novo em alguns segundos.")
    static let failed = Problem(
        status: .internalServerError, error: "Internal server error",
        message: "Algo deu errado do nosso lado. Tente de novo; se continuar, avise o suporte.")
}
