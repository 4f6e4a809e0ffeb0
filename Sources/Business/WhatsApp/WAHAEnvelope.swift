import Domain
import Foundation

/// A webhook's body as far as anything of it is used.
struct WAHAEnvelope: Decodable {
    let event: String
    let session: String
    let payload: WAHAPayload?
    let engine: String?
    let me: Me?

    struct Me: Decodable {
        let id: String?
        let lid: String?

        private enum CodingKeys: CodingKey { case id, lid }

        init(from decoder: any Decoder) throws {
            let fields = try? decoder.container(keyedBy: CodingKeys.self)
            id = try? fields?.decode(String.self, forKey: .id)
            lid = try? fields?.decode(String.self, forKey: .lid)
        }
    }
}

/// What an event tells, whatever its kind. Engines differ in what they send as null, text or number: a field of another
/// type counts as absent.
struct WAHAPayload: Decodable {
    let id: String?
    let timestamp: Double?
    let from: String?
    let to: String?
    let fromMe: Bool?
    let source: String?
    let body: String?
    let hasMedia: Bool?
    let media: Media?
    let location: Location?
    let vCards: [String]?
    let status: String?
    let ack: Int?
    let reaction: Reaction?
    let editedMessageId: String?
    let revokedMessageId: String?
    let vote: Vote?
    let isVideo: Bool?
    let isGroup: Bool?
    let data: EngineData?

    struct Media: Decodable {
        let url: String?
        let mimetype: String?
        let filename: String?
    }
    struct Location: Decodable {}
    struct Reaction: Decodable {
        let text: String?
        let messageId: String?
    }
    struct Vote: Decodable {
        let id: String?
        let from: String?
        let fromMe: Bool?
        let selectedOptions: [String]?
        let timestamp: Double?
    }

    private enum CodingKeys: String, CodingKey {
        case id, timestamp, from, to, fromMe, source, body, hasMedia, media, location, vCards, status
        case ack, reaction, editedMessageId, revokedMessageId, vote, isVideo, isGroup
        case data = "_data"
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        func field<T: Decodable>(_ key: CodingKeys) -> T? { (try? fields.decodeIfPresent(T.self, forKey: key)) ?? nil }
        id = field(.id)
        timestamp = field(.timestamp)
        from = field(.from)
        to = field(.to)
        fromMe = field(.fromMe)
        source = field(.source)
        body = field(.body)
        hasMedia = field(.hasMedia)
        media = field(.media)
        location = field(.location)
        vCards = field(.vCards)
        status = field(.status)
        ack = field(.ack)
        reaction = field(.reaction)
        editedMessageId = field(.editedMessageId)
        revokedMessageId = field(.revokedMessageId)
        vote = field(.vote)
        isVideo = field(.isVideo)
        isGroup = field(.isGroup)
        data = field(.data)
    }

    /// The file that came along; one that WAHA could not get is asked for again later.
    var file: IncomingMedia? {
        guard hasMedia == true else { return nil }
        return IncomingMedia(
            url: media?.url, mimetype: media?.mimetype ?? "application/octet-stream", filename: media?.filename)
    }

    var kind: Message.Kind {
        if location != nil { return .location }
        if vCards?.isEmpty == false { return .contact }
        guard hasMedia == true else { return .text }
        switch media?.mimetype?.split(separator: "/").first {
        case "audio": return .audio
        case "image": return .image
        case "video": return .video
        case "application", "text": return .document
        default: return .other
        }
    }
}

/// The engine's raw data, from which only the sender's name and other addresses are read. Its shape changes at any
/// time.
struct EngineData: Decodable {
    let name: String?
    /// Other addresses of who wrote, and of whom an own message went to.
    let senders: [ChatID]
    let recipients: [ChatID]

    private struct AnyKey: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        let fields = try? decoder.container(keyedBy: AnyKey.self)
        func text(_ key: String, in container: KeyedDecodingContainer<AnyKey>?) -> String? {
            guard let value = try? container?.decodeIfPresent(String.self, forKey: AnyKey(key)) else { return nil }
            return value.isEmpty ? nil : value
        }
        let info = try? fields?.nestedContainer(keyedBy: AnyKey.self, forKey: AnyKey("Info"))
        let key = try? fields?.nestedContainer(keyedBy: AnyKey.self, forKey: AnyKey("key"))
        // WEBJS, NOWEB, GOWS, in waha.md's order.
        name =
            text("notifyName", in: fields) ?? text("pushName", in: fields) ?? text("PushName", in: info)
            ?? text("pushname", in: fields)
        // May carry a device part and the engine's own host: 5511…:31@s.whatsapp.net.
        senders = [
            text("SenderAlt", in: info), text("remoteJidAlt", in: key), text("senderPn", in: key),
            text("senderLid", in: key),
        ].compactMap { $0.flatMap { ChatID($0)?.identity } }
        recipients = [text("RecipientAlt", in: info), text("remoteJidAlt", in: key)]
            .compactMap { $0.flatMap { ChatID($0)?.identity } }
    }
}
