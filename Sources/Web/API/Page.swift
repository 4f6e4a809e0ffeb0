/// Which part of a list is asked for. Both manners are understood: `page` from 1, or `offset` from 0.
struct Page: Sendable, Hashable {
    let limit: Int
    let offset: Int
    private static let farthest = 10_000_000

    init(limit: Int?, offset: Int?, page: Int?, usual: Int, most: Int) {
        let limit = min(max(limit ?? usual, 1), most)
        self.limit = limit
        let wanted = offset ?? (min(max(page ?? 1, 1), Self.farthest) - 1) * limit
        self.offset = min(max(wanted, 0), Self.farthest)
    }

    /// Both manners again, so that either reader finds its own.
    struct Body: Encodable, Sendable {
        let total: Int
        let limit: Int
        let offset: Int
        let page: Int
        let totalPages: Int
        let pages: Int
        let hasMore: Bool

        static let schema: Schema = .named(
            "Pagination",
            .object(
                .always("total", .integer), .always("limit", .integer), .always("offset", .integer),
                .always("page", .integer), .always("totalPages", .integer), .always("pages", .integer),
                .always("hasMore", .boolean)))
    }

    func body(total: Int, shown: Int) -> Body {
        let pages = (total + limit - 1) / limit
        return Body(
            total: total, limit: limit, offset: offset, page: offset / limit + 1, totalPages: pages, pages: pages,
            hasMore: offset + shown < total)
    }

    /// The parameters as the document shows them.
    static let parameters: [Operation.Parameter] = [
        .maybe("limit", .integer, "Rows at most; out of range is taken to the nearest"),
        .maybe("offset", .integer, "Rows to skip"), .maybe("page", .integer, "From 1; `offset` wins"),
    ]
}

/// A list with what a reader needs to ask for the rest.
struct PageBody<Item: Encodable>: Encodable {
    var success = true
    let data: [Item]
    let total: Int
    let pagination: Page.Body

    init(_ items: [Item], total: Int, _ page: Page) {
        data = items
        self.total = total
        pagination = page.body(total: total, shown: items.count)
    }
}

extension Schema {
    /// `{success, data:[…], total, pagination}`.
    static func page(of item: Schema) -> Schema {
        .object(
            .always("success", .boolean), .always("data", .list(item)), .always("total", .integer),
            .always("pagination", Page.Body.schema))
    }

    /// `{success, data:[…], total}`.
    static func all(of item: Schema) -> Schema {
        .object(.always("success", .boolean), .always("data", .list(item)), .always("total", .integer))
    }
}
