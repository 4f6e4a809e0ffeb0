import Foundation
import Support
import Testing

@Suite("A wrong setting", .timeLimit(.minutes(2)))
struct WrongSettingTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let value: String
        let expected: String
        var testDescription: String { "\(name)=\(value)" }
    }

    private static let cases = [
        Case(name: "PORT", value: "abc", expected: "0 to 65535"),
        Case(name: "PORT", value: "65536", expected: "0 to 65535"),
        Case(name: "QUIET_WINDOW_MS", value: "-1", expected: "0 to 60000"),
        Case(name: "QUIET_WINDOW_MS", value: "3s", expected: "0 to 60000"),
        Case(name: "REGISTRATION", value: "foo", expected: "open, invite or closed"),
        Case(name: "JWT_SECRET", value: "curto-demais", expected: "32 bytes"),
        Case(name: "WAHA_API_URL", value: "ftp://x", expected: "http:// or https://"),
        Case(name: "PUBLIC_URL", value: "auzap.example.com", expected: "http:// or https://"),
        Case(name: "FRONTEND_URL", value: "https://a.example.com,b", expected: "http:// or https://"),
        Case(name: "WEBHOOK_PATH", value: "webhook", expected: "starts with /"),
        Case(name: "WEBHOOK_PATH", value: "/api/webhook", expected: "starts with /"),
        Case(name: "ENVIRONMENT", value: "prod", expected: "production or development"),
        Case(name: "LOG_LEVEL", value: "loud", expected: "debug"),
        Case(name: "LOG_FORMAT", value: "xml", expected: "text or json"),
        Case(name: "HUMAN_DELAY", value: "sim", expected: "on or off"),
        Case(name: "WAHA_WEBHOOK_SECRET", value: "curto", expected: "8 characters"),
    ]

    @Test(
        "stops the start with 78 and one line that names it, says what is expected, and keeps the value",
        arguments: cases)
    func oneLine(wrong: Case) async throws {
        let folder = try TemporaryFolder()
        var settings = ["DATA_DIR": folder.path + "/data", "PORT": "0"]
        settings[wrong.name] = wrong.value
        let run = try await Program.run(["serve"], settings: settings, in: folder)
        expectOneLine(run, naming: wrong.name, expecting: wrong.expected)
        #expect(!run.errors.contains(wrong.value) || wrong.expected.contains(wrong.value))
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/data"))
    }

    @Test("the same word stops the start as a flag, in the environment and in a file")
    func everyPlace() async throws {
        let folder = try TemporaryFolder()
        let data = ["DATA_DIR": folder.path + "/data"]
        expectOneLine(
            try await Program.run(["serve", "--port", "abc"], settings: data, in: folder), naming: "PORT",
            expecting: "65535")
        expectOneLine(
            try await Program.run(["serve", "--set", "REGISTRATION=foo"], settings: data, in: folder),
            naming: "REGISTRATION", expecting: "open")
        expectOneLine(
            try await Program.run(["serve", "--set", "REGISTRATON=open"], settings: data, in: folder),
            naming: "REGISTRATON", expecting: "--help")
        expectOneLine(
            try await Program.run(["serve", "--env-file", "none.env"], settings: data, in: folder),
            naming: "none.env", expecting: "readable")
        try folder.write("PORT=abc\n", to: ".env")
        expectOneLine(try await Program.run(["serve"], settings: data, in: folder), naming: "PORT", expecting: "65535")
        // The same for the command that talks.
        expectOneLine(try await Program.run(["chat"], settings: data, in: folder), naming: "PORT", expecting: "65535")
    }

    @Test("a data folder that cannot be one is named")
    func dataFolder() async throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("", to: "file")
        for path in [file, file + "/data", "/proc/auzap"] {
            let run = try await Program.run(["serve"], settings: ["DATA_DIR": path, "PORT": "0"], in: folder)
            expectOneLine(run, naming: "DATA_DIR", expecting: "folder")
        }
    }

    @Test("a data folder with a broken key or database is named, and nothing in it is made anew")
    func brokenFiles() async throws {
        for name in ["token.key", "secrets.key", "auzap.db"] {
            let folder = try TemporaryFolder()
            let file = try folder.write("não é o que devia ser, mas tem mais de cem bytes de texto\n", to: name)
            let run = try await Program.run(["serve"], settings: ["DATA_DIR": folder.path, "PORT": "0"], in: folder)
            expectOneLine(run, naming: folder.path, expecting: "")
            #expect(try String(contentsOfFile: file, encoding: .utf8).hasPrefix("não é"))
        }
    }

    private func expectOneLine(
        _ run: Program.Run, naming name: String, expecting text: String, at place: SourceLocation = #_sourceLocation
    ) {
        #expect(run.ending == .code(78), "\(run.errors)", sourceLocation: place)
        #expect(run.errorLines.count == 1, "\(run.errors)", sourceLocation: place)
        #expect(run.errors.hasPrefix("auzap: "), "\(run.errors)", sourceLocation: place)
        #expect(run.errors.contains(name), "\(run.errors)", sourceLocation: place)
        #expect(text.isEmpty || run.errors.contains(text), "\(run.errors)", sourceLocation: place)
        #expect(run.output.isEmpty, sourceLocation: place)
    }
}
