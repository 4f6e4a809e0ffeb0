import Business
import Domain
import Foundation
import Synchronization

/// A WAHA server for tests and for development without WhatsApp, in this process, on loopback.
///
/// It keeps every call and every text, answers in the shapes of one engine, and fails when told to. A message sent
/// twice shows twice, also under one id: nobody should count on WhatsApp for that.
package final class WAHAStandIn: Sendable {
    package let engine: Engine
    private let apiKey: String?
    private let clock: any ShopClock
    private let onText: @Sendable (Text) -> Void
    private let server = Mutex<WAHAStandInServer?>(nil)
    private let state = Mutex(State())

    private struct State {
        var calls: [Call] = []
        var texts: [Text] = []
        var history: [ChatID: [Kept]] = [:]
        var sessions: [String: Session?] = [:]
        var strangers: Set<String> = []
        var faults: [(path: String, fault: Fault)] = []
        var plan: FaultPlan?
        var manner = Manner()
        var files: [String: File] = [:]
        var hooks: [Hook] = []
        var deliveries: [Delivery] = []
        var waiters: [Int: Waiter] = [:]
        var lastNumber = 0

        mutating func nextNumber() -> Int {
            lastNumber += 1
            return lastNumber
        }
    }

    /// A message of a chat's history; one without a session is in the history of all.
    struct Kept: Sendable {
        let message: SentMessage
        let session: String?
        /// As a webhook carried it, where one did.
        var payload: Data?
    }

    private struct Waiter {
        let isReady: @Sendable ([Call], [Text]) -> Bool
        let continuation: CheckedContinuation<Void, any Error>
    }

    private init(engine: Engine, apiKey: String?, clock: any ShopClock, onText: @escaping @Sendable (Text) -> Void) {
        self.engine = engine
        self.apiKey = apiKey
        self.clock = clock
        self.onText = onText
    }

    /// A stand-in that accepts calls by the time this returns.
    ///
    /// - Parameters:
    ///   - apiKey: Required of every call in `X-Api-Key`; nil accepts all.
    ///   - port: 0 takes any free one.
    ///   - clock: Dates the messages.
    ///   - onText: Told of each text as it comes, on a network thread.
    package static func start(
        engine: Engine = .gows, apiKey: String? = nil, port: Int = 0, clock: any ShopClock = SystemClock(),
        onText: @escaping @Sendable (Text) -> Void = { _ in }
    ) async throws -> WAHAStandIn {
        let standIn = WAHAStandIn(engine: engine, apiKey: apiKey, clock: clock, onText: onText)
        let server = try await WAHAStandInServer.start(port: port) { [weak standIn] call in
            standIn?.respond(to: call) ?? .reset
        }
        standIn.server.withLock { $0 = server }
        return standIn
    }

    /// The same, on a port that the kernel gives to nobody who asks for any: once this one has stopped, nobody else
    /// of a busy machine answers there.
    package static func startOnLastingPort(engine: Engine = .gows) async throws -> WAHAStandIn {
        for _ in 0..<20 {
            if let standIn = try? await start(engine: engine, port: Int.random(in: 20_000..<30_000)) { return standIn }
        }
        return try await start(engine: engine, port: Int.random(in: 20_000..<30_000))
    }

    /// Opens the port anew after `stop`, with all that it remembers.
    package func open(port: Int) async throws {
        let opened = try await WAHAStandInServer.start(port: port) { [weak self] call in
            self?.respond(to: call) ?? .reset
        }
        server.withLock { $0 = opened }
    }

    package var port: Int { server.withLock { $0?.port ?? 0 } }
    package var baseURL: String { "http://127.0.0.1:\(port)" }

    /// The way to it for a gateway.
    package var endpoint: WAHAEndpoint {
        WAHAEndpoint(baseURL: baseURL, apiKey: apiKey, addressPolicy: .operatorConfigured)
    }

    /// Closes the port and every connection.
    package func stop() async {
        let server = server.withLock { $0 }
        await server?.stop()
    }
}

// MARK: - What it was told

extension WAHAStandIn {
    /// In order of arrival.
    package var calls: [Call] { state.withLock { $0.calls } }
    package var texts: [Text] { state.withLock { $0.texts } }
    package var textCount: Int { state.withLock { $0.texts.count } }

    package func calls(to path: String) -> [Call] { calls.filter { $0.path == path } }
    package func texts(to chat: ChatID) -> [String] { texts.filter { $0.chat == chat }.map(\.text) }

    /// Every text, once there are at least `count`.
    ///
    /// - Throws: `TimedOut`; `CancellationError`.
    package func waitForTexts(count: Int, timeout: Duration = .seconds(10)) async throws -> [Text] {
        try await wait(timeout, seen: \.texts.count) { _, texts in texts.count >= count }
        return texts
    }

    /// Every call to a path, once there are at least `count`.
    ///
    /// - Throws: `TimedOut`; `CancellationError`.
    package func waitForCalls(
        to path: String, count: Int = 1, timeout: Duration = .seconds(10)
    ) async throws -> [Call] {
        try await wait(timeout, seen: \.calls.count) { calls, _ in calls.count { $0.path == path } >= count }
        return calls(to: path)
    }

