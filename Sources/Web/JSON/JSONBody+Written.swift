import Hummingbird
import NIOCore

/// A body that writes itself.
protocol JSONWritable {
    func write(to json: inout JSONWriter)
}

extension JSONBody {
    static func written(
        status: HTTPResponse.Status = .ok, capacity: Int, _ members: (inout JSONWriter) -> Void
    ) -> Response {
        var json = JSONWriter(capacity: capacity)
        json.object(members)
        let bytes = json.bytes
        return Response(
            status: status,
            headers: [.contentType: "application/json; charset=utf-8", .contentLength: String(bytes.count)],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// As `DataBody` is.
    static func data(_ body: some JSONWritable, status: HTTPResponse.Status = .ok) -> Response {
        written(status: status, capacity: 1024) { json in
            json.name("data")
            body.write(to: &json)
            json.name("success")
            json.value(true)
        }
    }

    /// As `PageBody` is, or `ListBody` without a page.
    static func list(_ items: [some JSONWritable], total: Int, _ page: Page? = nil) -> Response {
        list(items, total: total, page?.body(total: total, shown: items.count))
    }

    static func list(_ items: [some JSONWritable], total: Int, _ pagination: Page.Body?) -> Response {
        written(capacity: 256 + items.count * 768) { json in
            json.name("data")
            json.array(items) { json, item in item.write(to: &json) }
            if let pagination {
                json.name("pagination")
                pagination.write(to: &json)
            }
            json.name("success")
            json.value(true)
            json.name("total")
            json.value(total)
        }
    }
}

extension Page.Body: JSONWritable {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.name("hasMore")
            json.value(hasMore)
            json.name("limit")
            json.value(limit)
            json.name("offset")
            json.value(offset)
            json.name("page")
            json.value(page)
            json.name("pages")
            json.value(pages)
            json.name("total")
            json.value(total)
            json.name("totalPages")
            json.value(totalPages)
        }
    }
}
