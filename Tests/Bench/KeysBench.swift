import Domain
import Foundation
import Storage

/// What the cache and the limiter hold after a million keys, and what a key costs when they are full.
struct KeysBench {
    let report: Report
    private static let keys = 1_000_000

    func run() async throws {
        let before = Self.residentBytes()
        let cache = MemoryCache()
        let filled = try await Measure.best(rounds: 1, times: Self.keys) {
            for number in 0..<Self.keys {
                let key = CacheKey(Identifier(Int64(number % 200 + 1)), "figures", id: String(number))
                _ = try await cache.value(for: key, lifetime: .seconds(60)) { number }
            }
        }
        report.figure("cache: a million keys, entries held", Double(cache.counters.entries), "", goal: "≤ 10000")
        report.figure("cache: a key that is not there, when full", filled.cpu / 1000, "µs CPU")
        let limiter = TokenBucketLimiter(RateRule("bench", limit: 100, per: .seconds(60)))
        let taken = await Measure.best(rounds: 1, times: Self.keys) {
            for number in 0..<Self.keys { _ = limiter.take(String(number)) }
        }
        report.figure("limiter: a million keys, buckets held", Double(limiter.counters.keys), "", goal: "≤ 100000")
        report.figure("limiter: a new key, when full", taken.cpu / 1000, "µs CPU")
        let grown = Double(Self.residentBytes() - before) / Double(1 << 20)
        report.figure("memory of both after a million keys each", grown, "MB")
    }

    /// Second field of /proc/self/statm, in pages.
    private static func residentBytes() -> Int {
        let fields = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ") ?? []
        return (fields.count > 1 ? Int(fields[1]) ?? 0 : 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}
