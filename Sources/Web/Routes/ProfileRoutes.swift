import Business
import Domain
import Hummingbird

/// `/api/auth/me`, `/profile`, `/password`: one's own account.
struct ProfileRoutes: Sendable {
    let accounts: Accounts

    var operations: [Operation] {
        [
            Operation(
                .get, "/api/auth/me", "showMe", .accounts, "Who is signed in", may: .ownAccount,
                answers: [.ok(ProfileBody.schema)], run: me),
            Operation(
                .patch, "/api/auth/profile", "changeProfile", .accounts, "Change one's own account; the rest stays",
                may: .ownAccount, body: .json(Self.form),
                answers: [.ok(ProfileBody.schema), .other(.conflict, "The e-mail is taken")], run: change),
            Operation(
                .patch, "/api/auth/password", "changePassword", .accounts,
                "Set a new password; every other sign-in ends, and this one's access token", may: .ownAccount,
                body: .json(
                    .object(
                        .always("currentPassword", .text(1...PasswordRules.maximumBytes)),
                        .always("newPassword", .text(1...PasswordRules.maximumBytes)))),
                answers: [.ok(.message)], run: changePassword),
        ]
    }

    private static let form: Schema = .object(
        .maybe("nome", .text(1...120)), .maybe("name", .text(1...120), "Instead of nome"), .maybe("email", .email),
        .maybe("phone", .text(0...30).orNull), .maybe("avatar_url", .text(0...512).orNull),
        .maybe(
            "preferences",
            .object(
                .maybe("notifications", .boolean), .maybe("email_notifications", .boolean),
                .maybe("whatsapp_notifications", .boolean))))

    @Sendable func me(_ call: TenantCall) async throws -> Response {
        guard let profile = try await accounts.profile(call.principal.token.userID, in: call.principal.scope) else {
            throw AccountError.invalidToken
        }
        return try JSONBody.response(ProfileBody(profile.user, profile.company))
    }

    @Sendable func change(_ call: TenantCall) async throws -> Response {
        let form = call.form
        let changed = try await accounts.changeProfile(
            of: call.principal.token.userID, in: call.principal.scope
        ) { user in
            user.name = form.text("nome") ?? form.text("name") ?? user.name
            user.email = form.text("email") ?? user.email
            if form.has("phone") { user.phone = form.text("phone") }
            if form.has("avatar_url") { user.avatarURL = form.text("avatar_url") }
            guard let set = form.form("preferences") else { return }
            user.preferences.notifications = set.bool("notifications") ?? user.preferences.notifications
            user.preferences.emailNotifications =
                set.bool("email_notifications") ?? user.preferences.emailNotifications
            user.preferences.whatsappNotifications =
                set.bool("whatsapp_notifications") ?? user.preferences.whatsappNotifications
        }
        guard let changed else { throw AccountError.invalidToken }
        return try JSONBody.response(ProfileBody(changed.user, changed.company))
    }

    /// A wrong present password is 400: on 401 the client would renew its token and ask again.
    @Sendable func changePassword(_ call: TenantCall) async throws -> Response {
        try await accounts.changePassword(
            from: call.form.rawText("currentPassword") ?? "", to: call.form.rawText("newPassword") ?? "",
            by: call.principal.token)
        return try JSONBody.response(MessageBody(message: "Senha alterada."))
    }
}

/// The same under two keys, for two readers.
private struct ProfileBody: Encodable {
    struct Profile: Encodable {
        struct Preferences: Encodable {
            let notifications: Bool
            let email_notifications: Bool
            let whatsapp_notifications: Bool
        }

        let nome: String
        let email: String
        let phone: String?
        let avatar_url: String?
        let preferences: Preferences
    }

    var success = true
    let user: UserBody
    let data: Profile

    static let schema: Schema = .object(
        .always("success", .boolean), .always("user", UserBody.schema),
        .always(
            "data",
            .named(
                "Profile",
                .object(
                    .always("nome", .text), .always("email", .text), .maybe("phone", .text),
                    .maybe("avatar_url", .text),
                    .always(
                        "preferences",
                        .object(
                            .always("notifications", .boolean), .always("email_notifications", .boolean),
                            .always("whatsapp_notifications", .boolean)))))))

    init(_ user: User, _ company: Company) {
        self.user = UserBody(user, companyName: company.name, slug: company.slug)
        let set = user.preferences
        data = Profile(
            nome: user.name, email: user.email, phone: user.phone, avatar_url: user.avatarURL,
            preferences: .init(
                notifications: set.notifications, email_notifications: set.emailNotifications,
                whatsapp_notifications: set.whatsappNotifications))
    }
}
