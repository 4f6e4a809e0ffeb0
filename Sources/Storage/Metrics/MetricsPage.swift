/// The text form of Prometheus, version 0.0.4.
struct MetricsPage {
    private var families: [(name: String, lines: [String])] = []

    /// Sorted, so that the same state is the same page.
    var text: String {
        families.sorted { $0.name < $1.name }.flatMap(\.lines).joined(separator: "\n") + "\n"
    }

    mutating func add(
        _ name: String, _ type: String, _ about: String, _ samples: [(labels: [Metrics.Label], suffix: String, Double)]
    ) {
        let lines = samples.map { "\(name)\($0.suffix)\(Self.text($0.labels)) \(Self.text($0.2))" }
        families.append((name, ["# HELP \(name) \(about)", "# TYPE \(name) \(type)"] + lines.sorted()))
    }

    mutating func add(_ name: String, _ about: String, _ series: [(labels: [Metrics.Label], Metrics.Histogram)]) {
        var lines: [String] = []
        for (labels, histogram) in series.sorted(by: { Self.text($0.labels) < Self.text($1.labels) }) {
            var reached = 0
            for (bound, count) in zip(Metrics.bounds.map { "\($0)" } + ["+Inf"], histogram.buckets) {
                reached += count
                let all = labels + [Metrics.Label(name: "le", value: bound)]
                lines.append("\(name)_bucket\(Self.text(all)) \(reached)")
            }
            lines.append("\(name)_sum\(Self.text(labels)) \(Self.text(histogram.sum))")
            lines.append("\(name)_count\(Self.text(labels)) \(histogram.count)")
        }
        families.append((name, ["# HELP \(name) \(about)", "# TYPE \(name) histogram"] + lines))
    }

    private static func text(_ labels: [Metrics.Label]) -> String {
        guard !labels.isEmpty else { return "" }
        let pairs = labels.map { label in
            let value = label.value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
                .replacing("\n", with: "\\n")
            return "\(label.name)=\"\(value)\""
        }
        return "{\(pairs.joined(separator: ","))}"
    }

    private static func text(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 9e15 ? String(Int64(value)) : String(value)
    }
}
