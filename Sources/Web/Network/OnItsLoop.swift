import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Synchronization

/// A connection whose requests run on the very thread that reads and writes it: no thread waits for another between
/// bytes and answer, which cost more than most answers themselves.
///
/// What takes long has threads of its own (writes, reports, passwords), so the loop is not held up.
struct OnItsLoop<Base: ServerChildChannel>: ServerChildChannel {
    let base: Base
    private let executors = LoopExecutors()

    init(_ base: Base) { self.base = base }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
        base.setup(channel: channel, logger: logger)
    }

    func handle(value: Base.Value, logger: Logger) async {
        await withTaskExecutorPreference(executors[value.channel.eventLoop]) {
            await base.handle(value: value, logger: logger)
        }
    }
}

/// One executor for each event loop.
private final class LoopExecutors: Sendable {
    private let made = Mutex<[ObjectIdentifier: LoopExecutor]>([:])

    subscript(loop: any EventLoop) -> LoopExecutor {
        made.withLock { made in
            if let known = made[ObjectIdentifier(loop)] { return known }
            let executor = LoopExecutor(loop)
            made[ObjectIdentifier(loop)] = executor
            return executor
        }
    }
}

/// Runs tasks on an event loop's thread.
private final class LoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(_ loop: any EventLoop) { self.loop = loop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
