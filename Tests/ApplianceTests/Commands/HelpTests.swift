import Support
import Testing

@Suite("Help", .timeLimit(.minutes(3)))
struct HelpTests {
    /// Every setting of the README's table.
    private static let settings = [
        "HOST", "PORT", "PUBLIC_URL", "DATA_DIR", "ENVIRONMENT", "LOG_LEVEL", "LOG_FORMAT", "JWT_SECRET",
        "REGISTRATION", "FRONTEND_URL", "WEBHOOK_PATH", "WAHA_API_URL", "WAHA_API_KEY", "WAHA_WEBHOOK_SECRET",
        "WAHA_ALLOWED_HOSTS", "QUIET_WINDOW_MS", "HUMAN_DELAY", "SEND_RETRY_SECONDS", "TRUSTED_PROXIES", "TLS_CERT",
        "TLS_KEY", "MAX_CONNECTIONS", "RATE_LIMIT", "RATE_LIMIT_ANONYMOUS", "RATE_LIMIT_USER", "RATE_LIMIT_SIGN_IN",
        "RATE_LIMIT_REGISTRATION", "RATE_LIMIT_WEBHOOK", "METRICS_TOKEN",
    ]

    @Test("the first help names the commands and the exit codes")
    func commands() async throws {
        let run = try await Program.run(["--help"], in: TemporaryFolder())
        #expect(run.ending == .code(0))
        for word in ["serve", "chat", "--version", "Exit codes", "78"] { #expect(run.output.contains(word), "\(word)") }
    }

    @Test("a command's help lists every setting with what it expects", arguments: ["serve", "chat"])
    func everySetting(command: String) async throws {
        let run = try await Program.run([command, "--help"], in: TemporaryFolder())
        #expect(run.ending == .code(0))
        for name in Self.settings { #expect(run.output.contains("  \(name)\n"), "\(name)") }
        for secret in ["JWT_SECRET_FILE", "WAHA_API_KEY_FILE", "WAHA_WEBHOOK_SECRET_FILE"] {
            #expect(run.output.contains(secret), "\(secret)")
        }
    }

    @Test("--version prints the version alone")
    func version() async throws {
        let run = try await Program.run(["--version"], in: TemporaryFolder())
        #expect(run.ending == .code(0))
        #expect(run.output.wholeMatch(of: #/\d+\.\d+\.\d+\n/#) != nil, "\(run.output)")
    }

    @Test(
        "wrong usage ends with 64 and a hint", arguments: [["--porta", "3000"], ["servir"], ["serve", "--port"]])
    func wrongUsage(arguments: [String]) async throws {
        let run = try await Program.run(arguments, in: TemporaryFolder())
        #expect(run.ending == .code(64))
        #expect(run.errors.contains("--help"))
    }
}
