import Foundation
import Support
import Testing

@Suite("TLS", .timeLimit(.minutes(2))) struct TLSTests {
    /// A folder where certificates are made by openssl, and used by curl.
    private struct Workshop {
        let folder: TemporaryFolder

        init() throws { folder = try TemporaryFolder() }

        private func run(_ program: String, _ arguments: [String]) async throws -> (ok: Bool, output: String) {
            let child = try ChildProcess(
                "/usr/bin/" + program, arguments, environment: ["HOME": folder.path], folder: folder.path)
            let ending = try await child.waitForEnd()
            return (ending == .code(0), child.sayings.output)
        }

        /// Makes `<name>.pem` and `<name>.key` for loopback.
        func make(_ name: String) async throws {
            let made = try await run(
                "openssl",
                [
                    "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                    "-subj", "/CN=\(name)", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "\(name).key", "-out",
                    "\(name).pem",
                ])
            try #require(made.ok)
        }

        /// Puts a certificate where the server looks for it.
        func install(_ name: String) throws {
            for kind in ["pem", "key"] {
                let bytes = try Data(contentsOf: URL(filePath: folder.path("\(name).\(kind)")))
                try bytes.write(to: URL(filePath: folder.path("server.\(kind)")), options: .atomic)
            }
        }

        /// The answer with its headers; nil unless the server has this very certificate.
        func get(_ url: String, trusting name: String, _ more: [String] = []) async throws -> String? {
            let answer = try await run(
                "curl", ["-sSi", "--max-time", "10", "--cacert", "\(name).pem"] + more + [url])
            return answer.ok ? answer.output : nil
        }

        var settings: [String: String] {
            ["TLS_CERT": folder.path("server.pem"), "TLS_KEY": folder.path("server.key")]
        }
    }

    @Test("the API comes by https, with a certificate that is replaced without a restart")
    func replaced() async throws {
        let shop = try Workshop()
        for name in ["old", "new"] { try await shop.make(name) }
        try shop.install("old")
        try await RunningAppliance.session(shop.settings) { app in
            #expect(app.baseURL.hasPrefix("https://"))
            let health = app.baseURL + "/health"
            let first = try await shop.get(health, trusting: "old")
            #expect(first?.contains("\"online\"") == true)
            #expect(first?.lowercased().contains("strict-transport-security: max-age=31536000") == true)
            #expect(try await shop.get(health, trusting: "new") == nil)
            #expect(try await shop.get(health, trusting: "old", ["--tls-max", "1.1"]) == nil)
            #expect(try await shop.get(health.replacing("https:", with: "http:"), trusting: "old") == nil)
            try shop.install("new")
            // The files are looked at every few seconds, when somebody comes.
            try await Deadline.run("the new certificate", .seconds(30)) {
                while try await shop.get(health, trusting: "new") == nil {
                    try await Task.sleep(for: .milliseconds(200))
                }
            }
            #expect(try await shop.get(health, trusting: "old") == nil)
            #expect(app.errors.contains("the certificate was read again"))
        }
    }

    @Test("a certificate that does not fit its key, or is none, is told at the start")
    func unfit() async throws {
        let shop = try Workshop()
        for name in ["old", "new"] { try await shop.make(name) }
        let cases = [
            ("old.pem", "new.key"), ("missing.pem", "old.key"), ("old.key", "old.key"),
        ]
        for (certificate, key) in cases {
            let data = try TemporaryFolder()
            let run = try await Program.run(
                ["serve"],
                settings: [
                    "PORT": "0", "DATA_DIR": data.path("data"), "TLS_CERT": shop.folder.path(certificate),
                    "TLS_KEY": shop.folder.path(key),
                ], in: data)
            #expect(run.ending != .code(0))
            #expect(run.errors.contains("TLS_CERT"), "\(run.errors)")
        }
    }
}
