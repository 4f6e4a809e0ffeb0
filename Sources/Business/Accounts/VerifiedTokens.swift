import Synchronization

/// Tokens whose signature and claims were found right, so that a page's many requests check them once.
///
/// Only what never changes about a text is kept here; time and the account's state are looked at each time. The
/// table's own hashing is keyed at random, so that looking a text up tells nothing about those that are in it.
final class VerifiedTokens: Sendable {
    /// About a megabyte; everything is dropped when it is full.
    static let most = 1024
    private let tokens = Mutex<[String: AccessToken]>([:])

    subscript(text: String) -> AccessToken? { tokens.withLock { $0[text] } }

    func insert(_ token: AccessToken, for text: String) {
        tokens.withLock { tokens in
            if tokens.count >= Self.most { tokens.removeAll(keepingCapacity: true) }
            tokens[text] = token
        }
    }

    var count: Int { tokens.withLock(\.count) }
}
