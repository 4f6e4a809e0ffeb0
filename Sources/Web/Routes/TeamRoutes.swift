import Business
import Domain
import Hummingbird

/// `/api/team`: who works here, who is asked to come, what each may do.
struct TeamRoutes: Sendable {
    let accounts: Accounts

    var operations: [Operation] {
        [
            Operation(
                .get, "/api/team", "listTeam", .team, "People of the company, and open invitations", may: .readTeam,
                answers: [.ok(TeamBody.schema)], run: list),
            Operation(
                .post, "/api/team/invitations", "invite", .team,
                "Ask somebody to join; the answer holds the token, this once", may: .manageTeam,
                body: .json(
                    .object(
                        .always("email", .email), .always("role", .words(Self.roles)), .maybe("name", .text(0...120)))),
                answers: [.created(InvitedBody.schema), .other(.conflict, "The e-mail has an account already")],
                run: invite),
            Operation(
                .delete, "/api/team/invitations/{id}", "withdrawInvitation", .team, "Take an invitation back",
                may: .manageTeam, answers: [.ok(.message)], run: withdraw),
            Operation(
                .patch, "/api/team/{id}", "changeTeamMember", .team,
                "Change somebody's role, or switch them off; bites on their next request", may: .manageTeam,
                body: .json(
                    .requiring(
                        .object(.maybe("role", .words(Self.roles)), .maybe("isActive", .boolean)),
                        oneOf: ["role", "isActive"])),
                answers: [
                    .ok(.data(UserBody.schema)), .other(.conflict, "The company would be left without an owner"),
                ], run: change),
        ]
    }

    private static let roles = Role.allCases.filter { $0 != .superAdmin }.map(\.rawValue)

    @Sendable func list(_ call: TenantCall) async throws -> Response {
        let team = try await accounts.team(in: call.scope)
        return try JSONBody.response(
            TeamBody(data: team.people.map { UserBody($0) }, invitations: team.invitations.map(InvitationBody.init)))
    }

    @Sendable func invite(_ call: TenantCall) async throws -> Response {
        let email = call.form.text("email") ?? ""
        let invited = try await accounts.invite(
            email: email, name: call.form.text("name") ?? String(email.prefix { $0 != "@" }),
            role: call.form.word("role") ?? .staff, in: call.scope)
        let body = InvitedBody(
            data: InvitationBody(invited.invitation), token: invited.token, path: "/convite?token=\(invited.token)")
        return try JSONBody.response(body, status: .created)
    }

    @Sendable func withdraw(_ call: TenantCall) async throws -> Response {
        guard try await accounts.withdrawInvitation(try call.id(), in: call.scope) else { throw Problem.notFound }
        return try JSONBody.response(MessageBody(message: "Convite cancelado."))
    }

    @Sendable func change(_ call: TenantCall) async throws -> Response {
        let user = try await accounts.change(
            try call.id(), role: call.form.word("role"), isActive: call.form.bool("isActive"),
            by: call.principal.token.role, in: call.scope)
        return try JSONBody.response(DataBody(data: UserBody(user)))
    }
}

private struct InvitationBody: Encodable {
    let id: Invitation.ID
    let email: String
    let name: String
    let role: Role
    let expiresAt: String
    let createdAt: String

    static let schema: Schema = .named(
        "Invitation",
        .object(
            .always("id", .id), .always("email", .text), .always("name", .text), .always("role", .words(Role.self)),
            .always("expiresAt", .moment), .always("createdAt", .moment)))

    init(_ invitation: Invitation) {
        id = invitation.id
        email = invitation.email
        name = invitation.name
        role = invitation.role
        expiresAt = invitation.expiresAt.iso8601
        createdAt = invitation.createdAt.iso8601
    }
}

private struct TeamBody: Encodable {
    var success = true
    let data: [UserBody]
    let invitations: [InvitationBody]

    static let schema: Schema = .object(
        .always("success", .boolean), .always("data", .list(UserBody.schema)),
        .always("invitations", .list(InvitationBody.schema)))
}

private struct InvitedBody: Encodable {
    var success = true
    let data: InvitationBody
    let token: String
    /// The page to send to the person, on this server.
    let path: String

    static let schema: Schema = .object(
        .always("success", .boolean), .always("data", InvitationBody.schema), .always("token", .text),
        .always("path", .text))
}
