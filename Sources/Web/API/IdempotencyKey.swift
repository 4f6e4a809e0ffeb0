import HTTPTypes
import Hummingbird

/// The client's own name for one act (draft-ietf-httpapi-idempotency-key-header).
enum IdempotencyKey {
    /// - Throws: 400 unless it is 1 to 128 visible ASCII characters.
    static func read(_ request: Request) throws -> String? {
        guard let key = request.headers[.idempotencyKey] else { return nil }
        guard (1...128).contains(key.utf8.count), key.utf8.allSatisfy({ (33...126).contains($0) }) else {
            throw Problem.invalid("Confira os dados enviados.", ["Idempotency-Key: de 1 a 128 caracteres visíveis"])
        }
        return key
    }
}
