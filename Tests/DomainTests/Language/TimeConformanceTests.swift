import Foundation
import Testing

@testable import Domain

@Suite("Portuguese time expressions of other projects")
struct TimeConformanceTests {
    private static let missing: Comment = "cases.json is not beside this checkout; set PT_TIME_CASES to its path"

    /// What the reader reached when this was written, in percent; it may not fall below.
    private static let least = [
        ("wh core", 100.0), ("dk core", 99.0), ("ch core", 100.0), ("dp core", 100.0), ("ms core", 91.8),
    ]

    @Test("core cases are read as the sources read them", .enabled(if: TimeCases.isPresent, missing))
    func core() throws {
        let scores = try Self.scores()
        for (name, score) in scores.sorted(by: { $0.key < $1.key }) {
            print("pt-time \(name): \(score.passed)/\(score.total) = \(score.percent) %")
        }
        for (name, least) in Self.least {
            let score = try #require(scores[name])
            #expect(score.percent >= least, "\(name)")
        }
    }

    @Test(
        "an impossible or contradictory date is never read as a plain day", .enabled(if: TimeCases.isPresent, missing))
    func refusals() throws {
        for item in try TimeCases.load()
        where item.expected.kind == "impossible" || item.tags.contains("weekday_conflict") {
            let reading = Self.read(item)
            switch reading.day {
            case .on, .between, .from, .until: Issue.record("\(item.id) \(item.text): \(reading)")
            default: break
            }
        }
    }

    private struct Score {
        var passed = 0
        var total = 0
        var percent: Double { (Double(passed) / Double(total) * 1000).rounded() / 10 }
    }

    private static func scores() throws -> [String: Score] {
        var scores: [String: Score] = [:]
        let isVerbose = ProcessInfo.processInfo.environment["PT_TIME_VERBOSE"] != nil
        for item in try TimeCases.load() {
            let reading = read(item)
            let passes = TimeScoring(now: now(item), reading: reading).passes(item.accepted)
            let name = "\(item.source) \(item.core ? "core" : "other")"
            scores[name, default: Score()].total += 1
            if passes { scores[name, default: Score()].passed += 1 }
            if !passes, isVerbose { print("\(item.core ? "MISS" : "miss") \(item.id) \(item.text) -> \(reading)") }
        }
        return scores
    }

    private static func now(_ item: TimeCases.Case) -> LocalDateTime {
        let text = item.referenceTime ?? "2026-03-02T00:00:00"
        let day = LocalDay(iso: text.prefix(10)) ?? LocalDay(number: 0)
        return LocalDateTime(day: day, time: LocalTime(text: text.suffix(8)) ?? .midnight)
    }

    private static func read(_ item: TimeCases.Case) -> PortugueseTime.Reading {
        PortugueseTime.read(item.text, at: now(item))
    }
}
