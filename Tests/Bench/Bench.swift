import Domain
import Foundation
import Storage

/// `make bench`: what the storage layer costs, as ratios against a limit measured in the same run.
///
/// `--visits N` sets the scale (default 1 000 000); `--folder PATH` the disk that is measured. `--claims`
/// measures the job queue alone. `--data FOLDER` and `--empty-route` are for `scripts/bench-http.sh`, which measures
/// the server.
@main
struct Bench {
    static func main() async throws {
        let arguments = CommandLine.arguments
        func option(_ name: String) -> String? {
            arguments.firstIndex(of: name).flatMap { arguments.indices.contains($0 + 1) ? arguments[$0 + 1] : nil }
        }
        if arguments.contains("--empty-route") { return try await EmptyRoute.serve() }
        let visits = option("--visits").flatMap { Int($0) } ?? Scale.full.appointments
        if let folder = option("--data") {
            return try await ServedData(folder: folder, scale: .visits(visits)).make()
        }
        let parent = option("--folder") ?? FileManager.default.currentDirectoryPath + "/.build"
        let folder = "\(parent)/bench-\(ProcessInfo.processInfo.processIdentifier)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        if arguments.contains("--claims") {
            let report = Report()
            try await ClaimBench(report: report, folder: folder).run()
            return try report.end()
        }
        try await run(visits: visits, folder: folder)
    }

    private static func run(visits: Int, folder: String) async throws {
        let report = Report()
        let small = try await opened(.visits(max(1000, visits / 100)), folder + "/small.db", report)
        report.section("The same reads over a hundredth of the rows")
        var before = try await WallBench(driver: small.driver, generator: small, report: Report()).reads(times: 20_000)
        before.merge(try await FiguresBench(driver: small.driver, report: report).reads(times: 5000)) { $1 }
        await small.driver.close()

        let full = try await opened(.visits(visits), folder + "/full.db", report)
        let wall = WallBench(driver: full.driver, generator: full, report: report)
        report.section("The tenant wall, against a hand-written company_id = ?")
        var after = try await wall.reads(times: 20_000)
        report.section("The shop's figures, cache off")
        let figures = FiguresBench(driver: full.driver, report: report)
        after.merge(try await figures.reads(times: 5000)) { $1 }
        try await figures.writes(times: 100)
        report.section("Growth: time over \(visits) visits, against \(max(1000, visits / 100))")
        for (name, time) in after.sorted(by: { $0.key < $1.key }) {
            guard let earlier = before[name] else { continue }
            report.figure("growth: \(name)", time / earlier, "×", goal: "≤ 1.20")
        }
        report.section("The engine, against libsqlite3 alone")
        let bare = try BareSQLite(path: folder + "/bare.db")
        try await ReadBench(driver: full.driver, generator: full, report: report, bare: bare).run(times: 200_000)
        report.section("Durable writes")
        try await WriteBench(driver: full.driver, report: report, bare: bare).run(times: 1000)
        report.section("The tenant wall, durable writes by 64 writers")
        try await wall.writes(times: 4000)
        report.section("Searching documents")
        try await SearchBench(driver: full.driver, companies: full.scale.companies, report: report).run(times: 2000)
        await full.driver.close()
        report.section("A million keys")
        try await KeysBench(report: report).run()
        report.section("Claiming jobs")
        try await ClaimBench(report: report, folder: folder).run()
        try report.end()
    }

    private static func opened(_ scale: Scale, _ path: String, _ report: Report) async throws -> Generator {
        let driver = try SQLiteDriver(path: path)
        let generator = Generator(driver: driver, scale: scale)
        let begin = ContinuousClock.now
        try await generator.run()
        let seconds = begin.duration(to: .now) / .seconds(1)
        print("made \(scale.appointments) visits of \(scale.companies) companies in \(Int(seconds)) s")
        return generator
    }
}
