import Foundation
import Support
import Synchronization
import Testing

@testable import Business

@Suite("Calls to outside systems") struct HTTPCallerTests {
    private let caller = HTTPCaller()

    private func call(
        _ method: HTTPCall.Method, _ url: String, policy: AddressPolicy = .operatorConfigured
    ) -> HTTPCall {
        HTTPCall(method, url, addressPolicy: policy)
    }

    private func text(_ standIn: WAHAStandIn) throws -> HTTPCall {
        let body = ["session": "loja", "chatId": "5511900000001@c.us", "text": "Olá, tudo bem?"]
        return try HTTPCall(
            .post, standIn.baseURL + "/api/sendText", headers: ["X-Api-Key": "chave", "X-Empty": ""], json: body,
            addressPolicy: .operatorConfigured)
    }

    @Test("method, headers and body arrive as given, and the answer comes back whole")
    func roundTrip() async throws {
        let standIn = try await WAHAStandIn.start()
        let answer = try await caller.call(try text(standIn))
        #expect(answer.status == 201)
        #expect(answer.header("Content-Type")?.hasPrefix("application/json") == true)
        #expect(String(decoding: answer.body, as: UTF8.self).contains("true_5511900000001@c.us_"))
        let received = try #require(standIn.calls.first)
        #expect(received.method == "POST")
        #expect(received.headers["x-api-key"] == "chave")
        #expect(received.headers["x-empty"] == "")
        #expect(received.headers["expect"] == nil)
        #expect(received.fields["text"] == "Olá, tudo bem?")
        await standIn.stop()
    }

    @Test(
        "every method arrives under its own name, with or without a body",
        arguments: [HTTPCall.Method.get, .head, .post, .put, .patch, .delete])
    func methods(method: HTTPCall.Method) async throws {
        let standIn = try await WAHAStandIn.start()
        let plain = try await caller.answer(to: call(method, standIn.baseURL + "/x"))
        #expect(plain.status == 404)
        #expect(standIn.calls.map(\.method) == [method.rawValue])
        #expect(standIn.calls.first?.body.isEmpty == true)
        if method != .head {
            var request = call(method, standIn.baseURL + "/x")
            request.body = Data("{}".utf8)
            _ = try await caller.answer(to: request)
            #expect(standIn.calls.last?.body == Data("{}".utf8))
            #expect(standIn.calls.last?.method == method.rawValue)
        }
        await standIn.stop()
    }

