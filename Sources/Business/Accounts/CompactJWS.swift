import Domain

/// Three base64url parts with dots between them, signed with HMAC-SHA-256 (RFC 7515, compact form).
///
/// HS256 is the only algorithm there is here, whatever a header says; keys a header offers are not looked at.
struct CompactJWS: Sendable {
    /// No token of ours comes near it.
    static let maximumBytes = 4096
    /// RFC 7518, section 3.2: the key has at least the size of the hash.
    static let minimumKeyBytes = 32
    /// `{"alg":"HS256","typ":"JWT"}`
    private static let header = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"

    private let hmac: HMACSHA256

    init(key: [UInt8]) throws(KeyError) {
        guard key.count >= Self.minimumKeyBytes else {
            throw KeyError(needed: Self.minimumKeyBytes, found: key.count)
        }
        hmac = HMACSHA256(key: key)
    }

    func sign(_ payload: [UInt8]) -> String {
        let signed = "\(Self.header).\(Base64URL.encode(payload))"
        return "\(signed).\(Base64URL.encode(hmac.tag(of: signed.utf8)))"
    }

    /// The payload of a text that this key signed.
    ///
    /// - Throws: `AccountError.malformedToken` unless the text is three strict base64url parts in at most
    ///   4096 bytes; `.invalidToken` when the signature or the header is not to be trusted.
    func payload(of text: String) throws(AccountError) -> [UInt8] {
        guard text.utf8.count <= Self.maximumBytes else { throw .malformedToken }
        let parts = Array(text.utf8).split(
            separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Base64URL.decode(parts[0]),
            let payload = Base64URL.decode(parts[1]),
            let signature = Base64URL.decode(parts[2])
        else { throw .malformedToken }
        let signed = text.utf8.prefix(parts[0].count + 1 + parts[1].count)
        guard hmac.accepts(signature, of: signed) else { throw .invalidToken }
        guard parts[0].elementsEqual(Self.header.utf8) || Self.isAcceptable(header) else {
            throw .invalidToken
        }
        return payload
    }

    /// `crit` names extensions the reader must understand, and there are none here (RFC 7515, section 4.1.11).
    private static func isAcceptable(_ header: [UInt8]) -> Bool {
        guard let fields = JSONValue(bytes: header, depth: 8)?.members, fields["alg"] == .string("HS256"),
            fields["crit"] == nil
        else { return false }
        switch fields["typ"] {
        case nil: return true
        case .string(let type): return type.uppercased() == "JWT"
        default: return false
        }
    }
}