    private func wait(
        _ timeout: Duration, seen: any KeyPath<WAHAStandIn, Int> & Sendable,
        until isReady: @escaping @Sendable ([Call], [Text]) -> Bool
    ) async throws {
        let key = state.withLock { $0.nextNumber() }
        let alarm = Task {
            try await Task.sleep(for: timeout)
            wake(key, throwing: TimedOut(seen: self[keyPath: seen]))
        }
        defer { alarm.cancel() }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isReady = state.withLock { state in
                    if isReady(state.calls, state.texts) { return true }
                    state.waiters[key] = Waiter(isReady: isReady, continuation: continuation)
                    return false
                }
                if isReady { return continuation.resume() }
                if Task.isCancelled { wake(key, throwing: CancellationError()) }
            }
        } onCancel: {
            wake(key, throwing: CancellationError())
        }
    }

    private func wake(_ key: Int, throwing error: any Error) {
        state.withLock { $0.waiters.removeValue(forKey: key) }?.continuation.resume(throwing: error)
    }

    private func wakeReady() {
        let ready = state.withLock { state in
            let ready = state.waiters.filter { $0.value.isReady(state.calls, state.texts) }
            for key in ready.keys { state.waiters[key] = nil }
            return ready.values
        }
        for waiter in ready { waiter.continuation.resume() }
    }
}

// MARK: - What it is told to do

extension WAHAStandIn {
    /// Makes the next `times` calls to a path go wrong; several faults for one path are used up in order.
    package func fail(_ fault: Fault, on path: String = "/api/sendText", times: Int = 1) {
        state.withLock { $0.faults += Array(repeating: (path, fault), count: times) }
    }

    /// Puts a session into a state; nil makes WAHA know nothing of it. Every session is working at first.
    package func setState(_ new: SessionState?, of session: SessionName) {
        guard let new else { return forget(session.rawValue) }
        var changed = self.session(session.rawValue) ?? Session()
        changed.state = new
        changed.isPaired = new == .working || changed.isPaired && new != .scanQRCode
        keep(changed, as: session.rawValue)
    }

    /// The config that a session was last given, as JSON; nil when WAHA knows no such session.
    package func config(of session: SessionName) -> [String: Any]? {
        self.session(session.rawValue).flatMap { try? JSONSerialization.jsonObject(with: $0.config) as? [String: Any] }
    }

    /// Where a session stands; nil when WAHA knows no such session.
    package func state(of session: SessionName) -> SessionState? { self.session(session.rawValue)?.state }

    /// A number that has no WhatsApp.
    package func addStranger(_ phone: PhoneNumber) { state.withLock { _ = $0.strangers.insert(phone.digits) } }

    func session(_ name: String) -> Session? { state.withLock { $0.sessions[name] ?? Session() } }
    func keep(_ session: Session, as name: String) {
        state.withLock { _ = $0.sessions.updateValue(session, forKey: name) }
    }
    func forget(_ name: String) { state.withLock { _ = $0.sessions.updateValue(nil, forKey: name) } }
    func isStranger(_ digits: String) -> Bool { state.withLock { $0.strangers.contains(digits) } }

    /// Adds a message to a chat's history that did not go through this server's API.
    package func addToHistory(_ message: SentMessage, in chat: ChatID) {
        keep(Kept(message: message, session: nil), in: chat)
    }

    func keep(_ message: Kept, in chat: ChatID) { state.withLock { $0.history[chat, default: []].append(message) } }

    /// The messages that a session sees, by chat.
    func histories(of session: String) -> [ChatID: [Kept]] {
        state.withLock { $0.history }
            .mapValues { $0.filter { $0.session == nil || $0.session == session } }
            .filter { !$0.value.isEmpty }
    }

    /// Makes calls go wrong by chance from now on; nil ends it.
    package func follow(_ plan: FaultPlan?) { state.withLock { $0.plan = plan } }

    /// What it does by itself; see `Manner`.
    package var manner: Manner {
        get { state.withLock { $0.manner } }
        set { state.withLock { $0.manner = newValue } }
    }

    var hooks: [Hook] {
        get { state.withLock { $0.hooks } }
        set { state.withLock { $0.hooks = newValue } }
    }

    /// Every event that was posted, with what it was answered.
    package var deliveries: [Delivery] { state.withLock { $0.deliveries } }
    func note(_ delivery: Delivery) {
        state.withLock { $0.deliveries.append(delivery) }
        wakeReady()
    }

    func file(_ name: String) -> File? { state.withLock { $0.files[name] } }
    func keep(_ file: File, as name: String) { state.withLock { $0.files[name] = file } }
    var now: Moment { clock.now }
}

// MARK: - Answers

