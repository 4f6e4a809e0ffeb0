import Synchronization

/// What the process has counted since its start, in the manner of Prometheus: counters, histograms of seconds, and
/// gauges that are read when somebody asks.
package final class Metrics: Sendable {
    /// One series: a name and its labels, in the order they are written.
    package struct Key: Sendable, Hashable {
        package let name: String
        package let labels: [Label]
    }

    package struct Label: Sendable, Hashable {
        package let name: String
        package let value: String
    }

    /// A gauge's values at one moment.
    package typealias Reading = [(labels: KeyValuePairs<String, String>, value: Double)]

    /// A value without labels.
    package static func value(_ value: Double) -> (labels: KeyValuePairs<String, String>, value: Double) {
        ([:], value)
    }

    struct Histogram {
        var buckets: [Int]
        var count = 0
        var sum = 0.0
    }

    struct Gauge {
        let about: String
        let isCounter: Bool
        let read: @Sendable () async -> Reading
    }

    private struct State {
        var counters: [Key: Double] = [:]
        var histograms: [Key: Histogram] = [:]
        var about: [String: String] = [:]
        var gauges: [String: Gauge] = [:]
    }

    /// Upper ends of the buckets, in seconds.
    static let bounds: [Double] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
    /// Series beyond this many are not kept: labels never come from outside, and this holds should one slip in.
    private static let mostSeries = 5000
    private let state = Mutex(State())

    package init() {}

    package func count(
        _ name: StaticString, _ labels: KeyValuePairs<String, String> = [:], by amount: Double = 1, about: StaticString
    ) {
        let key = Key(name: name.description, labels: labels.map { Label(name: $0.key, value: $0.value) })
        state.withLock { state in
            guard state.counters[key] != nil || state.counters.count < Self.mostSeries else { return }
            state.counters[key, default: 0] += amount
            if state.about[key.name] == nil { state.about[key.name] = about.description }
        }
    }

    /// Adds one span of time to a histogram of seconds.
    package func observe(
        _ name: StaticString, _ labels: KeyValuePairs<String, String> = [:], _ time: Duration, about: StaticString
    ) {
        let key = Key(name: name.description, labels: labels.map { Label(name: $0.key, value: $0.value) })
        let seconds = time / .seconds(1)
        let place = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
        state.withLock { state in
            guard state.histograms[key] != nil || state.histograms.count < Self.mostSeries else { return }
            var histogram =
                state.histograms[key] ?? Histogram(buckets: Array(repeating: 0, count: Self.bounds.count + 1))
            histogram.buckets[place] += 1
            histogram.count += 1
            histogram.sum += seconds
            state.histograms[key] = histogram
            if state.about[key.name] == nil { state.about[key.name] = about.description }
        }
    }

    /// Names something that is read at each scrape.
    ///
    /// - Parameter isCounter: It only grows.
    package func gauge(
        _ name: StaticString, about: StaticString, isCounter: Bool = false,
        _ read: @escaping @Sendable () async -> Reading
    ) {
        let gauge = Gauge(about: about.description, isCounter: isCounter, read: read)
        state.withLock { $0.gauges[name.description] = gauge }
    }

    /// Everything, in the text form of Prometheus (version 0.0.4), sorted by name.
    package func text() async -> String {
        let (counters, histograms, about, gauges) = state.withLock {
            ($0.counters, $0.histograms, $0.about, $0.gauges)
        }
        var page = MetricsPage()
        for (name, series) in Dictionary(grouping: counters, by: \.key.name) {
            page.add(name, "counter", about[name] ?? "", series.map { ($0.key.labels, "", $0.value) })
        }
        for (name, series) in Dictionary(grouping: histograms, by: \.key.name) {
            page.add(name, about[name] ?? "", series.map { ($0.key.labels, $0.value) })
        }
        for (name, gauge) in gauges {
            let readings = await gauge.read().map { reading in
                (reading.labels.map { Label(name: $0.key, value: $0.value) }, "", reading.value)
            }
            page.add(name, gauge.isCounter ? "counter" : "gauge", gauge.about, readings)
        }
        return page.text
    }
}
