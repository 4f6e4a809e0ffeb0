import Foundation

/// A throw-away Postgres server: an empty cluster in a folder of its own, reached through a socket there.
///
/// It ends with `stop()`, and also when this process ends in any way: its keeper waits on a pipe from here.
package final class PostgresServer: Sendable {
    /// Holds the socket.
    package let folder: String
    private let keeper: Process
    private let leash: Pipe

    /// Starts a server; nil where Postgres is not installed.
    ///
    /// - Throws: `PostgresServer.Failure` with the server's own words when it is installed and does not start.
    package static func start() async throws -> PostgresServer? {
        guard let binaries = await binaries() else { return nil }
        return try await PostgresServer(binaries)
    }

    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    private init(_ binaries: String) async throws {
        folder = NSTemporaryDirectory() + "auzap-postgres-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let said = Pipe()
        leash = Pipe()
        keeper = Process()
        keeper.executableURL = URL(filePath: "/bin/sh")
        keeper.arguments = ["-c", Self.script, "keeper", binaries, folder]
        keeper.standardInput = leash
        keeper.standardOutput = said
        keeper.standardError = said
        try keeper.run()
        let words = await Self.read(said, until: "is ready\n")
        guard words.contains("is ready\n") else {
            try? FileManager.default.removeItem(atPath: folder)
            throw Failure(description: words)
        }
    }

    /// Stops the server, waits for its end, and deletes what it kept.
    package func stop() async {
        try? leash.fileHandleForWriting.close()
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { [keeper] in
                keeper.waitUntilExit()
                continuation.resume()
            }
        }
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Postgres refuses to run as root, so root becomes `postgres` for it.
    private static let script = """
        bin=$1 dir=$2
        if [ "$(id -u)" -eq 0 ]; then
            chown postgres "$dir"
            as() { runuser -u postgres -- "$@"; }
        else
            as() { "$@"; }
        fi
        cd "$dir" || exit 1
        as "$bin/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C --no-sync >"$dir/log" 2>&1 &&
        as "$bin/pg_ctl" -w -D "$dir/data" -l "$dir/server.log" \\
            -o "-k '$dir' -c listen_addresses= -c fsync=off -c max_connections=20" start >>"$dir/log" 2>&1 || {
            cat "$dir/log" "$dir/server.log"
            exit 1
        }
        echo "is ready"
        cat >/dev/null
        as "$bin/pg_ctl" -w -m immediate -D "$dir/data" stop >/dev/null 2>&1
        """

    /// The folder of `initdb` and `postgres`: what `pg_config` says, else the newest where Debian puts them.
    private static func binaries() async -> String? {
        let asked = await output(
            of: "pg_config --bindir 2>/dev/null; ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -Vr")
        return asked.split(separator: "\n").map(String.init).first { folder in
            ["initdb", "pg_ctl", "postgres"].allSatisfy {
                FileManager.default.isExecutableFile(atPath: "\(folder)/\($0)")
            }
        }
    }

    private static func output(of command: String) async -> String {
        let process = Process()
        let said = Pipe()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", command]
        process.standardOutput = said
        guard (try? process.run()) != nil else { return "" }
        return await read(said, until: nil)
    }

    /// Everything written to the pipe until its end, or until `word` has come.
    private static func read(_ pipe: Pipe, until word: String?) async -> String {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                var bytes = Data()
                while true {
                    let more = pipe.fileHandleForReading.availableData
                    bytes += more
                    let text = String(decoding: bytes, as: UTF8.self)
                    if more.isEmpty || word.map(text.contains) == true { return continuation.resume(returning: text) }
                }
            }
        }
    }
}
