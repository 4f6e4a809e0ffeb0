import Business
import ServiceLifecycle

/// Looks after the shops' sessions for the life of the process.
package struct SessionKeeper: Service {
    let care: SessionCare
    /// Between two rounds.
    let pause: Duration

    package init(care: SessionCare, pause: Duration = .seconds(10)) {
        self.care = care
        self.pause = pause
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await care.round()
                try? await Task.sleep(for: pause)
            }
        }
    }
}

extension SessionKeeper: CustomStringConvertible {
    /// What ServiceLifecycle logs, in place of every part down to the keys.
    package var description: String { "SessionKeeper" }
}
