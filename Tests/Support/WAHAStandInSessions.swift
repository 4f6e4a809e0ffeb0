import Business
import Domain
import Foundation

extension WAHAStandIn {
    /// A session as the stand-in keeps it. One that was never named works, as if paired long ago.
    struct Session: Sendable {
        var state = SessionState.working
        var isPaired = true
        /// The config as JSON, as it was sent last.
        var config = Data("{}".utf8)
        /// The code that is shown, counted from 1; WhatsApp shows six and gives up.
        var code = 1

        mutating func start() {
            guard state == .stopped || state == .failed else { return }
            state = isPaired ? .working : .scanQRCode
            code = 1
        }

        mutating func logOut() {
            isPaired = false
            if state != .stopped { state = .scanQRCode }
        }
    }

    /// The number of every session's phone.
    package static let ownChat = "5511900000000@c.us"

    /// What becomes of a call about sessions; nil for a call that is about something else.
    func answerAboutSessions(_ call: Call, _ parts: [String]) -> Answer? {
        switch (call.method, parts.count) {
        case ("POST", 2) where parts[1] == "sessions": return create(call)
        case ("GET", 3) where parts[1] == "sessions": return describe(parts[2])
        case ("PUT", 3) where parts[1] == "sessions": return configure(parts[2], call)
        case ("DELETE", 3) where parts[1] == "sessions":
            forget(parts[2])
            return Answer(200)
        case ("POST", 4) where parts[1] == "sessions": return act(parts[3], on: parts[2])
        case ("GET", 4) where parts[2] == "auth" && parts[3] == "qr": return qr(of: parts[1], call)
        case ("POST", 4) where parts[2] == "auth" && parts[3] == "request-code": return pair(parts[1], call)
        case ("GET", 3) where parts[1] == "contacts" && parts[2] == "check-exists": return presence(call)
        default: return nil
        }
    }

    private func create(_ call: Call) -> Answer {
        let name = call.fields["name"] ?? "session_1"
        guard session(name) == nil else {
            return .unprocessable("Session '\(name)' already exists. Use PUT to update it.")
        }
        let object = call.object
        var made = Session(state: .stopped, isPaired: false, config: Self.config(object))
        if object["start"] as? Bool ?? true { made.start() }
        keep(made, as: name)
        return described(name, made, status: 201)
    }

    private func describe(_ name: String) -> Answer {
        session(name).map { described(name, $0, status: 200) } ?? .notFound("Session not found")
    }

    private func configure(_ name: String, _ call: Call) -> Answer {
        guard var known = session(name) else { return .notFound("Session not found") }
        known.config = Self.config(call.object)
        keep(known, as: name)
        return described(name, known, status: 200)
    }

    private func act(_ act: String, on name: String) -> Answer {
        guard var known = session(name) else { return .notFound("Session not found") }
        switch act {
        case "start": known.start()
        case "stop": known.state = .stopped
        case "restart":
            known.state = .stopped
            known.start()
        case "logout": known.logOut()
        default: return .notFound("Cannot POST /api/sessions/\(name)/\(act)")
        }
        if manner.failsToStart, act != "stop" { known.state = .failed }
        keep(known, as: name)
        tell(known.state, of: name)
        return described(name, known, status: 201)
    }

    private func qr(of name: String, _ call: Call) -> Answer {
        guard let known = session(name) else { return .notFound("Session not found") }
        guard known.state == .scanQRCode else { return .notWorking(name, known.state.rawValue) }
        if call.query["format"] == "raw" {
            return Answer(200, ["value": known.code == 1 ? "2@EXEMPLO,\(name)" : "2@EXEMPLO\(known.code),\(name)"])
        }
        return Answer(200, ["mimetype": "image/png", "data": "iVBORw0KGgo="])
    }

    private func pair(_ name: String, _ call: Call) -> Answer {
        guard let known = session(name) else { return .notFound("Session not found") }
        guard known.state == .scanQRCode else { return .notWorking(name, known.state.rawValue) }
        let number = call.fields["phoneNumber"] ?? ""
        guard !number.isEmpty, number.allSatisfy(\.isNumber) else { return .invalid("phoneNumber must be digits") }
        return Answer(201, ["code": "ABCD-1234"])
    }

    /// Numbers of eight digits after area code 31 and above are known without their ninth digit, as at WhatsApp.
    private func presence(_ call: Call) -> Answer {
        guard let number = call.query["phone"], !isStranger(number) else { return Answer(200, ["numberExists": false]) }
        let isOld = number.count == 13 && number.hasPrefix("55") && (number.dropFirst(2).first ?? "0") >= "3"
        let known = isOld ? String(number.prefix(4)) + number.dropFirst(5) : number
        return Answer(200, ["numberExists": true, "chatId": "\(known)@c.us"] as [String: Any])
    }

    private func described(_ name: String, _ session: Session, status: Int) -> Answer {
        let isWorking = session.state == .working
        let me: Any = isWorking ? ["id": Self.ownChat, "pushName": "Pet Shop Amigo Fiel"] : NSNull()
        let config = (try? JSONSerialization.jsonObject(with: session.config)) ?? [:]
        return Answer(
            status,
            [
                "name": name, "status": session.state.rawValue, "config": config, "me": me,
                "engine": ["engine": engine.rawValue],
            ] as [String: Any])
    }

    private static func config(_ object: [String: Any]) -> Data {
        (try? JSONSerialization.data(withJSONObject: object["config"] ?? [String: Any](), options: [.sortedKeys]))
            ?? Data("{}".utf8)
    }
}

extension WAHAStandIn.Call {
    fileprivate var object: [String: Any] {
        (try? JSONSerialization.jsonObject(with: body) as? [String: Any]) ?? [:]
    }
}

extension WAHAStandIn.Answer {
    static func unprocessable(_ message: String) -> Self {
        Self(422, ["message": message, "error": "Unprocessable Entity", "statusCode": 422] as [String: Any])
    }
}
