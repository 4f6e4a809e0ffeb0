import Foundation
import Support
import Synchronization
import Testing

/// The real server on a free port of loopback, with a data folder of its own.
final class RunningAppliance: Sendable {
    private struct Life {
        var child: ChildProcess
        var baseURL: String
        var setupURL: String?
        var earlierErrors = ""
    }

    /// Its data folder is the only thing in it.
    let folder: TemporaryFolder
    private let settings: [String: String]
    private let arguments: [String]
    private let life: Mutex<Life>

    private init(folder: TemporaryFolder, settings: [String: String], arguments: [String], life: Life) {
        self.folder = folder
        self.settings = settings
        self.arguments = arguments
        self.life = Mutex(life)
    }

    deinit { life.withLock { $0.child.send(SIGKILL) } }

    /// A server that accepts connections by the time this returns.
    ///
    /// - Parameters:
    ///   - settings: Win over those that suit a test: no quiet window, no human delay, quick retries, development.
    ///   - arguments: Flags of `auzap serve`.
    ///   - files: Text by name, in the folder where it starts.
    static func start(
        _ settings: [String: String] = [:], arguments: [String] = [], files: [String: String] = [:]
    ) async throws -> RunningAppliance {
        let folder = try TemporaryFolder()
        for (name, text) in files { try folder.write(text, to: name) }
        let standard = [
            "PORT": "0", "DATA_DIR": folder.path + "/data", "QUIET_WINDOW_MS": "0", "HUMAN_DELAY": "off",
            "ENVIRONMENT": "development", "SEND_RETRY_SECONDS": "1,2,4,8,16",
        ]
        let all = standard.merging(settings) { $1 }
        let life = try await begin(all, arguments, folder, isFirst: true)
        return RunningAppliance(folder: folder, settings: all, arguments: arguments, life: life)
    }

    /// Runs `body` with a server that is told to stop afterwards, and has to stop well.
    static func session(
        _ settings: [String: String] = [:], _ body: @Sendable (RunningAppliance) async throws -> Void
    ) async throws {
        let app = try await start(settings)
        do {
            try await body(app)
        } catch {
            app.kill()
            throw error
        }
        await app.stop()
    }

    var baseURL: String { life.withLock { $0.baseURL } }
    /// The one-time link that the first start printed; nil once a shop is there.
    var setupURL: String? { life.withLock { $0.setupURL } }
    /// All it wrote on standard error, over every start.
    var errors: String { life.withLock { $0.earlierErrors + $0.child.sayings.errors } }
    /// What it wrote on standard output since its last start.
    var output: String { child.sayings.output }
    var child: ChildProcess { life.withLock { $0.child } }

    /// SIGTERM; expects it to exit with 0 within ten seconds.
    func stop() async {
        let child = child
        child.send(SIGTERM)
        do {
            let ending = try await child.waitForEnd(within: .seconds(10))
            #expect(ending == .code(0), "\(child.sayings.errors.suffix(2000))")
        } catch {
            child.send(SIGKILL)
            Issue.record("the server did not stop: \(error)\n\(child.sayings.errors.suffix(2000))")
        }
    }

    /// SIGKILL: no warning, as in a power cut.
    func kill() { child.send(SIGKILL) }

    /// Starts it again on the same data folder, on another port.
    func restart(changing changes: [String: String] = [:]) async throws {
        _ = try await child.waitForEnd()
        var next = try await Self.begin(settings.merging(changes) { $1 }, arguments, folder, isFirst: false)
        life.withLock { life in
            next.earlierErrors = life.earlierErrors + life.child.sayings.errors
            life = next
        }
    }

    /// Waits for a line on standard error.
    func waitForLog(_ text: String) async throws {
        try await child.wait(for: "\(text) in the log") { $0.errors.contains(text) ? () : nil }
    }

    private static func begin(
        _ settings: [String: String], _ arguments: [String], _ folder: TemporaryFolder, isFirst: Bool
    ) async throws -> Life {
        let child = try Program.start(["serve"] + arguments, settings: settings, folder: folder.path)
        do {
            let said = try await child.wait(for: "the server's address") { said -> (String, String?)? in
                guard let ready = said.output.firstMatch(of: #/ is ready: (\S+)\n/#) else { return nil }
                let link = said.output.firstMatch(of: #/(http\S+/setup\?token=\S+)\n/#).map { String($0.1) }
                // The first start prints the link right after the address.
                return isFirst && link == nil ? nil : (String(ready.1), link)
            }
            return Life(child: child, baseURL: said.0, setupURL: said.1)
        } catch {
            child.send(SIGKILL)
            throw error
        }
    }
}
