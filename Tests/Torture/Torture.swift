import Domain
import Foundation
import Storage

/// `make torture`: kills the writer at random moments and makes each of its disk calls fail in turn; after every
/// round all that was acknowledged must be there and the file sound.
///
/// `torture [--kills N] [--faults N] [--folder PATH]`; ends with 1 at the first broken promise.
@main
struct Torture {
    static func main() async throws {
        let arguments = CommandLine.arguments
        if arguments.count == 4, arguments[1] == "writer" {
            return try await Writer.run(path: arguments[2], writes: Int(arguments[3]) ?? 1000)
        }
        func number(_ name: String, _ standard: Int) -> Int {
            arguments.firstIndex(of: name).flatMap { Int(arguments[$0 + 1]) } ?? standard
        }
        let place = arguments.firstIndex(of: "--folder").map { arguments[$0 + 1] } ?? NSTemporaryDirectory()
        let folder = "\(place)/torture-\(ProcessInfo.processInfo.processIdentifier)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await kills(number("--kills", 100), folder)
        try await faults(number("--faults", 12), folder)
    }

    /// One file for all rounds, so that what an earlier life wrote must survive every later kill.
    private static func kills(_ rounds: Int, _ folder: String) async throws {
        let path = folder + "/killed.db"
        var acknowledged: Set<Int64> = []
        for _ in 0..<rounds {
            let outcome = try Child.run(path: path, writes: 1_000_000, killAfter: Double.random(in: 0.05...0.4))
            acknowledged.formUnion(outcome.acknowledged)
            try await check(path, holds: acknowledged, "kill -9")
        }
        print("kill -9: \(rounds) rounds, \(acknowledged.count) acknowledged writes, none lost")
    }

    /// The n-th call of each kind fails: as a broken disk, and as a full one.
    private static func faults(_ positions: Int, _ folder: String) async throws {
        guard positions > 0 else { return }
        let kinds = ["fdatasync:error=EIO", "fsync:error=EIO", "pwrite64:error=EIO", "pwrite64:error=ENOSPC"]
        for kind in kinds {
            var (acknowledged, refused, stopped) = (0, 0, 0)
            for position in 1...positions {
                let path = "\(folder)/\(kind.prefix { $0 != ":" })-\(kind.suffix(4))-\(position).db"
                // A sound file first: the fault is to meet a server at work, not its first start.
                _ = try Child.run(path: path, writes: 32, killAfter: nil)
                let place = position * position
                let outcome = try Child.run(
                    path: path, writes: 800, killAfter: nil, fault: "\(kind):when=\(place)..\(place + 1)")
                try await check(path, holds: Set(outcome.acknowledged), "\(kind), call \(place)")
                acknowledged += outcome.acknowledged.count
                refused += outcome.refused
                if !outcome.ended { stopped += 1 }
            }
            print(
                "\(kind): \(positions) positions, \(acknowledged) acknowledged, \(refused) refused, "
                    + "\(stopped) stopped, none lost")
        }
    }

    struct BrokenPromise: Error, CustomStringConvertible { let description: String }

    private static func check(_ path: String, holds acknowledged: Set<Int64>, _ what: String) async throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        let driver = try SQLiteDriver(path: path, floor: 0, ballast: 0)
        let damage = try await driver.findDamage()
        let kept = try await driver.read(as: .company(Identifier(1))) { session in
            Set(try session.rows("SELECT id FROM tutors") { $0.int64(0) })
        }
        let lostCommits = driver.opening.lostCommits
        await driver.close()
        guard damage.isEmpty else { throw BrokenPromise(description: "\(what): the file is damaged: \(damage)") }
        let lost = acknowledged.subtracting(kept)
        guard lost.isEmpty else { throw BrokenPromise(description: "\(what): \(lost.count) acknowledged writes lost") }
        guard lostCommits == 0 else { throw BrokenPromise(description: "\(what): \(lostCommits) commits lost") }
    }
}
