import Storage
import Testing

@Suite("The job bell", .timeLimit(.minutes(3))) struct JobBellTests {
    private let long = Duration.seconds(600)

    @Test("a ring before the wait ends it at once")
    func before() async {
        let bell = JobBell()
        bell.ring()
        await bell.wait(atMost: long)
    }

    @Test("many rings before the wait are one: the next wait waits")
    func once() async {
        let bell = JobBell()
        for _ in 0..<5 { bell.ring() }
        await bell.wait(atMost: long)
        let begin = ContinuousClock.now
        await bell.wait(atMost: .milliseconds(50))
        #expect(begin.duration(to: .now) >= .milliseconds(50))
    }

    @Test("a ring wakes who waits", arguments: 0..<20)
    func wakes(round: Int) async {
        let bell = JobBell()
        async let waiting: Void = bell.wait(atMost: long)
        for _ in 0..<round { await Task.yield() }
        bell.ring()
        await waiting
    }

    @Test("cancelling wakes who waits", arguments: 0..<20)
    func cancelled(round: Int) async {
        let bell = JobBell()
        let waiting = Task { await bell.wait(atMost: .seconds(600)) }
        for _ in 0..<round { await Task.yield() }
        waiting.cancel()
        await waiting.value
    }

    @Test("without a ring the wait ends after its limit")
    func timeout() async {
        let begin = ContinuousClock.now
        await JobBell().wait(atMost: .milliseconds(20))
        #expect(begin.duration(to: .now) >= .milliseconds(20))
    }

    @Test("no ring is lost between one wait and the next")
    func noneLost() async {
        let bell = JobBell()
        for _ in 0..<200 {
            async let waiting: Void = bell.wait(atMost: long)
            bell.ring()
            await waiting
        }
    }
}
