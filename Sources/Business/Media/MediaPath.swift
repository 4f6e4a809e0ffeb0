import Domain

/// Where a file lies at its session's own WAHA. Only that is ever fetched: the host that a webhook names is WAHA's own
/// idea at best, and somebody's trap at worst.
enum MediaPath {
    private static let start = "/api/files/"

    /// The path of a file out of its URL, whatever host that names.
    ///
    /// - Returns: nil unless it is a plain path below the session's own folder of files.
    static func of(_ url: String, session: SessionName) -> String? {
        guard url.utf8.count <= 2000, let begin = url.range(of: start) else { return nil }
        let path = url[begin.lowerBound...].prefix { $0 != "?" && $0 != "#" }
        let parts = path.dropFirst(start.count).split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == session.rawValue, isPlain(parts[1]) else { return nil }
        return String(path)
    }

    private static func isPlain(_ name: Substring) -> Bool {
        guard (1...200).contains(name.utf8.count), !name.hasPrefix("."), !name.contains("..") else { return false }
        return name.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || [45, 46, 95].contains(byte)
        }
    }
}
