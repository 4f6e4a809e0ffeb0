import Configuration
import Foundation

/// Reads settings by name: flag, then environment, then file, then default.
struct SettingReader: Sendable {
    private let config: ConfigReader

    /// - Parameters:
    ///   - flags: What the command line set, by the name of the environment variable.
    ///   - file: A file of NAME=value lines.
    ///   - mustExist: The file was asked for by name.
    init(flags: [String: String], environment: [String: String], file: String, mustExist: Bool) async throws {
        let lines: EnvironmentVariablesProvider
        do {
            lines = try await EnvironmentVariablesProvider(environmentFilePath: .init(file), allowMissing: !mustExist)
        } catch {
            throw SettingError("\(file): expected a readable file of NAME=value lines")
        }
        config = ConfigReader(providers: [
            EnvironmentVariablesProvider(environmentVariables: flags),
            EnvironmentVariablesProvider(environmentVariables: environment), lines,
        ])
    }

    /// The text of a setting; nil when it is not set or empty. A secret may also stand in the file that NAME_FILE
    /// names.
    func text(_ key: SettingKey) throws -> String? {
        if let value = config.string(forKey: ConfigKey([key.name.lowercased()]), isSecret: key.isSecret),
            !value.isEmpty
        {
            return value
        }
        guard key.isSecret, let path = config.string(forKey: ConfigKey([key.name.lowercased() + "_file"])),
            !path.isEmpty
        else { return nil }
        guard let data = FileManager.default.contents(atPath: path), data.count <= 65_536 else {
            throw SettingError("\(key.name)_FILE: expected a readable file")
        }
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines)
    }

    func value<T>(_ key: SettingKey, _ standard: T, _ read: (String) -> T?) throws -> T {
        try optional(key, read) ?? standard
    }

    /// - Throws: `SettingError` when the setting is there and `read` makes nothing of it.
    func optional<T>(_ key: SettingKey, _ read: (String) -> T?) throws -> T? {
        guard let text = try text(key) else { return nil }
        guard let value = read(text) else { throw SettingError(key) }
        return value
    }

    func number(_ key: SettingKey, _ standard: Int, in range: ClosedRange<Int>) throws -> Int {
        try value(key, standard) { text in Int(text).flatMap { range.contains($0) ? $0 : nil } }
    }

    func address(_ key: SettingKey) throws -> String? {
        try optional(key, Self.address)
    }

    func list(_ key: SettingKey) throws -> [String] {
        try text(key)?.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
            ?? []
    }

    /// The text without a final slash; nil unless it is an http or https address.
    static func address(_ text: String) -> String? {
        let plain = text.hasSuffix("/") ? String(text.dropLast()) : text
        guard let parts = URLComponents(string: plain), ["http", "https"].contains(parts.scheme?.lowercased()),
            parts.host?.isEmpty == false
        else { return nil }
        return plain
    }
}
