import ArgumentParser
import Domain
import Foundation
import Storage

/// `auzap sql`: statements in, one line of JSON each out.
struct SQLCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sql",
        abstract: "Run SQL as one company, behind the tenant wall.",
        discussion: """
            Reads statements from standard input; each ends with a ; at the end of a line. Each is answered by one line \
            on standard output:

              {"kind":"rows","columns":[…],"rows":[[…]]}
              {"kind":"affected","n":1}
              {"kind":"error","class":"…","message":"…"}
                with a class of permission, rls_check, unique, fk, not_null, check, syntax, unsupported, other

            begin, commit and rollback hold a transaction over several statements; what is open at the end of input is \
            undone. A blob is {"hex":"…"}. With --system the statements run outside the wall, where the tables are \
            called rls$tutors and so on, and are written to the audit log.

            No server may be running on the data folder. Exit codes: 0 every statement was answered, also with an error; \
            78 the database cannot be opened.

            \(SettingOptions.table)
            """)

    @Option(name: .long, help: ArgumentHelp("Run as this company.", valueName: "id"))
    var company: String?

    @Flag(name: .long, help: "Run outside the wall, over all companies; written to the audit log.")
    var system = false

    @OptionGroup var options: SettingOptions

    func validate() throws {
        guard (company == nil) == system else {
            throw ValidationError("Say either --company ID or --system.")
        }
        if let company, Company.ID(text: company) == nil {
            throw ValidationError("--company: expected the number of a company")
        }
    }

    func run() async throws {
        try await explaining {
            let settings = try await options.settings(standards: ["LOG_LEVEL": "error"])
            let folder = try DataFolder(settings.dataDir)
            let probe = try open(folder)
            if !probe.hasCompany { warn("there is no company \(company ?? ""); it sees nothing") }
            answer(probe)
            if probe.close() { warn("the input ended inside a transaction; it was rolled back") }
        }
    }

    private func open(_ folder: DataFolder) throws -> Probe {
        let side = company.flatMap { Company.ID(text: $0) }.map(Probe.Side.company)
        do {
            return try Probe(path: folder.database, as: side ?? .system(actor: ProcessInfo.processInfo.userName))
        } catch let error as StorageError {
            throw SettingError(Serve.words(for: error, folder))
        }
    }

    private func answer(_ probe: Probe) {
        var splitter = StatementSplitter()
        while let line = readLine() { answer(probe) { try splitter.take(line) } }
        answer(probe) { try splitter.finish() }
    }

    private func answer(_ probe: Probe, _ next: () throws -> String?) {
        do {
            guard let text = try next() else { return }
            Output.line(probe.run(text).jsonLine)
        } catch {
            Output.line(ProbeAnswer(error).jsonLine)
        }
    }

    private func warn(_ words: String) {
        FileHandle.standardError.write(Data("auzap: \(words)\n".utf8))
    }
}