    @Test("a hundred calls at once are all answered")
    func parallel() async throws {
        let standIn = try await WAHAStandIn.start()
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<100 {
                group.addTask { try await caller.call(call(.get, standIn.baseURL + "/ping")).status }
            }
            return try await group.reduce(into: [Int]()) { $0.append($1) }
        }
        #expect(statuses == Array(repeating: 200, count: 100))
        await standIn.stop()
    }

    @Test("no answer within the time limit is unanswered, since the request was received")
    func timeout() async throws {
        let standIn = try await WAHAStandIn.start()
        standIn.fail(.delay(.seconds(30)), on: "/ping")
        var request = call(.get, standIn.baseURL + "/ping")
        request.timeout = .seconds(1)
        await #expect(throws: GatewayError.unanswered(reason: "Timeout was reached")) {
            try await caller.call(request)
        }
        #expect(try await standIn.waitForCalls(to: "/ping").count == 1)
        await standIn.stop()
    }

    @Test("an answer over the limit is cut off")
    func cap() async throws {
        let standIn = try await WAHAStandIn.start()
        var request = call(.get, standIn.baseURL + "/ping")
        request.maximumAnswerBytes = 17
        await #expect(throws: GatewayError.tooLarge(limit: 17)) { try await caller.call(request) }
        request.maximumAnswerBytes = 18
        #expect(try await caller.call(request).body.count == 18)
        await standIn.stop()
    }

    @Test("a reset connection is unanswered")
    func reset() async throws {
        let standIn = try await WAHAStandIn.start()
        standIn.fail(.reset)
        let error = await #expect(throws: GatewayError.self) { try await caller.call(try text(standIn)) }
        #expect(error?.isUnanswered == true)
        await standIn.stop()
    }

    @Test("a POST whose answer is lost on a kept connection is not repeated behind the caller's back")
    func noHiddenRepeat() async throws {
        let standIn = try await WAHAStandIn.start()
        _ = try await caller.call(call(.get, standIn.baseURL + "/ping"))
        standIn.fail(.loseAnswer)
        let error = await #expect(throws: GatewayError.self) { try await caller.call(try text(standIn)) }
        #expect(error?.isUnanswered == true)
        #expect(standIn.texts.count == 1)
        await standIn.stop()
    }

    @Test("a port nobody listens on is unreachable, and so is a name nobody has")
    func unreachable() async throws {
        let standIn = try await WAHAStandIn.startOnLastingPort()
        let url = standIn.baseURL
        await standIn.stop()
        for url in [url, "http://nobody.invalid/"] {
            let error = await #expect(throws: GatewayError.self) { try await caller.call(call(.post, url)) }
            #expect(error?.isUnreachable == true)
        }
    }

    @Test("cancelling the task ends the call at once")
    func cancellation() async throws {
        let standIn = try await WAHAStandIn.start()
        standIn.fail(.delay(.seconds(60)), on: "/ping")
        let task = Task { try await caller.call(call(.get, standIn.baseURL + "/ping")) }
        _ = try await standIn.waitForCalls(to: "/ping")
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        await standIn.stop()
    }

    @Test("a task cancelled beforehand sends nothing")
    func cancelledBefore() async throws {
        let standIn = try await WAHAStandIn.start()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await caller.call(call(.get, standIn.baseURL + "/ping"))
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        _ = try await caller.call(call(.get, standIn.baseURL + "/ping"))
        #expect(standIn.calls.count == 1)
        await standIn.stop()
    }

    @Test(
        "a URL that is not plain http is refused before anything is sent",
        arguments: [
            "", "ping", "//x/", "ftp://127.0.0.1/", "file:///etc/hostname", "http://", "http://a b/",
            "http://user:word@127.0.0.1/", "http://127.0.0.1/\r\nX: 1", "http://" + String(repeating: "a", count: 9000),
        ])
    func badURL(url: String) async throws {
        let error = await #expect(throws: GatewayError.self) { try await caller.call(call(.get, url)) }
        guard case .invalidRequest = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("a header that would break out of its line is refused, and its value not shown")
    func badHeader() async throws {
        for headers in [["X-Api-Key": "a\r\nHost: b"], ["X Key": "a"], ["": "a"]] {
            var request = call(.get, "http://127.0.0.1:1/")
            request.headers = headers
            let error = await #expect(throws: GatewayError.self) { try await caller.call(request) }
            guard case .invalidRequest(let message) = error else {
                Issue.record("\(headers)")
                continue
            }
            #expect(!message.contains("Host"))
        }
    }

    @Test("without libcurl a call says what the loader said")
    func libraryMissing() async throws {
        let caller = HTTPCaller(breaker: CircuitBreaker(), pause: { _ in }, load: { "libcurl.so.4: cannot open" })
        #expect(caller.missingLibrary() == "libcurl.so.4: cannot open")
        await #expect(throws: GatewayError.libraryMissing("libcurl.so.4: cannot open")) {
            try await caller.call(call(.get, "http://127.0.0.1/"))
        }
    }

    @Test("a loop that ends takes its calls along")
    func end() async throws {
        let standIn = try await WAHAStandIn.start()
        standIn.fail(.delay(.seconds(60)), on: "/ping")
        let loop = try #require(CurlLoop())
        let transfer = try ping(standIn)
        let task = Task { try await answer(of: transfer, on: loop) }
        _ = try await standIn.waitForCalls(to: "/ping")
        loop.end()
        await #expect(throws: CancellationError.self) { try await task.value }
        await #expect(throws: CancellationError.self) { try await answer(of: try ping(standIn), on: loop) }
        await standIn.stop()
    }

    @Test("cancelling a call that is over leaves alone the one that took its place", .timeLimit(.minutes(3)))
    func lateCancellation() async throws {
        let standIn = try await WAHAStandIn.start()
        let loop = try #require(CurlLoop())
        // Enough of them for the next handle to be made where one of theirs was.
        let over = try (0..<20).map { _ in try ping(standIn) }
        for transfer in over { _ = try await answer(of: transfer, on: loop) }
        standIn.fail(.delay(.milliseconds(50)), on: "/ping")
        let second = Task { try await answer(of: try ping(standIn), on: loop) }
        _ = try await standIn.waitForCalls(to: "/ping", count: 21)
        for transfer in over { loop.cancel(transfer) }
        #expect(try await second.value.status == 200)
        loop.end()
        await standIn.stop()
    }

    private func ping(_ standIn: WAHAStandIn) throws -> CurlTransfer {
        let request = call(.get, standIn.baseURL + "/ping")
        return try CurlTransfer(request, to: try CurlTarget(request.url))
    }

    private func answer(of transfer: CurlTransfer, on loop: CurlLoop) async throws -> HTTPAnswer {
        try await withCheckedThrowingContinuation { continuation in
            transfer.continuation = continuation
            loop.start(transfer)
        }
    }
}

extension GatewayError {
    var isUnanswered: Bool { if case .unanswered = self { true } else { false } }
    var isUnreachable: Bool { if case .unreachable = self { true } else { false } }
}
