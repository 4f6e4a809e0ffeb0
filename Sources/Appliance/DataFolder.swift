import Business
import Foundation

/// The folder that holds what a server keeps: database, keys, and where it can be reached while it runs.
struct DataFolder: Sendable {
    let path: String

    /// Makes the folder (0700) when it is not there.
    ///
    /// - Throws: `SettingError` when it cannot be made or written.
    init(_ path: String) throws {
        self.path = URL(fileURLWithPath: path).path
        // What this process makes from here on, the database included, is for its own user alone.
        umask(0o077)
        do {
            try FileManager.default.createDirectory(
                atPath: self.path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw SettingError("DATA_DIR: \(self.path) cannot be made; expected a folder that this user may write")
        }
        guard FileManager.default.isWritableFile(atPath: self.path) else {
            throw SettingError("DATA_DIR: \(self.path) cannot be written; expected a folder that this user may write")
        }
    }

    var database: String { path + "/auzap.db" }
    /// Files that customers sent, in a folder for each company.
    var media: String { path + "/media" }

    /// A key of 32 bytes, made at the first call and read later.
    ///
    /// - Parameter name: Its file in the folder, such as "token.key".
    func key(_ name: String) throws -> [UInt8] {
        let file = "\(path)/\(name)"
        if let kept = FileManager.default.contents(atPath: file) {
            let text = String(decoding: kept, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            guard let bytes = Hex.decode(text), bytes.count == 32 else {
                throw SettingError("\(file): expected 64 hexadecimal digits; restore the file from a backup")
            }
            return bytes
        }
        let made = SecureRandom.bytes(32)
        try write(Hex.encode(made) + "\n", to: name)
        return made
    }

    /// Where the running server answers, for `auzap chat` on the same machine.
    struct Running: Codable, Sendable {
        let url: String
        /// Proves that whoever sends it may read this folder; good until the server stops.
        let operatorToken: String
    }

    private static let runningFile = "running.json"

    func note(_ running: Running) throws {
        try write(String(decoding: try JSONEncoder().encode(running), as: UTF8.self), to: Self.runningFile)
    }

    func forgetRunning() { try? FileManager.default.removeItem(atPath: "\(path)/\(Self.runningFile)") }

    var running: Running? {
        FileManager.default.contents(atPath: "\(path)/\(Self.runningFile)")
            .flatMap { try? JSONDecoder().decode(Running.self, from: $0) }
    }

    /// Written beside and renamed, so that nobody ever reads half a file; 0600 from its first byte.
    private func write(_ text: String, to name: String) throws {
        let draft = "\(path)/.\(name).\(SecureRandom.hex(4))"
        guard
            FileManager.default.createFile(
                atPath: draft, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        else { throw SettingError("DATA_DIR: \(path) cannot be written; expected a folder that this user may write") }
        guard rename(draft, "\(path)/\(name)") == 0 else {
            throw SettingError(
                "DATA_DIR: \(path)/\(name) cannot be written; expected a folder that this user may write")
        }
    }
}
