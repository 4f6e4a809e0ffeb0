import ArgumentParser
import Business
import Foundation
import Storage

/// `auzap explain`: what the running server's statements cost, and how the database runs them.
struct Explain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show the running server's statements: times, plans, advice.",
        discussion: """
            Without an id, the statements that took most time, a line each, and every advice. With an id, that \
            statement with its plan as of now. Exit codes: 0 shown, 1 no server runs on the data folder or no such \
            statement, 78 a wrong setting.
            """)

    @Argument(help: "Id of a statement, as the list shows it.")
    var id: String?

    @Option(name: .long, help: ArgumentHelp("How many statements to list.", valueName: "count"))
    var top = 20

    @Flag(name: .long, help: "Print the server's whole answer as JSON.")
    var json = false

    @OptionGroup var options: SettingOptions

    func run() async throws {
        try await explaining {
            let settings = try await options.settings(standards: ["LOG_LEVEL": "error"])
            let folder = try DataFolder(settings.dataDir)
            guard let running = folder.running else { return try Self.fail("no server runs on \(folder.path)") }
            let answer = try await Self.ask(running, id.map { "/\($0)" } ?? "")
            guard answer.isSuccess else { return try Self.fail("the server knows no such statement") }
            if json { return Output.line(String(decoding: answer.body, as: UTF8.self)) }
            if id == nil {
                list(try JSONDecoder().decode(Body<InsightReport>.self, from: answer.body).data)
            } else {
                show(try JSONDecoder().decode(Body<StatementReport>.self, from: answer.body).data)
            }
        }
    }

    private struct Body<Content: Decodable>: Decodable { let data: Content }

    private static func ask(_ running: DataFolder.Running, _ path: String) async throws -> HTTPAnswer {
        let call = HTTPCall(
            .get, "\(running.url)/api/admin/queries\(path)", headers: ["X-Operator-Token": running.operatorToken],
            addressPolicy: .operatorConfigured)
        do {
            return try await HTTPCaller().answer(to: call)
        } catch let error as GatewayError {
            try fail("the server at \(running.url) does not answer: \(error)")
        }
        throw ExitCode(1)
    }

    private static func fail(_ reason: String) throws {
        FileHandle.standardError.write(Data("auzap: \(reason)\n".utf8))
        throw ExitCode(1)
    }

    private func list(_ report: InsightReport) {
        let cache = report.statementCache
        Output.line("statement cache: \(cache.hits) hits, \(cache.misses) misses (\(Int(cache.hitRate * 100)) %)")
        Output.line("batched reads: \(report.batches.reads) in \(report.batches.batches) transactions")
        let costly = report.statements.sorted { $0.totalMilliseconds > $1.totalMilliseconds }.prefix(max(0, top))
        Output.line("id                runs   total ms  longest ms  statement")
        for statement in costly {
            let words = statement.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            let line = String(
                format: "%-16@ %5d %10.1f %11.1f  %@", statement.id as NSString, statement.count,
                statement.totalMilliseconds, statement.longestMilliseconds, String(words.prefix(90)) as NSString)
            Output.line(line)
        }
        let advice = report.statements.flatMap(\.advice)
        if advice.isEmpty && report.repeats.isEmpty { Output.line("nothing to advise") }
        for item in advice { Output.line("advice: \(item.line) \(item.suggestion ?? "")") }
        for item in report.repeats {
            Output.line("repeated: \(item.count) × \(item.table) in \(item.label) at \(item.site): \(item.suggestion)")
        }
    }

    private func show(_ statement: StatementReport) {
        Output.line(statement.text)
        Output.line("\(statement.count) runs, \(statement.rows) rows, longest \(statement.longestMilliseconds) ms")
        for line in statement.plan { Output.line("  \(line)") }
        for item in statement.advice { Output.line("advice: \(item.line) \(item.suggestion ?? "")") }
    }
}