extension WAHAStandIn {
    private func respond(to call: Call) -> WAHAStandInServer.Reply {
        let fault = state.withLock { state -> Fault? in
            state.calls.append(call)
            let index = state.faults.firstIndex { $0.path == call.path }
            return index.map { state.faults.remove(at: $0).fault } ?? state.plan?.next(for: call.path)
        }
        defer { wakeReady() }
        if let apiKey, call.headers["x-api-key"] != apiKey { return .answer(.unauthorized) }
        switch fault {
        case nil: return inTime(answer(to: call), call)
        case .delay(let time): return .late(answer(to: call), time)
        case .reset: return .reset
        case .loseAnswer:
            _ = answer(to: call)
            return .close
        case .emptyAnswer:
            _ = answer(to: call)
            return .answer(Answer(201))
        case .engineError: return .answer(.engineError(call, engine))
        case .notWorking(let state): return .answer(.notWorking(call.fields["session"] ?? "", state.rawValue))
        case .reply(let status, let body): return .answer(Answer(status, bytes: body))
        case .refuse(let status, let seconds): return .answer(.refusal(status, retryAfter: seconds))
        }
    }

    /// A call to a session that is not working is held for a while, as WAHA does.
    private func inTime(_ answer: Answer, _ call: Call) -> WAHAStandInServer.Reply {
        let manner = manner
        if answer.isNotWorking, manner.waitForWorking > .zero { return .late(answer, manner.waitForWorking) }
        guard manner.pace > .zero || !manner.paces.isEmpty, let chat = call.fields["chatId"].flatMap({ ChatID($0) })
        else { return .answer(answer) }
        let pace = manner.paces[chat] ?? manner.pace
        return pace > .zero ? .late(answer, pace) : .answer(answer)
    }

    private func answer(to call: Call) -> Answer {
        let parts = call.path.split(separator: "/").map(String.init)
        if let answer = answerAboutSessions(call, parts) { return answer }
        switch (call.method, parts.count) {
        case ("GET", 1) where parts == ["ping"]: return Answer(200, ["message": "pong"])
        case ("POST", 2) where parts[1] == "sendText": return whenWorking(call.fields["session"]) { take(call) }
        case ("POST", 2) where ["sendSeen", "startTyping", "stopTyping"].contains(parts[1]):
            return whenWorking(call.fields["session"]) { Answer(201, ["result": true]) }
        case ("GET", 3) where parts[2] == "new-message-id": return whenWorking(parts[1], freshID)
        case ("GET", 5) where parts[2] == "chats" && parts[4] == "messages":
            return whenWorking(parts[1]) { history(of: parts[3], in: parts[1], call.query) }
        case ("GET", 4) where parts[2] == "chats" && parts[3] == "overview":
            return whenWorking(parts[1]) { overview(of: parts[1], call.query) }
        case ("GET", 6) where parts[2] == "chats" && parts[4] == "messages":
            return whenWorking(parts[1]) { message(parts[5], of: parts[3], in: parts[1]) }
        case ("GET", 4) where parts[1] == "files": return file(at: parts[3])
        case ("GET", 4) where parts[2] == "lids": return hidden(parts[3])
        default: return .notFound("Cannot \(call.method) \(call.path)")
        }
    }

    private func whenWorking(_ session: String?, _ answer: () -> Answer) -> Answer {
        let session = session ?? "default"
        guard let known = self.session(session) else { return .notFound("Session not found") }
        return known.state == .working ? answer() : .notWorking(session, known.state.rawValue)
    }

    private func freshID() -> Answer {
        guard engine.makesIDs else { return .notImplemented }
        return Answer(200, ["id": freshBareID()])
    }

    private func freshBareID() -> String {
        let number = String(state.withLock { $0.nextNumber() }, radix: 16, uppercase: true)
        return "3EB0" + String(repeating: "0", count: max(0, 18 - number.count)) + number
    }

    private func take(_ call: Call) -> Answer {
        let fields = call.fields
        guard let words = fields["text"] else { return .invalid("text must be a string") }
        guard let chat = fields["chatId"].flatMap({ ChatID($0) }) else { return .invalid("chatId must be a string") }
        let bare = fields["id"].flatMap { MessageID($0) }?.bare ?? freshBareID()
        guard let id = MessageID(sentTo: chat, bare: bare) else { return .invalid("id is not valid") }
        let second = Moment(milliseconds: clock.now.milliseconds / 1000 * 1000)
        let text = Text(
            session: fields["session"] ?? "default", chat: chat, text: words, id: id, at: second,
            received: .now)
        state.withLock { $0.texts.append(text) }
        keep(
            Kept(message: SentMessage(id: id, fromMe: true, text: words, at: second), session: text.session), in: chat)
        onText(text)
        echo(text)
        return .sent(text, engine)
    }

    private func history(of chat: String, in session: String, _ query: [String: String]) -> Answer {
        guard manner.keepsHistory else { return .invalid("Enable NOWEB store to read chats") }
        let from = query["filter.timestamp.gte"].flatMap { Int64($0) } ?? 0
        let limit = query["limit"].flatMap { Int($0) } ?? 10
        let offset = query["offset"].flatMap { Int($0) } ?? 0
        let messages = ChatID(chat).flatMap { histories(of: session)[$0] } ?? []
        let chosen = messages.filter { $0.message.at.milliseconds >= from * 1000 }.reversed()
        return .history(chosen.dropFirst(offset).prefix(max(0, limit)).map { $0 }, in: chat, engine)
    }
}
