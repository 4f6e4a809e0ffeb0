import Business
import Domain
import Hummingbird
import Storage

/// `/api/notifications`: what the shop's people should know of.
struct NotificationRoutes: Sendable {
    let notices: Notices

    var operations: [Operation] { reading + marking + [add, cleanUp] }

    private var reading: [Operation] {
        [
            Operation(
                .get, "/api/notifications", "listNotifications", .notifications, "Notices, newest first",
                may: .readNotifications, query: Self.filters + Page.parameters,
                answers: [.ok(NoticesBody.schema)], run: list),
            Operation(
                .get, "/api/notifications/unread", "listUnreadNotifications", .notifications,
                "What still waits for a reader, the newest fifty", may: .readNotifications,
                answers: [.ok(UnreadBody.schema)], run: unread),
            Operation(
                .get, "/api/notifications/count", "countUnreadNotifications", .notifications,
                "How many notices wait for a reader", may: .readNotifications, answers: [.ok(CountBody.schema)],
                run: count),
            Operation(
                .get, "/api/notifications/{id}", "showNotification", .notifications, "One notice",
                may: .readNotifications, answers: [.ok(.data(NoticeBody.schema))], run: show),
        ]
    }

    private var marking: [Operation] {
        let markAll = Operation(
            .post, "/api/notifications/mark-all-read", "readAllNotifications", .notifications,
            "Nothing is unread any more", may: .writeNotifications, answers: [.ok(.message)], run: markAllRead)
        return [
            mark("read", "readNotification", "Mark a notice as read") { call in
                try await notices.setRead(true, of: try call.id(), in: call.scope) ? "Notificação lida." : nil
            },
            mark("unread", "unreadNotification", "Mark a notice as unread") { call in
                try await notices.setRead(false, of: try call.id(), in: call.scope)
                    ? "Notificação marcada como não lida." : nil
            },
            mark("archive", "archiveNotification", "Put a notice away, read") { call in
                try await notices.archive(try call.id(), in: call.scope) ? "Notificação arquivada." : nil
            },
            markAll,
            markAll.also(at: "/api/notifications/read-all", as: "readEveryNotification", method: .patch),
            Operation(
                .delete, "/api/notifications/{id}", "deleteNotification", .notifications, "Remove a notice",
                may: .writeNotifications, answers: [.ok(.message)]
            ) { call in
                try Self.answer(
                    try await notices.delete(try call.id(), in: call.scope) ? "Notificação excluída." : nil)
            },
        ]
    }

    /// - Parameter act: Words for what was done; nil when there is no such notice.
    private func mark(
        _ word: String, _ id: String, _ summary: String, _ act: @escaping @Sendable (TenantCall) async throws -> String?
    ) -> Operation {
        Operation(
            .patch, "/api/notifications/{id}/\(word)", id, .notifications, summary, may: .writeNotifications,
            answers: [.ok(.message)]
        ) { call in try Self.answer(try await act(call)) }
    }

    private static func answer(_ words: String?) throws -> Response {
        guard let words else { throw Problem.notFound }
        return try JSONBody.response(MessageBody(message: words))
    }

    private var add: Operation {
        Operation(
            .post, "/api/notifications", "createNotification", .notifications, "Leave a notice for the shop",
            may: .writeNotifications, body: .json(Self.form), answers: [.created(NoticeAddedBody.schema)], run: create)
    }

    private var cleanUp: Operation {
        Operation(
            .post, "/api/notifications/cleanup", "cleanUpNotifications", .notifications,
            "Remove what has been read and is older than some days", may: .writeNotifications,
            body: .optionalJSON(.object(.maybe("days", .integer(1...365), "30 when left out"))),
            answers: [.ok(CleanUpBody.schema)], run: cleanUp)
    }

    private static let filters: [Operation.Parameter] = [
        .maybe("lida", .boolean, "Only read, or only unread"),
        .maybe("arquivada", .boolean, "Only put away, or only not"),
        .maybe("tipo", .text(1...60), "Only this kind"), .maybe("nivel", .words(Notice.Level.self), "Only this level"),
    ]

    private static let form: Schema = .object(
        .always("tipo", .text(1...60)), .always("titulo", .text(3...200)), .always("mensagem", .text(3...1000)),
        .maybe("nivel", .words(Notice.Level.self), "medium when left out"),
        .maybe("user_id", .id.orNull, "For one person alone; else for everybody of the shop"),
        .maybe("acao_url", .text(0...500).orNull, "A path inside the panel, or an http address"),
        .maybe("acao_label", .text(0...60).orNull))

    @Sendable func list(_ call: TenantCall) async throws -> Response {
        var filter = NoticesDAO.Filter()
        filter.isRead = call.flag("lida")
        filter.isArchived = call.flag("arquivada")
        filter.kind = call.query("tipo")
        filter.level = call.query("nivel").flatMap(Notice.Level.init(rawValue:))
        let page = call.page()
        let found = try await notices.list(filter, limit: page.limit, offset: page.offset, in: call.scope)
        return try JSONBody.response(
            NoticesBody(
                data: found.notices.map { NoticeBody($0, company: call.scope.companyID) },
                pagination: .init(
                    total: found.total, limit: page.limit, offset: page.offset,
                    hasMore: page.offset + found.notices.count < found.total)))
    }

    @Sendable func unread(_ call: TenantCall) async throws -> Response {
        let found = try await notices.list(.unread, limit: 50, offset: 0, in: call.scope)
        return try JSONBody.response(
            UnreadBody(
                data: found.notices.map { NoticeBody($0, company: call.scope.companyID) }, count: found.total))
    }

