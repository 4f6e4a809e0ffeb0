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

    /// One series that only grows. Kept by who counts often, so that its labels are looked up once.
    package final class Counter: Sendable {
        private let sum = Mutex(0.0)

        package func add(_ amount: Double = 1) { sum.withLock { $0 += amount } }
        var value: Double { sum.withLock(\.self) }
    }

    /// One series of spans of time.
    package final class Timing: Sendable {
        private let histogram = Mutex(Histogram(buckets: Array(repeating: 0, count: bounds.count + 1)))

        package func add(_ time: Duration) {
            let seconds = time / .seconds(1)
            let place = Metrics.bounds.firstIndex { seconds <= $0 } ?? Metrics.bounds.count
            histogram.withLock { histogram in
                histogram.buckets[place] += 1
                histogram.count += 1
                histogram.sum += seconds
            }
        }

        var value: Histogram { histogram.withLock(\.self) }
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
        var counters: [Key: Counter] = [:]
        var timings: [Key: Timing] = [:]
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
        counter(name, labels, about: about).add(amount)
    }

    /// Adds one span of time to a histogram of seconds.
    package func observe(
        _ name: StaticString, _ labels: KeyValuePairs<String, String> = [:], _ time: Duration, about: StaticString
    ) {
        timing(name, labels, about: about).add(time)
    }

    /// The counter of these labels, the same each time; one that nobody reads when there are too many series.
    package func counter(
        _ name: StaticString, _ labels: KeyValuePairs<String, String> = [:], about: StaticString
    ) -> Counter {
        series(name, labels, about, in: \.counters, Counter.init)
    }

    /// The histogram of these labels, as `counter`.
    package func timing(
        _ name: StaticString, _ labels: KeyValuePairs<String, String> = [:], about: StaticString
    ) -> Timing {
        series(name, labels, about, in: \.timings, Timing.init)
    }

    private func series<Series: Sendable>(
        _ name: StaticString, _ labels: KeyValuePairs<String, String>, _ about: StaticString,
        in kind: WritableKeyPath<State, [Key: Series]> & Sendable, _ make: () -> Series
    ) -> Series {
        let key = Key(name: name.description, labels: labels.map { Label(name: $0.key, value: $0.value) })
        return state.withLock { state in
            if let known = state[keyPath: kind][key] { return known }
            let made = make()
            guard state[keyPath: kind].count < Self.mostSeries else { return made }
            state[keyPath: kind][key] = made
            state.about[key.name] = about.description
            return made
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
        let (counters, timings, about, gauges) = state.withLock {
            ($0.counters, $0.timings, $0.about, $0.gauges)
        }
        var page = MetricsPage()
        for (name, series) in Dictionary(grouping: counters, by: \.key.name) {
            page.add(name, "counter", about[name] ?? "", series.map { ($0.key.labels, "", $0.value.value) })
        }
        for (name, series) in Dictionary(grouping: timings, by: \.key.name) {
            page.add(name, about[name] ?? "", series.map { ($0.key.labels, $0.value.value) })
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
