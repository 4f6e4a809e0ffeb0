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
            let response = try Self.response(to: error)
            if response.status.code >= 500 {
                context.log.error("request failed", metadata: ["error": "\(error)"])
            }
            return response
        }
    }

    static func response(to error: any Error) throws -> Response {
        let problem = problem(for: error)
        var response = try JSONBody.response(problem, status: problem.status)
        switch error {
        case let limit as TooManyRequests: response.headers.add(limit.decision)
        case let overrun as Overrun: response.headers.add(overrun.decision)
        case AccountError.busy: response.headers[.retryAfter] = "2"
        default: if problem.status == .serviceUnavailable { response.headers[.retryAfter] = "2" }
        }
        if let allowed = problem.allowed {
            response.headers[.allow] = allowed.map(\.rawValue).joined(separator: ", ")
        }
        return response
    }

    static func problem(for error: any Error) -> Problem {
        switch error {
        case let problem as Problem: problem
        case let error as AccountError: account(error)
        case let error as SchedulingError: scheduling(error)
        case let error as SessionError: session(error)
        case let error as RegistryError: registry(error)
        case let error as GatewayError: gateway(error)
        case let error as OnboardingError: onboarding(error)
        case CatalogError.alreadySet: .conflict("As configurações já existem. Use PUT para alterá-las.")
        case NoticeError.unknownUser:
            .invalid("Confira os dados enviados.", ["user_id: não há esta pessoa na empresa"])
        case let error as StorageError: storage(error)
        case let error as TooManyRequests: .tooMany(error.decision)
        case is Overrun: .unavailable
        case is CancellationError: .unavailable
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
        case .wrongPassword: .invalid("A senha atual não confere.", ["currentPassword: senha incorreta"])
        case .lastOwner: .conflict("A empresa precisa de pelo menos um dono ativo.")
        case .unknownPerson: .notFound
        case .aboveOwnRole: .forbidden("Só um dono pode mudar o perfil de um dono.")
        case .invitationOver: .forbidden("Este convite já foi usado ou expirou. Peça um novo à empresa.")
        case .registrationClosed: .forbidden("Este servidor não aceita novos cadastros.")
        case .setupDone:
            .forbidden("Este link de configuração já foi usado ou expirou. Reinicie o servidor para gerar outro.")
        }
    }

    private static func scheduling(_ error: SchedulingError) -> Problem {
        switch error {
        case .unknownVisit, .unknownService, .unknownPet, .unknownProfessional: .notFound
        default: .conflict(error.sentence)
        }
    }

    private static func session(_ error: SessionError) -> Problem {
        switch error {
        case .nameTaken: .conflict("Já existe uma sessão com este nome neste servidor. Escolha outro nome.")
        case .noWAHA:
            .invalid("Informe o endereço do WAHA (wahaUrl), ou configure WAHA_API_URL no servidor.")
        case .unknown: .notFound
        case .notReady:
            Problem(
                status: .serviceUnavailable, error: "Service unavailable",
                message: "O WhatsApp ainda está iniciando. Tente de novo em alguns segundos.")
        case .notOnWhatsApp:
            .invalid("Confira os dados enviados.", ["phoneNumber: este número não tem WhatsApp"])
        case .notConnected: .conflict("Esta sessão não está conectada. Conecte o WhatsApp e tente de novo.")
        }
    }

    private static func gateway(_ error: GatewayError) -> Problem {
        switch error {
        case .forbiddenAddress, .invalidRequest:
            return .invalid("Confira os dados enviados.", ["wahaUrl: este endereço não pode ser usado"])
        case .refused(let status, _, _) where status == 401 || status == 403:
            return badGateway("O WAHA recusou a chave de acesso. Confira a chave da sessão.")
        case .refused: return badGateway("O WAHA recusou o pedido. Confira a sessão e tente de novo.")
        default: return badGateway("O WAHA não respondeu. Confira se ele está ligado e tente de novo.")
        }
    }

    private static func badGateway(_ message: String) -> Problem {
        Problem(status: .badGateway, error: "Bad gateway", message: message)
    }

    private static func onboarding(_ error: OnboardingError) -> Problem {
        switch error {
        case .notStarted: .notFound
        case .tooMuch(let bytes):
            .invalid("Confira os dados enviados.", ["data: no máximo \(bytes / 1024) KB"])
        case .unusable(let faults): .invalid("Confira os dados enviados.", faults)
        }
    }

    private static func registry(_ error: RegistryError) -> Problem {
        switch error {
        case .phoneTaken: .conflict("Já existe um cliente com este telefone.")
        case .slugTaken: .conflict("Este nome para endereço (slug) já está em uso. Escolha outro.")
        case .tooMany(let limit): .invalid("Confira os dados enviados.", ["no máximo \(limit) itens"])
        case .unknownTutor: .notFound
        }
    }

    private static func storage(_ error: StorageError) -> Problem {
        switch error {
        case .unique: .conflict("Este registro já existe.")
        case .foreignKey: .conflict("Este registro depende de outro que não existe, ou outros dependem dele.")
        case .full, .io, .locked, .closed: .unavailable
        default: .failed
        }
    }

    private static func http(_ status: HTTPResponse.Status) -> Problem {
        switch status {
        case .notFound: .notFound
        case .contentTooLarge: .tooLarge
        case .badRequest: .invalid("A requisição não pôde ser entendida.")
        default: Problem(status: status, error: status.reasonPhrase, message: "A requisição não pôde ser atendida.")
        }
    }
}
