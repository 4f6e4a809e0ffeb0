import Storage
import Testing

@Suite("Metrics") struct MetricsTests {
    private let metrics = Metrics()

    @Test("a counter adds up, by its labels, and is written in one order")
    func counters() async {
        for _ in 0..<2 { metrics.count("b_total", ["to": "y"], about: "Second") }
        metrics.count("b_total", ["to": "x"], by: 1.5, about: "Second")
        metrics.count("a_total", about: "First")
        #expect(
            await metrics.text() == """
                # HELP a_total First
                # TYPE a_total counter
                a_total 1
                # HELP b_total Second
                # TYPE b_total counter
                b_total{to="x"} 1.5
                b_total{to="y"} 2

                """)
    }

    @Test("a label's value may hold anything")
    func escapes() async {
        metrics.count("a_total", ["path": "C:\\a \"b\"\nc é"], about: "x")
        #expect(await metrics.text().contains(#"a_total{path="C:\\a \"b\"\nc é"} 1"# + "\n"))
    }

    @Test("a histogram's buckets each hold all that is below; the last holds everything")
    func histogram() async {
        for time in [Duration.microseconds(500), .milliseconds(3), .milliseconds(3), .seconds(99)] {
            metrics.observe("t_seconds", ["route": "/x"], time, about: "Time")
        }
        let lines = await metrics.text().split(separator: "\n").map(String.init)
        #expect(lines[1] == "# TYPE t_seconds histogram")
        let expected = [
            ("0.0005", 1), ("0.001", 1), ("0.0025", 1), ("0.005", 3), ("0.01", 3), ("30.0", 3), ("+Inf", 4),
        ]
        for (bound, count) in expected {
            #expect(lines.contains(#"t_seconds_bucket{route="/x",le="\#(bound)"} \#(count)"#), "\(bound)")
        }
        #expect(lines.contains(#"t_seconds_sum{route="/x"} 99.0065"#))
        #expect(lines.last == #"t_seconds_count{route="/x"} 4"#)
    }

    @Test("a gauge is read when somebody asks")
    func gauges() async {
        metrics.gauge("g", about: "Now") { [(["kind": "k"], 2.5)] }
        metrics.gauge("n_total", about: "Grows", isCounter: true) { [Metrics.value(7)] }
        let text = await metrics.text()
        #expect(text.contains("# TYPE g gauge\ng{kind=\"k\"} 2.5\n"))
        #expect(text.contains("# TYPE n_total counter\nn_total 7\n"))
    }

    @Test("labels that never end do not fill the memory")
    func limit() async {
        for number in 0..<6000 { metrics.count("a_total", ["n": "\(number)"], about: "x") }
        metrics.count("a_total", ["n": "0"], about: "x")
        let lines = await metrics.text().split(separator: "\n")
        #expect(lines.count == 5002)
        #expect(lines.contains("a_total{n=\"0\"} 2"))
    }
}
