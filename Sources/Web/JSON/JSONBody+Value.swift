import Domain
import Hummingbird

/// Values that know their own JSON are written straight into the bytes of the answer: an encoder took ten times as
/// long. Names are sorted, so that the same answer is the same bytes.
extension JSONBody {
    static func response(_ body: JSONValue, status: HTTPResponse.Status = .ok) throws -> Response {
        written(status: status, capacity: 1024) { json in
            for (name, value) in (body.members ?? [:]).sorted(by: { $0.key < $1.key }) {
                json.name(name)
                value.write(to: &json)
            }
        }
    }

    static func response(_ body: DataBody<JSONValue>, status: HTTPResponse.Status = .ok) throws -> Response {
        data(body.data, status: status)
    }

    static func response(_ body: ListBody<JSONValue>) throws -> Response { list(body.data, total: body.total) }

    static func response(_ body: PageBody<JSONValue>) throws -> Response {
        list(body.data, total: body.total, body.pagination)
    }
}

extension JSONValue: JSONWritable {
    func write(to json: inout JSONWriter) {
        switch self {
        case .null: json.null()
        case .bool(let flag): json.value(flag)
        case .integer(let number): json.value(number)
        case .number(let number): json.value(number)
        case .string(let text): json.value(text)
        case .array(let items): json.array(items) { json, item in item.write(to: &json) }
        case .object(let members):
            json.object { json in
                for (name, value) in members.sorted(by: { $0.key < $1.key }) {
                    json.name(name)
                    value.write(to: &json)
                }
            }
        }
    }
}
