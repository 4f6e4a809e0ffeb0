import Business
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Storage

/// Does an act once however often a client sends it under the same `Idempotency-Key`, and answers alike each time.
/// Keys belong to their user and are kept for a day.
struct OneAct: Sendable {
    let database: Database
    let clock: any ShopClock
    /// Larger answers are not kept; the client gets a conflict when it asks again.
    private static let largestAnswer = 1 << 16

    init(database: Database, clock: any ShopClock) {
        self.database = database
        self.clock = clock
    }

    /// - Throws: 409 while the same act is being done, 422 when the key stands for another.
    func once(
        _ key: String, _ operation: Operation, _ call: TenantCall, bytes: ByteBuffer,
        _ run: @Sendable (TenantCall) async throws -> Response
    ) async throws -> Response {
        let (user, now) = (call.principal.token.userID, clock.now)
        let hash = Digest.sha256Hex("\(operation.id)\n\(call.request.uri)\n\(String(buffer: bytes))")
        let standing = try await database.write(call.principal.scope) { tx in
            try IdempotencyDAO(tx).begin(key, of: user, requestHash: hash, at: now)
        }
        switch standing {
        case .begun: return try await answered(key, call, run)
        case .answered(let status, let body): return Self.replayed(status, body)
        case .running: throw Problem.conflict("Este mesmo pedido ainda está sendo processado. Aguarde um instante.")
        case .other:
            throw Problem(
                status: .unprocessableContent, error: "Idempotency key reused",
                message: "Esta Idempotency-Key já foi usada em outro pedido. Gere uma nova.")
        }
    }

    /// An act that failed on our side may be tried again; one that was refused is refused again.
    private func answered(
        _ key: String, _ call: TenantCall, _ run: @Sendable (TenantCall) async throws -> Response
    ) async throws -> Response {
        let user = call.principal.token.userID
        var response: Response
        do {
            response = try await run(call)
        } catch {
            response = try ErrorResponses.response(to: error)
            guard response.status.code < 500, response.status != .tooManyRequests else {
                try await database.write(call.principal.scope) { tx in try IdempotencyDAO(tx).forget(key, of: user) }
                throw error
            }
        }
        let writer = CollectedBody()
        try await response.body.write(writer)
        let bytes = writer.buffer
        response.body = ResponseBody(byteBuffer: bytes)
        let (status, body) = (response.status.code, String(buffer: bytes))
        if bytes.readableBytes <= Self.largestAnswer {
            try await database.write(call.principal.scope) { tx in
                try IdempotencyDAO(tx).answer(key, of: user, status: status, body: body)
            }
        }
        return response
    }

    private static func replayed(_ status: Int, _ body: String) -> Response {
        Response(
            status: .init(code: status),
            headers: [
                .contentType: "application/json; charset=utf-8", .contentLength: String(body.utf8.count),
                .idempotencyReplayed: "true",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: body)))
    }
}
