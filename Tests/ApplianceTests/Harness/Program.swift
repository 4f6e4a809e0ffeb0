import Foundation
import Support

/// The binary under test.
enum Program {
    /// `auzap`, built beside the program that runs the tests.
    static var path: String {
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(filePath: tests).deletingLastPathComponent().appending(path: "auzap").path
    }

    /// Starts it with these settings and no others, in a folder where no `.env` lies unless a test put one there.
    static func start(
        _ arguments: [String], settings: [String: String], folder: String
    ) throws -> ChildProcess {
        var environment = settings
        for name in ["PATH", "HOME", "LD_LIBRARY_PATH"] {
            environment[name] = environment[name] ?? ProcessInfo.processInfo.environment[name]
        }
        return try ChildProcess(path, arguments, environment: environment, folder: folder)
    }

    /// What a run that ends by itself came to.
    struct Run: Sendable {
        let ending: ChildProcess.Ending
        let output: String
        let errors: String
        var errorLines: [String] { errors.split(separator: "\n").map(String.init) }
    }

    /// Runs it to its end.
    ///
    /// - Parameter input: All of its standard input.
    static func run(
        _ arguments: [String], settings: [String: String] = [:], in folder: TemporaryFolder, input: String = ""
    ) async throws -> Run {
        let child = try start(arguments, settings: settings, folder: folder.path)
        child.write(input)
        child.closeInput()
        do {
            let ending = try await child.waitForEnd()
            return Run(ending: ending, output: child.sayings.output, errors: child.sayings.errors)
        } catch {
            child.send(SIGKILL)
            throw error
        }
    }
}
