import Business
import Domain
import Hummingbird

/// `/api/auth`: opening an account, signing in and out.
struct AuthRoutes: Sendable {
    let accounts: Accounts
    let operatorToken: String

    func add(to api: RouterGroup<AppContext>) {
        api.group("auth")
            .post("register", use: register)
            .post("setup", use: setUp)
            .post("login", use: login)
            .post("refresh", use: refresh)
            .post("logout", use: logout)
            .post("operator", use: enter)
    }

    func add(to api: RouterGroup<TenantContext>) {
        api.get("auth/me", use: me)
    }

    /// 201 with user and tokens; 409 when the e-mail is taken.
    @Sendable func register(_ request: Request, context: AppContext) async throws -> Response {
        let form = try await request.json(RegisterForm.self)
        let signedIn = try await accounts.register(try form.checked())
        return try JSONBody.response(SignedInBody(signedIn, "Conta criada."), status: .created)
    }

    /// 201; 403 when the link was used or has expired.
    @Sendable func setUp(_ request: Request, context: AppContext) async throws -> Response {
        let form = try await request.json(RegisterForm.self)
        let signedIn = try await accounts.setUp(link: form.token ?? "", try form.checked())
        return try JSONBody.response(SignedInBody(signedIn, "Tudo pronto."), status: .created)
    }

    @Sendable func login(_ request: Request, context: AppContext) async throws -> Response {
        let form = try await request.json(LoginForm.self)
        var check = FieldCheck()
        let email = check.text(form.email, "email", upTo: 254)
        let password = form.password ?? form.senha ?? ""
        if password.isEmpty { check.note("password: campo obrigatório") }
        if password.utf8.count > PasswordRules.maximumBytes { check.note("password: senha longa demais") }
        try check.finish()
        let signedIn = try await accounts.signIn(email: email, password: password)
        return try JSONBody.response(SignedInBody(signedIn, "Bem-vindo de volta."))
    }

    @Sendable func refresh(_ request: Request, context: AppContext) async throws -> Response {
        let form = try await request.json(RefreshForm.self)
        guard let token = form.refreshToken, !token.isEmpty else {
            throw Problem.invalid("Confira os dados enviados.", ["refreshToken: campo obrigatório"])
        }
        let signedIn = try await accounts.refresh(token)
        return try JSONBody.response(SignedInBody(signedIn, "Sessão renovada."))
    }

    @Sendable func logout(_ request: Request, context: AppContext) async throws -> Response {
        if let token = try? await request.json(RefreshForm.self).refreshToken {
            try await accounts.signOut(refreshToken: token)
        }
        return try JSONBody.response(MessageBody(message: "Você saiu da conta."))
    }

    /// For `auzap chat` on the same machine: the token lies in a file that only the server's own user may read.
    @Sendable func enter(_ request: Request, context: AppContext) async throws -> Response {
        let given = try await request.json(RegisterForm.self).token ?? ""
        guard SecretText.areEqual(given, operatorToken) else { throw AccountError.invalidToken }
        guard let signedIn = try await accounts.enterAsFirstOwner() else { throw Problem.notFound }
        return try JSONBody.response(SignedInBody(signedIn, "Acesso do operador."))
    }

    @Sendable func me(_ request: Request, context: TenantContext) async throws -> Response {
        guard let profile = try await accounts.profile(context.principal.token.userID, in: context.scope) else {
            throw AccountError.invalidToken
        }
        return try JSONBody.response(ProfileBody(user: UserBody(profile.user, company: profile.company)))
    }
}

private struct RegisterForm: Decodable {
    var token: String?
    var email: String?
    var password: String?
    var name: String?
    var companyName: String?
    var company_name: String?
    var template: String?

    func checked() throws -> Accounts.Registering {
        var check = FieldCheck()
        let email = check.email(email)
        let company = check.text(companyName ?? company_name, "companyName", upTo: 120)
        let given = (name ?? "").trimmed
        if given.count > 120 { check.note("name: no máximo 120 caracteres") }
        if (password ?? "").isEmpty { check.note("password: campo obrigatório") }
        let names = ShopTemplate.allCases.map(\.rawValue).joined(separator: ", ")
        let template = check.require(
            ShopTemplate(rawValue: template ?? ShopTemplate.petShop.rawValue), "template: um destes: \(names)")
        try check.finish()
        return Accounts.Registering(
            email: email, password: password ?? "",
            name: given.isEmpty ? String(email.prefix { $0 != "@" }) : given, companyName: company,
            template: template ?? .petShop)
    }
}

private struct LoginForm: Decodable {
    let email: String?
    let password: String?
    /// What one old script calls it.
    let senha: String?
}

private struct RefreshForm: Decodable {
    let refreshToken: String?
}

private struct UserBody: Encodable {
    let id: User.ID
    let email: String
    let name: String
    let role: Role
    let companyId: Company.ID
    let companyName: String
    let companySlug: String?
    let createdAt: String

    init(_ user: User, companyName: String) {
        id = user.id
        email = user.email
        name = user.name
        role = user.role
        companyId = user.companyID
        self.companyName = companyName
        companySlug = nil
        createdAt = user.createdAt.iso8601
    }

    init(_ user: User, company: Company) {
        id = user.id
        email = user.email
        name = user.name
        role = user.role
        companyId = user.companyID
        companyName = company.name
        companySlug = company.slug
        createdAt = user.createdAt.iso8601
    }
}

private struct SignedInBody: Encodable {
    struct Tokens: Encodable {
        let accessToken: String
        let refreshToken: String
        let expiresIn: Int
    }

    var success = true
    let message: String
    let user: UserBody
    let tokens: Tokens
    /// The access token again, where older readers look for it.
    let token: String
    let accessToken: String
    let expiresIn: Int

    init(_ signedIn: Accounts.SignedIn, _ message: String) {
        self.message = message
        user = UserBody(signedIn.user, companyName: signedIn.companyName)
        tokens = Tokens(
            accessToken: signedIn.tokens.access, refreshToken: signedIn.tokens.refresh,
            expiresIn: signedIn.tokens.expiresIn)
        token = signedIn.tokens.access
        accessToken = signedIn.tokens.access
        expiresIn = signedIn.tokens.expiresIn
    }
}

private struct ProfileBody: Encodable {
    var success = true
    let user: UserBody
}
