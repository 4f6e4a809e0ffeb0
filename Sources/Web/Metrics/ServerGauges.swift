import Foundation
import Storage

/// What is read at each scrape: the process, the database, the cache, the jobs.
enum ServerGauges {
    static func add(to metrics: Metrics, _ parts: ServerParts) {
        metrics.gauge("auzap_info", about: "1, with the version as a label") {
            [(["version": parts.version], 1)]
        }
        metrics.gauge("process_resident_memory_bytes", about: "Memory in use") {
            [Metrics.value(Double(ProcessFigures.memory))]
        }
        metrics.gauge("process_cpu_seconds_total", about: "CPU used", isCounter: true) {
            [Metrics.value(ProcessFigures.cpuSeconds)]
        }
        metrics.gauge("auzap_database_short_of_space", about: "1 while writes are refused for want of space") {
            [Metrics.value(parts.isShortOfSpace() ? 1 : 0)]
        }
        addDatabase(to: metrics, parts.database)
        metrics.gauge("auzap_jobs_waiting", about: "Jobs that wait or run, by urgency") {
            let counts = (try? await parts.database.system.waitingJobs()) ?? []
            return counts.map { (["priority": "\($0.priority)"], Double($0.count)) }
        }
        metrics.gauge("auzap_jobs_dead", about: "Jobs set aside after failing too often") {
            [Metrics.value(Double((try? await parts.database.system.countDeadJobs()) ?? 0))]
        }
    }

    private static func addDatabase(to metrics: Metrics, _ database: Database) {
        metrics.gauge("auzap_statement_cache_total", about: "Prepared statements found and not", isCounter: true) {
            let cache = database.insight.report().statementCache
            return [(["result": "hit"], Double(cache.hits)), (["result": "miss"], Double(cache.misses))]
        }
        metrics.gauge("auzap_repeated_queries", about: "Statements found to be repeated inside one request or job") {
            [Metrics.value(Double(database.insight.report().repeats.count))]
        }
        guard let cache = database.cache as? MemoryCache else { return }
        metrics.gauge("auzap_cache_total", about: "Look-ups in the cache", isCounter: true) {
            let counters = cache.counters
            return [
                (["result": "hit"], Double(counters.hits)), (["result": "miss"], Double(counters.misses)),
                (["result": "joined"], Double(counters.joined)),
                (["result": "failure"], Double(counters.failures)),
            ]
        }
        metrics.gauge("auzap_cache_bytes", about: "Estimated size of the cache") {
            [Metrics.value(Double(cache.counters.bytes))]
        }
    }
}

/// What the kernel says of this process.
enum ProcessFigures {
    /// Bytes in memory (/proc/self/statm, second field, in pages).
    static var memory: Int {
        guard let data = FileManager.default.contents(atPath: "/proc/self/statm") else { return 0 }
        let fields = String(decoding: data, as: UTF8.self).split(separator: " ")
        return fields.count > 1 ? (Int(fields[1]) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE))) : 0
    }

    static var cpuSeconds: Double {
        var usage = rusage()
        guard getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000 }
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }
}
