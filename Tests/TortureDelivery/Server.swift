import Business
import Foundation
import Support
import Synchronization

/// The binary with a data folder of its own, on a port that stays the same over its lives.
final class Server: Sendable {
    static let secret = "segredo-da-tortura"

    let folder: TemporaryFolder
    let port: Int
    private let program: String
    private let settings: [String: String]
    private let life = Mutex<ChildProcess?>(nil)

    init(_ plan: Plan, waha: WAHAStandIn, _ more: [String: String] = [:]) throws {
        folder = try TemporaryFolder()
        // Below the range from which the kernel gives ports to whoever asks for any.
        port = Int.random(in: 20_000..<30_000)
        program = plan.program
        var settings = [
            "PORT": "\(port)", "DATA_DIR": folder.path("data"), "QUIET_WINDOW_MS": "0", "HUMAN_DELAY": "off",
            "RATE_LIMIT": "off", "SEND_RETRY_SECONDS": "1,1,2,4,8,16,32,32,32,32", "LOG_LEVEL": "warning",
            "WAHA_API_URL": waha.baseURL, "WAHA_WEBHOOK_SECRET": Self.secret,
        ]
        for name in ["PATH", "HOME", "LD_LIBRARY_PATH"] { settings[name] = ProcessInfo.processInfo.environment[name] }
        self.settings = settings.merging(more) { $1 }
    }

    deinit { life.withLock { $0?.send(SIGKILL) } }

    var baseURL: String { "http://127.0.0.1:\(port)" }
    var child: ChildProcess? { life.withLock { $0 } }
    var errors: String { child?.sayings.errors ?? "" }

    /// Starts it; returns once it accepts connections.
    func start() async throws {
        let child = try ChildProcess(program, ["serve"], environment: settings, folder: folder.path)
        life.withLock { $0 = child }
        try await child.wait(for: "the server's address", within: .seconds(60)) {
            $0.output.contains(" is ready: ") ? () : nil
        }
    }

    /// SIGKILL, and a start on the same data.
    func killAndStart() async throws {
        child?.send(SIGKILL)
        _ = try await child?.waitForEnd()
        try await start()
    }

    /// SIGTERM.
    ///
    /// - Returns: How long it took to end; nil when it had to be killed.
    func stop() async throws -> Duration? {
        let begin = ContinuousClock.now
        child?.send(SIGTERM)
        do {
            guard case .code(0)? = try await child?.waitForEnd(within: .seconds(15)) else { return nil }
            return begin.duration(to: .now)
        } catch {
            child?.send(SIGKILL)
            _ = try? await child?.waitForEnd()
            return nil
        }
    }

    /// The rows that a statement about the first company finds in the stopped server's data.
    func ask(_ sql: String) async throws -> [[String]] {
        let child = try ChildProcess(program, ["sql", "--company", "1"], environment: settings, folder: folder.path)
        child.write(sql.split(separator: "\n").joined(separator: " ") + ";\n")
        child.closeInput()
        let ending = try await child.waitForEnd(within: .seconds(60))
        let json = try JSONSerialization.jsonObject(with: Data(child.sayings.output.utf8)) as? [String: Any]
        guard ending == .code(0), let rows = json?["rows"] as? [[Any]] else {
            throw Trouble("\(sql): \(child.sayings.output.prefix(500)) \(child.sayings.errors.suffix(500))")
        }
        return rows.map { $0.map { "\($0)" } }
    }

    /// Memory in use, in megabytes.
    var memory: Double {
        guard let pid = child?.pid, let data = FileManager.default.contents(atPath: "/proc/\(pid)/statm") else {
            return 0
        }
        let fields = String(decoding: data, as: UTF8.self).split(separator: " ")
        return fields.count > 1 ? (Double(fields[1]) ?? 0) * Double(sysconf(Int32(_SC_PAGESIZE))) / 1_048_576 : 0
    }

    /// Processor time used so far, in seconds.
    var processorTime: Double {
        guard let pid = child?.pid, let data = FileManager.default.contents(atPath: "/proc/\(pid)/stat") else {
            return 0
        }
        // After the name, which may hold blanks: utime and stime are the 12th and 13th.
        let fields = String(decoding: data, as: UTF8.self).split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return 0 }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// A figure of /metrics; the sum over its labels.
    func metric(_ name: String) async throws -> Double? {
        let call = HTTPCall(.get, baseURL + "/metrics", addressPolicy: .operatorConfigured)
        let text = String(decoding: try await Self.http.call(call).body, as: UTF8.self)
        let values = text.split(separator: "\n")
            .filter { $0.hasPrefix(name + " ") || $0.hasPrefix(name + "{") }
            .compactMap { $0.split(separator: " ").last.flatMap { Double($0) } }
        return values.isEmpty ? nil : values.reduce(0, +)
    }

    private static let http = HTTPCaller()
}
