import Domain
import Synchronization

/// Settings as they were read from their JSON, by that very text: every request and every turn asks for them, and they
/// change a few times a year. What is found is a function of the text alone, so nothing can be out of date here.
enum ReadSettings {
    /// About a megabyte; everything is dropped when it is full.
    private static let most = 512
    private static let known = Mutex<[String: CompanySettings]>([:])

    /// - Throws: `DecodingError` for a text that is no settings.
    static func from(_ text: String) throws -> CompanySettings {
        if let found = known.withLock({ $0[text] }) { return found }
        let read: CompanySettings = try JSONText.decode(from: text)
        known.withLock { known in
            if known.count >= most { known.removeAll(keepingCapacity: true) }
            known[text] = read
        }
        return read
    }
}
