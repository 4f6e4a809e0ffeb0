/// Bodies that many routes share.
struct MessageBody: Encodable {
    var success = true
    let message: String
}

struct DataBody<Content: Encodable>: Encodable {
    var success = true
    let data: Content
}

struct ListBody<Item: Encodable>: Encodable {
    var success = true
    let data: [Item]
    let total: Int
}
