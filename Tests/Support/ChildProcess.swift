import Foundation
import Synchronization

/// A program of ours, started with no signal blocked or ignored, and ended by its own process id.
///
/// Not Foundation's `Process`: its child inherits the mask of a Dispatch thread, where SIGTERM is blocked.
package final class ChildProcess: Sendable {
    /// How a process ended.
    package enum Ending: Sendable, Hashable {
        case code(Int32)
        case signal(Int32)
    }

    /// What it has said so far.
    package struct Sayings: Sendable {
        package fileprivate(set) var output = ""
        package fileprivate(set) var errors = ""
        /// nil while it runs; set once all it said is here.
        package fileprivate(set) var ending: Ending?
    }

    private struct State {
        var sayings = Sayings()
        var rawOutput = Data()
        var rawErrors = Data()
        var openPipes = 2
        var ending: Ending?
        var input: Int32?
        var listeners: [Int: AsyncStream<Void>.Continuation] = [:]
        var lastListener = 0
    }

    package let pid: pid_t
    private let state: Mutex<State>

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - environment: All there is; nothing is inherited.
    ///   - folder: Where it starts.
    package init(
        _ program: String, _ arguments: [String] = [], environment: [String: String], folder: String
    ) throws {
        let pipes = try (input: Pipes(), output: Pipes(), errors: Pipes())
        defer {
            close(pipes.input.reading)
            close(pipes.output.writing)
            close(pipes.errors.writing)
        }
        do {
            pid = try Spawning(folder: folder, pipes: (pipes.input.reading, pipes.output.writing, pipes.errors.writing))
                .start(program, arguments, environment)
        } catch {
            close(pipes.input.writing)
            close(pipes.output.reading)
            close(pipes.errors.reading)
            throw error
        }
        state = Mutex(State(input: pipes.input.writing))
        let (output, errors) = (pipes.output.reading, pipes.errors.reading)
        Thread.detachNewThread { [self] in listen(to: output, \.rawOutput) }
        Thread.detachNewThread { [self] in listen(to: errors, \.rawErrors) }
        Thread.detachNewThread { [self] in awaitEnd() }
    }

    package var sayings: Sayings { state.withLock { $0.sayings } }

    /// Writes to its standard input.
    package func write(_ text: String) {
        let input = state.withLock { $0.input }
        guard let input else { return }
        Array(text.utf8).withUnsafeBytes { bytes in
            var sent = 0
            while sent < bytes.count {
                let count = Foundation.write(input, bytes.baseAddress?.advanced(by: sent), bytes.count - sent)
                guard count > 0 else { return }
                sent += count
            }
        }
    }

    package func closeInput() {
        state.withLock { state in
            if let input = state.input { close(input) }
            state.input = nil
        }
    }

    /// Sends a signal; does nothing once the process is gone.
    package func send(_ signal: Int32) {
        state.withLock { state in
            if state.ending == nil { _ = Foundation.kill(pid, signal) }
        }
    }

    /// What `find` makes of the sayings, as soon as it makes something.
    ///
    /// - Throws: `ChildError.ended` when the process ends first, `.timedOut`.
    package func wait<Answer: Sendable>(
        for what: String, within limit: Duration = .seconds(20),
        _ find: @escaping @Sendable (Sayings) -> Answer?
    ) async throws -> Answer {
        let found = try await Deadline.run(what, limit) { [self] () -> Answer in
            for await _ in changes() {
                let sayings = sayings
                if let answer = find(sayings) { return answer }
                if let ending = sayings.ending { throw ChildError.ended(ending, errors: sayings.errors) }
            }
            throw CancellationError()
        }
        return found
    }

    /// How it ended, once it has.
    package func waitForEnd(within limit: Duration = .seconds(20)) async throws -> Ending {
        try await wait(for: "the end of the process", within: limit) { $0.ending }
    }
}

// MARK: - Listening

extension ChildProcess {
    /// One element at once, and one after each change.
    private func changes() -> AsyncStream<Void> {
        let (stream, feed) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let key = state.withLock { state in
            state.lastListener += 1
            state.listeners[state.lastListener] = feed
            return state.lastListener
        }
        feed.onTermination = { [self] _ in state.withLock { _ = $0.listeners.removeValue(forKey: key) } }
        feed.yield()
        return stream
    }

    private func change(_ edit: (inout State) -> Void) {
        let listeners = state.withLock { state in
            edit(&state)
            state.sayings.output = String(decoding: state.rawOutput, as: UTF8.self)
            state.sayings.errors = String(decoding: state.rawErrors, as: UTF8.self)
            if state.openPipes == 0 { state.sayings.ending = state.ending }
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.yield() }
    }

    private func listen(to pipe: Int32, _ part: WritableKeyPath<State, Data> & Sendable) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(pipe, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { break }
            change { $0[keyPath: part].append(contentsOf: buffer[..<count]) }
        }
        close(pipe)
        change { $0.openPipes -= 1 }
    }

    /// Waits without reaping, so that the id stays its own until nobody can signal it any more.
    private func awaitEnd() {
        var info = siginfo_t()
        while waitid(P_PID, id_t(pid), &info, WEXITED | WNOWAIT) != 0 && errno == EINTR {}
        change { state in
            var status: Int32 = 0
            waitpid(pid, &status, 0)
            let signal = status & 0x7f
            state.ending = signal == 0 ? .code((status >> 8) & 0xff) : .signal(signal)
        }
    }
}

/// Why a child process did not do what was waited for.
package enum ChildError: Error, Sendable {
    case notStarted(String)
    case ended(ChildProcess.Ending, errors: String)
    case timedOut(String)
}

/// Both ends of a pipe that no other child inherits: a pair of sockets, which alone are closed on exec from the start.
private struct Pipes {
    let reading: Int32
    let writing: Int32

    init() throws {
        var ends: [Int32] = [0, 0]
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw ChildError.notStarted("no pipe") }
        (reading, writing) = (ends[0], ends[1])
    }
}