    @Sendable func count(_ call: TenantCall) async throws -> Response {
        try JSONBody.response(CountBody(count: try await notices.unreadCount(in: call.scope)))
    }

    @Sendable func show(_ call: TenantCall) async throws -> Response {
        guard let notice = try await notices.find(try call.id(), in: call.scope) else { throw Problem.notFound }
        return try JSONBody.response(DataBody(data: NoticeBody(notice, company: call.scope.companyID)))
    }

    @Sendable func create(_ call: TenantCall) async throws -> Response {
        let form = call.form
        guard let kind = form.text("tipo"), let title = form.text("titulo"), let text = form.text("mensagem") else {
            throw Problem.failed
        }
        let link = form.text("acao_url")
        guard link.map(Self.isSafe) ?? true else {
            throw Problem.invalid("Confira os dados enviados.", ["acao_url: caminho do painel ou endereço http(s)"])
        }
        let notice = try await notices.add(
            .init(
                kind: kind, title: title, text: text, level: form.word("nivel") ?? .medium, userID: form.id("user_id"),
                link: link, linkLabel: form.text("acao_label")), in: call.scope)
        return try JSONBody.response(
            NoticeAddedBody(
                data: NoticeBody(notice, company: call.scope.companyID), message: "Notificação criada."),
            status: .created)
    }

    /// A link that a page may follow: neither script nor another scheme.
    private static func isSafe(_ link: String) -> Bool {
        let isPath = link.hasPrefix("/") && !link.hasPrefix("//") && !link.hasPrefix("/\\")
        return (isPath || Schema.Format.address.accepts(link)) && !link.contains(where: \.isWhitespace)
    }

    @Sendable func markAllRead(_ call: TenantCall) async throws -> Response {
        _ = try await notices.markAllRead(in: call.scope)
        return try JSONBody.response(MessageBody(message: "Todas as notificações foram lidas."))
    }

    @Sendable func cleanUp(_ call: TenantCall) async throws -> Response {
        let count = try await notices.cleanUp(days: call.form.int("days") ?? 30, in: call.scope)
        return try JSONBody.response(CleanUpBody(message: "Notificações antigas excluídas.", deletedCount: count))
    }
}

private struct NoticeBody: Encodable {
    let id: Notice.ID
    let company_id: Company.ID
    @OrNull var user_id: User.ID?
    let tipo: String
    let titulo: String
    let mensagem: String
    let nivel: Notice.Level
    let lida: Bool
    @OrNull var lida_em: String?
    let arquivada: Bool
    @OrNull var acao_url: String?
    @OrNull var acao_label: String?
    @OrNull var link_acao: String?
    let dados: [String: JSONValue]
    let created_at: String
    let updated_at: String

    static let schema: Schema = .named(
        "Notification",
        .object(
            .always("id", .id), .always("company_id", .id), .always("user_id", .id.orNull), .always("tipo", .text),
            .always("titulo", .text), .always("mensagem", .text), .always("nivel", .words(Notice.Level.self)),
            .always("lida", .boolean), .always("lida_em", .moment.orNull), .always("arquivada", .boolean),
            .always("acao_url", .text.orNull), .always("acao_label", .text.orNull),
            .always("link_acao", .text.orNull, "The same as `acao_url`"),
            .always("dados", .map(.anything), "What it is about, such as `conversation_id`"),
            .always("created_at", .moment), .always("updated_at", .moment)))

    init(_ notice: Notice, company: Company.ID) {
        id = notice.id
        company_id = company
        _user_id = OrNull(wrappedValue: notice.userID)
        tipo = notice.kind
        titulo = notice.title
        mensagem = notice.text
        nivel = notice.level
        lida = notice.readAt != nil
        _lida_em = OrNull(wrappedValue: notice.readAt?.iso8601)
        arquivada = notice.isArchived
        _acao_url = OrNull(wrappedValue: notice.link)
        _acao_label = OrNull(wrappedValue: notice.linkLabel)
        _link_acao = OrNull(wrappedValue: notice.link)
        dados = notice.about
        created_at = notice.createdAt.iso8601
        updated_at = notice.updatedAt.iso8601
    }
}

/// Its pagination has four fields and no other: readers compare the set.
private struct NoticesBody: Encodable {
    struct Part: Encodable {
        let total: Int
        let limit: Int
        let offset: Int
        let hasMore: Bool
    }

    var success = true
    let data: [NoticeBody]
    let pagination: Part

    static let schema: Schema = .object(
        .always("success", .boolean), .always("data", .list(NoticeBody.schema)),
        .always(
            "pagination",
            .object(
                .always("total", .integer), .always("limit", .integer), .always("offset", .integer),
                .always("hasMore", .boolean))))
}

private struct UnreadBody: Encodable {
    var success = true
    let data: [NoticeBody]
    let count: Int

    static let schema: Schema = .object(
        .always("success", .boolean), .always("data", .list(NoticeBody.schema)), .always("count", .integer))
}

private struct CountBody: Encodable {
    var success = true
    let count: Int

    static let schema: Schema = .object(.always("success", .boolean), .always("count", .integer))
}

private struct NoticeAddedBody: Encodable {
    var success = true
    let data: NoticeBody
    let message: String

    static let schema: Schema = .object(
        .always("success", .boolean), .always("data", NoticeBody.schema), .always("message", .text))
}

private struct CleanUpBody: Encodable {
    var success = true
    let message: String
    let deletedCount: Int

    static let schema: Schema = .object(
        .always("success", .boolean), .always("message", .text), .always("deletedCount", .integer))
}
