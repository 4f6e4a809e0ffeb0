import Business
import Domain
import HTTPTypes
import Hummingbird
import NIOCore

/// What stands before every operation, in this order: who calls, may they, is what they sent lawful.
struct Gate: Sendable {
    let accounts: Accounts
    let operatorToken: String
    let acts: OneAct

    func pass(_ operation: Operation, _ request: Request, _ context: AppContext) async throws -> Response {
        switch operation.run {
        case .open(let run):
            if operation.access == .administrator { try await checkAdministrator(request) }
            let sent = try await read(operation, request, context)
            return try await run(OpenCall(request: request, context: context, form: sent.form, bytes: sent.bytes))
        case .tenant(let run):
            guard case .signedIn(let permission) = operation.access else { throw Problem.failed }
            let principal = try await principal(of: request)
            // A key has no account of its own.
            let isOwnAccount = permission == .ownAccount && Accounts.isOfKey(principal.token)
            guard principal.token.role.may(permission), !isOwnAccount else {
                throw Problem.forbidden("Seu perfil não permite fazer isto. Fale com o responsável pela empresa.")
            }
            let scope = Self.scope(of: principal, request)
            let sent = try await read(operation, request, context)
            let key = operation.method == .post ? try IdempotencyKey.read(request) : nil
            let call = TenantCall(
                request: request, context: context, principal: principal, scope: scope, form: sent.form,
                idempotencyKey: key)
            guard let key else { return try await run(call) }
            return try await acts.once(key, operation, call, bytes: sent.bytes, run)
        }
    }

    /// - Throws: 401 without a valid token.
    private func principal(of request: Request) async throws -> Principal {
        guard let bearer = try Self.bearer(of: request) else {
            if let key = request.headers[.apiKey] {
                guard let known = try await accounts.authenticate(key: key) else {
                    throw Problem.unauthorized("A chave da API não confere. Gere outra nas configurações da empresa.")
                }
                return Principal(token: known.token, scope: known.scope)
            }
            throw Problem.unauthorized("Entre na sua conta para continuar.")
        }
        let (token, scope) = try await accounts.authenticate(bearer)
        return Principal(token: token, scope: scope)
    }

    static func bearer(of request: Request) throws -> String? {
        guard let header = request.headers[.authorization] else { return nil }
        let usual = "Bearer "
        if header.hasPrefix(usual), header.utf8.dropFirst(usual.utf8.count).first != UInt8(ascii: " ") {
            let token = header.dropFirst(usual.count)
            if !token.isEmpty { return String(token) }
        }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { throw AccountError.malformedToken }
        return String(parts[1])
    }

    /// Everybody acts for their own company, whatever the request names; only a super_admin may name another.
    private static func scope(of principal: Principal, _ request: Request) -> TenantScope {
        guard principal.token.role == .superAdmin,
            let named = request.headers[.companyID] ?? request.query("companyId"),
            let company = Company.ID(text: named)
        else { return principal.scope }
        return TenantScope(companyID: company, actor: principal.scope.actor)
    }

    private func checkAdministrator(_ request: Request) async throws {
        if let given = request.headers[.operatorToken] {
            guard SecretText.areEqual(given, operatorToken) else {
                throw Problem.unauthorized("O token do operador não confere.")
            }
            return
        }
        guard try await principal(of: request).token.role.may(.administer) else {
            throw Problem.forbidden("Só o administrador do servidor pode ver isto.")
        }
    }

    private struct Sent {
        let form: Form
        let bytes: ByteBuffer
    }

    /// - Throws: 404 for a path that can name nothing; 400 with all that is wrong in query and body; 413; 415.
    private func read(_ operation: Operation, _ request: Request, _ context: AppContext) async throws -> Sent {
        try Self.checkPath(operation, context)
        var faults = Self.queryFaults(operation, request)
        var form = Form()
        var bytes = ByteBuffer()
        switch operation.body {
        case .raw, .none: break
        case .json(let schema), .optionalJSON(let schema):
            bytes = try await request.collected()
            if bytes.readableBytes == 0, case .optionalJSON = operation.body { break }
            try Self.checkMediaType(request)
            guard let value = JSONValue(bytes: bytes.readableBytesView) else {
                throw Problem.invalid("O corpo da requisição não é um JSON válido.")
            }
            faults += SchemaCheck.faults(of: value, as: schema)
            form = Form(value.members ?? [:])
        }
        guard faults.isEmpty else { throw Problem.invalid("Confira os dados enviados.", faults) }
        return Sent(form: form, bytes: bytes)
    }

