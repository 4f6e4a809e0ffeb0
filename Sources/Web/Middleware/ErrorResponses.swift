import Business
import Domain
import Hummingbird
import Logging
import Storage

/// Turns every thrown error into a status and a sentence. What the client cannot act on is logged and not told.
struct ErrorResponses: RouterMiddleware {
    func handle(
        _ request: Request, context: AppContext, next: (Request, AppContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let problem = Self.problem(for: error)
            if problem.status.code >= 500 {
                context.logger.error("request failed", metadata: ["error": "\(error)"])
            }
            var response = try JSONBody.response(problem, status: problem.status)
            if problem.status == .serviceUnavailable { response.headers[.retryAfter] = "2" }
            return response
        }
    }

    static func problem(for error: any Error) -> Problem {
        switch error {
        case let problem as Problem: problem
        case let error as AccountError: account(error)
        case let error as SchedulingError: scheduling(error)
        case let error as SessionError: session(error)
        case let error as StorageError: storage(error)
        case let error as HTTPError: http(error.status)
        default: .failed
        }
    }

    private static func account(_ error: AccountError) -> Problem {
        switch error {
        case .busy:
            Problem(
                status: .tooManyRequests, error: "Too many requests",
                message: "Muitas pessoas entrando ao mesmo tempo. Tente de novo em alguns segundos.")
        case .invalidCredentials: .unauthorized("E-mail ou senha incorretos.")
        case .emailTaken: .conflict("Já existe uma conta com este e-mail. Entre com ela ou use outro endereço.")
        case .weakPassword(let reasons): .invalid("A senha não atende às regras.", reasons)
        case .malformedToken, .invalidToken: .unauthorized("Sua sessão não é válida. Entre de novo.")
        case .expiredToken: .unauthorized("Sua sessão expirou. Entre de novo.")
        case .companyInactive: .forbidden("Esta empresa está inativa. Fale com o suporte.")
        case .registrationClosed: .forbidden("Este servidor não aceita novos cadastros.")
        case .setupDone:
            .forbidden("Este link de configuração já foi usado ou expirou. Reinicie o servidor para gerar outro.")
        }
    }

    private static func scheduling(_ error: SchedulingError) -> Problem {
        switch error {
        case .unknownVisit, .unknownService, .unknownPet: .notFound
        default: .conflict("Este horário não está disponível.")
        }
    }

    private static func session(_ error: SessionError) -> Problem {
        switch error {
        case .nameTaken: .conflict("Já existe uma sessão com este nome neste servidor. Escolha outro nome.")
        case .noWAHA:
            .invalid("Informe o endereço do WAHA (wahaUrl), ou configure WAHA_API_URL no servidor.")
        case .unknown: .notFound
        }
    }

    private static func storage(_ error: StorageError) -> Problem {
        switch error {
        case .unique: .conflict("Este registro já existe.")
        case .full, .io, .locked, .closed: .unavailable
        default: .failed
        }
    }

    private static func http(_ status: HTTPResponse.Status) -> Problem {
        switch status {
        case .notFound: .notFound
        case .contentTooLarge: .tooLarge
        case .badRequest: .invalid("A requisição não pôde ser entendida.")
        case .methodNotAllowed:
            Problem(status: status, error: "Method not allowed", message: "Este endereço não aceita este método.")
        default: Problem(status: status, error: status.reasonPhrase, message: "A requisição não pôde ser atendida.")
        }
    }
}
