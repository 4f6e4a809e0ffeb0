import Foundation
import Support
import Synchronization

/// How much is done, and what was found.
struct Plan: Sendable {
    let isShort: Bool
    let seed: UInt64
    let program: String
    let verdict = Verdict()

    func numbers(_ salt: UInt64) -> SeededNumbers { SeededNumbers(seed: seed &+ salt) }
}

/// Counts broken promises and tells each.
final class Verdict: Sendable {
    private let broken = Mutex(0)

    var count: Int { broken.withLock { $0 } }

    func fail(_ what: String) {
        broken.withLock { $0 += 1 }
        say("  BROKEN: \(what)")
    }

    func expect(_ isKept: Bool, _ what: @autoclosure () -> String) {
        if !isKept { fail(what()) }
    }
}

/// Writes one line at once, also into a pipe.
func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
