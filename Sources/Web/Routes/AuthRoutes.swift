import Business
import Domain
import Hummingbird

/// `/api/auth`: opening an account, signing in and out.
struct AuthRoutes: Sendable {
    let accounts: Accounts
    let operatorToken: String
    let signIns: SignInGuard

    var operations: [Operation] {
        [
            Operation(
                .post, "/api/auth/register", "register", .accounts, "Open an account: a company with its owner",
                open: .everyone, body: .json(RegisterForm.schema),
                answers: [
                    .created(SignedInBody.schema), .other(.forbidden, "This server takes no new accounts"),
                    .other(.conflict, "The e-mail is taken"),
                ], run: register),
            Operation(
                .post, "/api/auth/setup", "setUp", .accounts, "Open the first account with the one-time link",
                open: .everyone, body: .json(RegisterForm.schema.with(.always("token", .text(1...200)))),
                answers: [.created(SignedInBody.schema), .other(.forbidden, "The link was used or has expired")],
                run: setUp),
            Operation(
                .post, "/api/auth/login", "login", .accounts, "Sign in", open: .everyone,
                body: .json(Self.loginSchema),
                answers: [
                    .ok(SignedInBody.schema), .other(.unauthorized, "Wrong e-mail or password"),
                    .other(.forbidden, "The company is switched off"),
                ], run: login),
            Operation(
                .post, "/api/auth/refresh", "refresh", .accounts, "Exchange a refresh token for a new pair",
                open: .everyone, body: .json(.object(.always("refreshToken", .text(1...200)))),
                answers: [
                    .ok(SignedInBody.schema), .other(.unauthorized, "The token is unknown, used up or expired"),
                    .other(.forbidden, "The company is switched off"),
                ], run: refresh),
            Operation(
                .post, "/api/auth/operator", "enterAsOperator", .accounts,
                "Tokens of the first shop's owner, for who may read the data folder", open: .everyone,
                body: .json(.object(.always("token", .text(1...200)))),
                answers: [
                    .ok(SignedInBody.schema), .other(.unauthorized, "Not the operator's token"),
                    .other(.notFound, "There is no company yet"),
                ], run: enter),
            Operation(
                .post, "/api/auth/invitation", "acceptInvitation", .accounts, "Join a company by invitation",
                open: .everyone,
                body: .json(
                    .object(
                        .always("token", .text(1...200)), .maybe("name", .text(0...120)),
                        .always("password", .text(1...PasswordRules.maximumBytes)))),
                answers: [
                    .created(SignedInBody.schema), .other(.forbidden, "The invitation was used or has expired"),
                    .other(.conflict, "The e-mail has an account meanwhile"),
                ], run: accept),
            Operation(
                .post, "/api/auth/logout", "logout", .accounts, "End this sign-in, its access tokens too, at once",
                open: .everyone, body: .optionalJSON(.object(.maybe("refreshToken", .text(0...200)))),
                answers: [.ok(.message)], run: logout),
        ]
    }

    private static let loginSchema: Schema = .requiring(
        .object(
            .always("email", .text(1...254)), .maybe("password", .text(1...PasswordRules.maximumBytes)),
            .maybe("senha", .text(1...PasswordRules.maximumBytes), "What one old script calls `password`")),
        oneOf: ["password", "senha"])

    @Sendable func register(_ call: OpenCall) async throws -> Response {
        try await signIns.checkRegistration(from: call.context.client)
        let signedIn = try await accounts.register(RegisterForm.read(call.form))
        return try JSONBody.response(SignedInBody(signedIn, "Conta criada."), status: .created)
    }

    @Sendable func setUp(_ call: OpenCall) async throws -> Response {
        let signedIn = try await accounts.setUp(
            link: call.form.text("token") ?? "", RegisterForm.read(call.form))
        return try JSONBody.response(SignedInBody(signedIn, "Tudo pronto."), status: .created)
    }

    @Sendable func login(_ call: OpenCall) async throws -> Response {
        guard let password = call.form.rawText("password") ?? call.form.rawText("senha") else {
            throw Problem.invalid("Confira os dados enviados.", ["password: campo obrigatório"])
        }
        let signedIn = try await signIns.signIn(
            email: call.form.text("email") ?? "", password: password, from: call.context.client)
        return try JSONBody.response(SignedInBody(signedIn, "Bem-vindo de volta."))
    }

    @Sendable func refresh(_ call: OpenCall) async throws -> Response {
        let signedIn = try await accounts.refresh(call.form.text("refreshToken") ?? "")
        return try JSONBody.response(SignedInBody(signedIn, "Sessão renovada."))
    }

    @Sendable func accept(_ call: OpenCall) async throws -> Response {
        let signedIn = try await accounts.accept(
            invitation: call.form.text("token") ?? "", name: call.form.text("name"),
            password: call.form.rawText("password") ?? "")
        return try JSONBody.response(SignedInBody(signedIn, "Bem-vindo à equipe."), status: .created)
    }

    /// A token that is no good any more has nothing left to end, so everybody gets out.
    @Sendable func logout(_ call: OpenCall) async throws -> Response {
        if let token = call.form.text("refreshToken") { try await accounts.signOut(refreshToken: token) }
        if let bearer = try? Gate.bearer(of: call.request), let known = try? await accounts.authenticate(bearer) {
            try await accounts.signOut(known.token, in: known.scope)
        }
        return try JSONBody.response(MessageBody(message: "Você saiu da conta."))
    }

    /// The token lies in a file that only the server's own user may read.
    @Sendable func enter(_ call: OpenCall) async throws -> Response {
        guard SecretText.areEqual(call.form.text("token") ?? "", operatorToken) else { throw AccountError.invalidToken }
        guard let signedIn = try await accounts.enterAsFirstOwner() else { throw Problem.notFound }
        return try JSONBody.response(SignedInBody(signedIn, "Acesso do operador."))
    }
}

private enum RegisterForm {
    static let schema: Schema = .requiring(
        .object(
            .always("email", .email), .always("password", .text(1...PasswordRules.maximumBytes)),
            .maybe("name", .text(0...120), "The part of the e-mail before @ when left out"),
            .maybe("companyName", .text(1...120)), .maybe("company_name", .text(1...120), "Instead of companyName"),
            .maybe("template", .words(ShopTemplate.self), "Services and hours to begin with")),
        oneOf: ["companyName", "company_name"])

    static func read(_ form: Form) throws -> Accounts.Registering {
        guard let company = form.text("companyName") ?? form.text("company_name") else {
            throw Problem.invalid("Confira os dados enviados.", ["companyName: campo obrigatório"])
        }
        let email = (form.text("email") ?? "").lowercased()
        return Accounts.Registering(
            email: email, password: form.rawText("password") ?? "",
            name: form.text("name") ?? String(email.prefix { $0 != "@" }), companyName: company,
            template: form.word("template") ?? .petShop)
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

    static let schema: Schema = .named(
        "SignedIn",
        .object(
            .always("success", .boolean), .always("message", .text), .always("user", UserBody.schema),
            .always(
                "tokens",
                .object(
                    .always("accessToken", .text), .always("refreshToken", .text),
                    .always("expiresIn", .integer, "Seconds"))),
            .always("token", .text), .always("accessToken", .text), .always("expiresIn", .integer)))

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
