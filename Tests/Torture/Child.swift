import Foundation

/// Runs this program again as the writer, alone or under strace, and collects what it acknowledged.
struct Child {
    struct Outcome {
        var acknowledged: [Int64] = []
        var refused = 0
        var ended = false
        var errors = ""
    }

    /// - Parameters:
    ///   - killAfter: Seconds after which the child is killed with SIGKILL; nil lets it end.
    ///   - fault: An inject expression of strace(1), such as "fdatasync:error=EIO:when=3".
    static func run(path: String, writes: Int, killAfter: Double?, fault: String? = nil) throws -> Outcome {
        let process = Process()
        let output = Pipe()
        let errors = Pipe()
        let own = ["writer", path, String(writes)]
        let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().path
        if let fault {
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = ["strace", "-f", "-qqq", "-o", "/dev/null", "-e", "inject=\(fault)", program] + own
        } else {
            process.executableURL = URL(fileURLWithPath: program)
            process.arguments = own
        }
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        if let killAfter {
            Thread.sleep(forTimeInterval: killAfter)
            kill(process.processIdentifier, SIGKILL)
        }
        let told = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let complaints = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        var outcome = Outcome()
        outcome.acknowledged = told.split(separator: "\n").compactMap { Int64($0) }
        outcome.ended = told.hasSuffix("end\n")
        outcome.refused = complaints.split(separator: "\n").count { $0.hasPrefix("refused") }
        outcome.errors = complaints
        return outcome
    }
}
