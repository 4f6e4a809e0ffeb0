import Foundation

/// A `chromedriver` of our own on a port that was free, ended by its process id.
final class WebDriverProcess: Sendable {
    let port: Int
    private let process: Process
    /// Where driver and browser keep their own files, of which they leave some behind.
    private let folder: TemporaryFolder

    /// The driver on the search path, if there is one.
    static let executable: URL? =
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        .map { URL(fileURLWithPath: String($0)).appendingPathComponent("chromedriver") }
        .first { FileManager.default.isExecutableFile(atPath: $0.path) }

    private init(process: Process, folder: TemporaryFolder, port: Int) {
        self.process = process
        self.folder = folder
        self.port = port
    }

    /// Starts the driver and waits until it says which port it took.
    ///
    /// - Throws: `WebDriverError.notStarted` when it is not installed or ends before it listens.
    static func start() async throws -> WebDriverProcess {
        // It takes its port for two families of addresses, one after the other, and somebody may come between.
        for _ in 0..<2 {
            if let started = try? await attempt() { return started }
        }
        return try await attempt()
    }

    private static func attempt() async throws -> WebDriverProcess {
        guard let executable else { throw WebDriverError.notStarted }
        let process = Process()
        let output = Pipe()
        let folder = try TemporaryFolder()
        process.environment = ProcessInfo.processInfo.environment.merging(["TMPDIR": folder.path]) { $1 }
        process.executableURL = executable
        process.arguments = ["--port=0"]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        guard let port = await announcedPort(in: output.fileHandleForReading) else {
            end(process)
            throw WebDriverError.notStarted
        }
        return WebDriverProcess(process: process, folder: folder, port: port)
    }

    /// Ends the driver. Its browser has to be closed before, by `WebDriver.quit`.
    ///
    /// By SIGKILL: a child started from a Dispatch thread inherits that thread's mask, where SIGTERM is blocked.
    func stop() { Self.end(process) }

    private static func end(_ process: Process) { kill(process.processIdentifier, SIGKILL) }

    /// Reads on after the port is known, so that a full pipe never stops the driver.
    private static func announcedPort(in output: FileHandle) async -> Int? {
        let (chunks, feed) = AsyncStream.makeStream(of: Data.self)
        output.readabilityHandler = { handle in
            let chunk = handle.availableData
            guard !chunk.isEmpty else {
                handle.readabilityHandler = nil
                return feed.finish()
            }
            feed.yield(chunk)
        }
        var said = ""
        for await chunk in chunks {
            said += String(decoding: chunk, as: UTF8.self)
            if let match = said.firstMatch(of: #/started successfully on port (\d+)\./#) { return Int(match.1) }
        }
        return nil
    }
}
