import Foundation
import Support

/// `make eval`: every scripted conversation, several times over, scored by how the database stands afterwards.
///
/// `--times N` plays each so often (default 3); `--only TEXT` those whose name holds it; `--show` prints what was said.
/// Leaves with 1 when a conversation fails once, when the agent says something that no row bears out, or when a turn
/// in fifty thousand characters of rubbish takes too long.
@main
struct Eval {
    static func main() async throws {
        let arguments = CommandLine.arguments
        func option(_ name: String) -> String? {
            arguments.firstIndex(of: name).flatMap { arguments.indices.contains($0 + 1) ? arguments[$0 + 1] : nil }
        }
        let library = ConversationCase.library
        for file in library.unreadable { print("cannot read \(file)") }
        let cases = library.cases.filter { script in option("--only").map(script.name.contains) ?? true }
        var report = EvalReport()
        for script in cases {
            for _ in 0..<(option("--times").flatMap { Int($0) } ?? 3) {
                let run = try await ConversationRun.play(script)
                report.add(run, of: script)
                if arguments.contains("--show") {
                    print(script.name, run.transcript.joined(separator: "\n"), separator: "\n")
                }
            }
        }
        report.show()
        let isQuick = try await HostileTurns().run()
        exit(library.unreadable.isEmpty && report.passed && isQuick ? 0 : 1)
    }
}
