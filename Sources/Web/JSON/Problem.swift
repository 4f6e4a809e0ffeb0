import Hummingbird

/// An answer that says what went wrong and what to do: `{success:false, error, message, errors?}`.
struct Problem: Error, Sendable, Encodable {
    let status: HTTPResponse.Status
    /// Short type in English, for programs.
    let error: String
    /// For people, in Portuguese.
    let message: String
    /// One sentence for each field that is wrong.
    var errors: [String]?

    private enum CodingKeys: String, CodingKey { case success, error, message, errors }

    func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(false, forKey: .success)
        try fields.encode(error, forKey: .error)
        try fields.encode(message, forKey: .message)
        try fields.encodeIfPresent(errors, forKey: .errors)
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
