import Business
import Domain
import Foundation

extension WAHAStandIn {
    /// Where events are posted.
    package struct Hook: Sendable, Hashable {
        package let url: String
        /// Signs the bodies; nil leaves them unsigned.
        package let key: String?

        package init(url: String, key: String?) {
            self.url = url
            self.key = key
        }
    }

    /// How an event is delivered.
    package struct Way: Sendable {
        /// How often the same event is posted although it was answered well, as after an answer that got lost.
        package var copies = 1
        /// A message also comes as `message`, under another event id, as for who subscribed to both (waha#1384).
        package var alsoAsMessage = false
        /// Before the first try.
        package var delay = Duration.zero
        /// Tries after the first, each with the same body, event id and signature.
        package var retries = 15
        package var retryEvery = Duration.seconds(2)

        package init() {}
    }

    /// What became of an event at one hook.
    package struct Delivery: Sendable, Hashable {
        package let eventID: String
        package let name: String
        /// 0 where no answer came.
        package let statuses: [Int]
        package var isTaken: Bool { statuses.last.map { (200...299).contains($0) } ?? false }
    }

    /// Posts the events of every session there, beside where each session's own config says.
    package func post(to url: String, key: String? = nil) { hooks = [Hook(url: url, key: key)] }

    /// A customer writes: the message enters the chat's history and is posted. Returns once every hook has taken it,
    /// or was tried as often as `way` says.
    @discardableResult
    package func say(
        _ spoken: Spoken, to session: String, way: Way = Way(), isPosted: Bool = true
    ) async -> [Delivery] {
        let event = event(spoken, of: session)
        guard let id = MessageID(spoken.id ?? "\(spoken.fromMe)_\(spoken.chat)_\(spoken.bareID)") else { return [] }
        let message = SentMessage(id: id, fromMe: spoken.fromMe, text: spoken.text, at: spoken.at)
        keep(Kept(message: message, session: session, payload: event.payload), in: spoken.chat)
        guard isPosted else { return [] }
        var taken = await emit(event, way: way)
        if way.alsoAsMessage { taken += await emit(self.event(spoken, of: session, named: "message"), way: way) }
        return taken
    }

    /// Posts an event to every hook that wants it.
    @discardableResult
    package func emit(_ event: Event, way: Way = Way()) async -> [Delivery] {
        var all: [Delivery] = []
        if way.delay > .zero { try? await Task.sleep(for: way.delay) }
        for hook in hooks + configured(for: event) {
            for _ in 0..<max(1, way.copies) {
                let delivery = Delivery(eventID: event.id, name: event.name, statuses: await post(event, hook, way))
                note(delivery)
                all.append(delivery)
            }
        }
        return all
    }

    /// The hooks of the session's own config that subscribed to the event.
    private func configured(for event: Event) -> [Hook] {
        guard manner.followsConfig, let session = SessionName(event.session), let config = config(of: session),
            let hooks = config["webhooks"] as? [[String: Any]]
        else { return [] }
        return hooks.compactMap { hook in
            guard let url = hook["url"] as? String, let events = hook["events"] as? [String],
                events.contains(event.name) || events.contains("*")
            else { return nil }
            return Hook(url: url, key: (hook["hmac"] as? [String: String])?["key"])
        }
    }

    private func post(_ event: Event, _ hook: Hook, _ way: Way) async -> [Int] {
        var headers = [
            "Content-Type": "application/json", "User-Agent": "WAHA/2026.7.1", "X-Webhook-Request-Id": event.id,
            "X-Webhook-Timestamp": "\(now.milliseconds)",
        ]
        if let key = hook.key {
            headers["X-Webhook-Hmac"] = WebhookSignature.hex(body: [UInt8](event.body), key: key)
            headers["X-Webhook-Hmac-Algorithm"] = "sha512"
        }
        var call = HTTPCall(.post, hook.url, headers: headers, body: event.body, addressPolicy: .operatorConfigured)
        call.timeout = .seconds(60)
        var statuses: [Int] = []
        for attempt in 0...way.retries {
            if attempt > 0 { try? await Task.sleep(for: way.retryEvery) }
            if Task.isCancelled { return statuses }
            let status = (try? await Self.out.answer(to: call).status) ?? 0
            statuses.append(status)
            if (200...299).contains(status) { break }
        }
        return statuses
    }

    /// Never gives a host up: a server that is being killed comes back.
    private static let out = HTTPCaller(breaker: CircuitBreaker(threshold: .max))

    /// What follows a text by itself: its echoes, then its acks.
    func echo(_ text: Text) {
        let manner = manner
        guard !manner.echoes.isEmpty || !manner.acks.isEmpty else { return }
        Task {
            for form in manner.echoes { await emit(event(Self.spoken(text, as: form), of: text.session)) }
            for level in manner.acks { await emit(ack(level, of: text)) }
        }
    }

    /// The shop's own message, as it comes back.
    package static func spoken(_ text: Text, as form: EchoForm) -> Spoken {
        var own = Spoken(text.text, in: text.chat, bareID: text.id.bare, at: text.at)
        own.fromMe = true
        own.source = "api"
        switch form {
        case .plain: break
        case .hidden:
            let digits = String(text.chat.rawValue.prefix { $0 != "@" })
            own.chat = ChatID("\(String(digits.reversed()))@lid") ?? text.chat
            own.phone = digits
        case .bareID: own.id = text.id.bare
        case .withAuthor: own.id = "true_\(text.chat)_\(text.id.bare)_\(ownChat)"
        case .out: own.id = "true_\(text.chat)_\(text.id.bare)_out"
        case .noSource: own.source = nil
        case .wrongSource: own.source = "app"
        }
        return own
    }

    /// Puts a session into a state and tells its hooks.
    package func change(_ state: SessionState, of session: SessionName) async {
        setState(state, of: session)
        await emit(status(state, of: session.rawValue))
    }

    /// The next QR code is shown; the seventh time the session fails, as WhatsApp gives up.
    package func showNextCode(of session: SessionName) async {
        guard var known = self.session(session.rawValue), known.state == .scanQRCode else { return }
        known.code += 1
        if known.code > 6 { known.state = .failed }
        keep(known, as: session.rawValue)
        await emit(status(known.state, of: session.rawValue))
    }

    func tell(_ state: SessionState, of session: String) {
        let event = status(state, of: session)
        Task { await emit(event) }
    }
}
