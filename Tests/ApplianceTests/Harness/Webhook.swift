import Foundation

/// A message's webhook, made from one that WAHA sent.
struct Webhook: Sendable {
    /// How WAHA names the customer's chat; one message may come in both forms.
    enum Form: Sendable { case phone, hidden }

    var text: String
    var session: String
    var phone = "5511900000001"
    var name = "Ana Souza"
    var bareID = Webhook.freshID()
    var form = Form.phone

    init(_ text: String, session: String = "loja-centro") {
        self.text = text
        self.session = session
    }

    static func freshID() -> String { "3A" + UUID().uuidString.filter { $0 != "-" }.prefix(18) }

    /// Where an answer goes.
    var chat: String { form == .phone ? "\(phone)@c.us" : "\(phone.reversed().map(String.init).joined())@lid" }

    func body() throws -> Data {
        let recorded = try JSONSerialization.jsonObject(with: try Self.recorded(form)) as? [String: Any]
        guard var event = recorded, var payload = event["payload"] as? [String: Any],
            var data = payload["_data"] as? [String: Any], var info = data["Info"] as? [String: Any]
        else { throw CocoaError(.coderReadCorrupt) }
        event["session"] = session
        payload["id"] = "false_\(chat)_\(bareID)"
        payload["from"] = chat
        payload["timestamp"] = Int(Date().timeIntervalSince1970)
        payload["body"] = text
        info["PushName"] = name
        info["ID"] = bareID
        if form == .hidden { info["SenderAlt"] = "\(phone)@s.whatsapp.net" }
        data["Info"] = info
        payload["_data"] = data
        event["payload"] = payload
        return try JSONSerialization.data(withJSONObject: event, options: .sortedKeys)
    }

    private static func recorded(_ form: Form) throws -> Data {
        var root = URL(filePath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        let name = form == .phone ? "message-text" : "message-lid"
        return try Data(contentsOf: root.appending(path: "Fixtures/waha/\(name).json"))
    }
}