    /// - Throws: 404, as for a thing that does not exist, when a parameter is not what the document says.
    private static func checkPath(_ operation: Operation, _ context: AppContext) throws {
        for name in operation.pathParameters {
            guard let text = context.parameters.get(name)?.removingPercentEncoding else { throw Problem.notFound }
            let schema = Operation.schema(ofPathParameter: name)
            guard SchemaCheck.faults(of: schema.value(ofText: text), as: schema).isEmpty else { throw Problem.notFound }
        }
    }

    private static func checkMediaType(_ request: Request) throws {
        // The old client sends none with some of its bodies.
        guard let type = request.headers[.contentType] else { return }
        let plain = String(type.prefix { $0 != ";" }).trimmed.lowercased()
        guard plain == "application/json" || plain.hasSuffix("+json") else { throw Problem.mediaType }
    }

    private static func queryFaults(_ operation: Operation, _ request: Request) -> [String] {
        operation.query.flatMap { parameter -> [String] in
            guard let text = request.query(parameter.name) else {
                return parameter.isRequired ? ["\(parameter.name): campo obrigatório"] : []
            }
            let value = parameter.schema.value(ofText: text)
            return SchemaCheck.faults(of: .object([parameter.name: value]), as: .object([parameter.field]))
        }
    }
}

extension Operation.Parameter {
    fileprivate var field: Schema.Field { .maybe(name, schema) }
}

extension Schema {
    /// What the text of a parameter stands for; the text itself where it is nothing else.
    fileprivate func value(ofText text: String) -> JSONValue {
        switch self {
        case .integer: Int64(text).map(JSONValue.integer) ?? .string(text)
        case .number: Double(text).flatMap { $0.isFinite ? .number($0) : nil } ?? .string(text)
        case .boolean:
            switch text {
            case "true", "1": .bool(true)
            case "false", "0": .bool(false)
            default: .string(text)
            }
        case .named(_, let inner), .nullable(let inner): inner.value(ofText: text)
        default: .string(text)
        }
    }
}

extension Request {
    /// The whole body, at most `limit` bytes.
    ///
    /// One that takes too long to come is the connection's to end: see `RequestTimer`.
    ///
    /// - Throws: `Problem.tooLarge`; 400 when it breaks off or its chunks are none.
    func collected(upTo limit: Int = AppContext.bodyLimit) async throws -> ByteBuffer {
        // Not one byte of it need come.
        if let length = headers[.contentLength].flatMap({ Int($0) }), length > limit { throw Problem.tooLarge }
        do {
            return try await body.collect(upTo: limit)
        } catch let error as HTTPError where error.status == .contentTooLarge {
            throw Problem.tooLarge
        } catch is NIOTooManyBytesError {
            throw Problem.tooLarge
        } catch let error where error is CancellationError || error is Problem {
            throw error
        } catch {
            throw Problem.invalid("A requisição não pôde ser entendida.")
        }
    }
}

extension HTTPField.Name {
    static let operatorToken = literal("X-Operator-Token")
    static let companyID = literal("X-Company-ID")
    static let apiKey = literal("X-API-Key")
    static let requestID = literal("X-Request-ID")
    static let forwardedFor = literal("X-Forwarded-For")
    static let rateLimitLimit = literal("RateLimit-Limit")
    static let idempotencyReplayed = literal("Idempotency-Replayed")
    static let idempotencyKey = literal("Idempotency-Key")

    /// A name that the program itself writes; every such name is lawful.
    static func literal(_ name: StaticString) -> HTTPField.Name {
        HTTPField.Name(name.description) ?? .authorization
    }
}
