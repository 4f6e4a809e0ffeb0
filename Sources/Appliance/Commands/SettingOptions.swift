import ArgumentParser
import Foundation

/// Flags that every command shares. Each wins over the environment variable of the same name.
struct SettingOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("Folder of database and keys (DATA_DIR).", valueName: "folder"))
    var dataDir: String?

    @Option(name: .long, help: ArgumentHelp("Least important lines to log (LOG_LEVEL).", valueName: "level"))
    var logLevel: String?

    @Option(name: .long, help: ArgumentHelp("File of NAME=value lines instead of ./.env.", valueName: "file"))
    var envFile: String?

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp("Any setting below, by its name; may be repeated.", valueName: "NAME=value"))
    var assignments: [String] = []

    /// - Parameter more: Flags of the command itself, by the name of the setting.
    func settings(_ more: [String: String?] = [:], standards: [String: String] = [:]) async throws -> Settings {
        var flags: [String: String] = [:]
        for assignment in assignments {
            let parts = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, SettingKey.all.contains(where: { $0.name == parts[0] }) else {
                throw SettingError(
                    "--set \(parts.first ?? ""): expected NAME=value with a name that auzap serve --help lists")
            }
            flags[String(parts[0])] = String(parts[1])
        }
        for (name, value) in more { if let value { flags[name] = value } }
        if let dataDir { flags[SettingKey.dataDir.name] = dataDir }
        if let logLevel { flags[SettingKey.logLevel.name] = logLevel }
        let environment = standards.merging(ProcessInfo.processInfo.environment) { $1 }
        let reader = try await SettingReader(
            flags: flags, environment: environment, file: envFile ?? ".env", mustExist: envFile != nil)
        return try Settings(reader)
    }

    /// The table of settings for a command's help.
    static var table: String {
        let lines = SettingKey.all.map { key in
            let standard = key.standard.map { " Default: \($0)." } ?? ""
            let file = key.isSecret ? " Also as \(key.name)_FILE." : ""
            return
                "  \(key.name)\n      \(key.about.prefix(1).uppercased() + key.about.dropFirst()): \(key.expects).\(standard)\(file)"
        }
        return "SETTINGS (flag, then environment, then .env file, then default):\n" + lines.joined(separator: "\n")
    }
}

/// Ends the process with one line on standard error when `body` fails for a reason that its user can mend.
func explaining(_ body: () async throws -> Void) async throws {
    do {
        try await body()
    } catch let error as SettingError {
        FileHandle.standardError.write(Data("auzap: \(error)\n".utf8))
        throw ExitCode(78)
    }
}
