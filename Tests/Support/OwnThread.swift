import Foundation

/// Runs a task's synchronous stretches on a thread of their own, so that one which is held does not hold others.
package final class OwnThread: TaskExecutor {
    private let queue = DispatchQueue(label: "auzap.test.own-thread")

    package init() {}

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { [self] in job.runSynchronously(on: asUnownedTaskExecutor()) }
    }
}
