import Foundation
import Support
import Testing

/// The READMEs' own lines, run by a shell as they are printed; only the ports are others.
@Suite("The lines of the README", .timeLimit(.minutes(3)))
struct ReadmeTests {
    @Test("end with one visit and its confirmation", arguments: ["README.md", "README.pt-BR.md"])
    func lines(file: String) async throws {
        let waha = try await WAHAStandIn.start(apiKey: "segredo")
        try await RunningAppliance.session { app in
            let blocks = try Self.blocks(of: file, app, waha)
            let calls = try #require(blocks.first { $0.contains("/api/auth/register") }).split(separator: "\n")
            #expect(calls.count { $0.contains("curl ") } == 5)
            let begun = try await Self.shell(calls.dropLast().joined(separator: "\n") + "\necho; echo \"$TOKEN\"")
            let token = try #require(begun.split(separator: "\n").last)
            #expect(try await waha.waitForTexts(count: 1).first?.text.contains("Thor") == true)
            // The pause in front of the last call is for the offer, which is here.
            let variable = calls.first { $0.hasPrefix("JSON=") } ?? ""
            let answer = calls.suffix(1).joined().replacing("sleep 5; ", with: "")
            _ = try await Self.shell("\(variable)\n\(answer)")
            let confirmation = try #require(try await waha.waitForTexts(count: 2).last)
            for part in ["Thor", "15h", "R$ 60,00"] { #expect(confirmation.text.contains(part)) }
            let after = try #require(blocks.first { $0.contains("curl -s") && $0.contains("/api/appointments") })
            let shown = try await Self.shell("TOKEN=\(token)\n\(after)")
            #expect(shown.contains(#""petNome":"Thor""#) && shown.contains(#""total":1"#), "\(shown)")
        }
        await waha.stop()
    }

    /// What stands in the file's shell blocks, with the ports of this run.
    private static func blocks(of file: String, _ app: RunningAppliance, _ waha: WAHAStandIn) throws -> [String] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: file), encoding: .utf8)
        return text.components(separatedBy: "```sh\n").dropFirst().compactMap { part in
            part.components(separatedBy: "```").first?
                .replacing("http://127.0.0.1:3999", with: waha.baseURL)
                .replacing("localhost:3000", with: app.baseURL)
        }
    }

    /// - Returns: What it printed.
    private static func shell(_ script: String) async throws -> String {
        let folder = try TemporaryFolder()
        let path = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"]
        let child = try ChildProcess("/bin/bash", ["-c", script], environment: path, folder: folder.path)
        let ending = try await child.waitForEnd()
        #expect(ending == .code(0), "\(child.sayings.errors)")
        return child.sayings.output
    }
}
