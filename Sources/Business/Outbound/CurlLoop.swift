import CCurl
import Foundation
import Synchronization

/// The one thread on which libcurl works: takes transfers in, drives them all, hands answers back.
final class CurlLoop: Sendable {
    private enum Command {
        case start(CurlTransfer)
        case cancel(CurlTransfer)
        case end
    }

    /// A multi handle. Only the loop's thread uses it, but for `auzap_curl_multi_wakeup`, which any thread may call.
    private struct Multi: @unchecked Sendable {
        let handle: UnsafeMutableRawPointer
    }

    private struct Inbox {
        var commands: [Command] = []
        var hasEnded = false
    }

    private let multi: Multi
    private let inbox = Mutex(Inbox())

    /// Starts the thread, which lives until `end`.
    ///
    /// - Returns: nil when libcurl cannot be loaded or has no memory left.
    init?() {
        guard Self.loadLibrary() == nil, let handle = auzap_curl_multi_init() else { return nil }
        multi = Multi(handle: handle)
        auzap_curl_multi_set_long(handle, CURLMOPT_MAXCONNECTS, 32)
        let thread = Thread { [self] in run() }
        thread.name = "auzap-http"
        thread.start()
    }

    /// Loads the library, once for the process; returns why it could not.
    @Sendable static func loadLibrary() -> String? { auzap_curl_load().map { String(cString: $0) } }

    func start(_ transfer: CurlTransfer) {
        if !post(.start(transfer)) { transfer.finish(throwing: CancellationError()) }
    }

    /// Ends a transfer that was or will be started; does nothing to one that is over.
    func cancel(_ transfer: CurlTransfer) {
        transfer.isCancelled.store(true, ordering: .releasing)
        post(.cancel(transfer))
    }

    /// Ends every transfer, then the thread.
    func end() { post(.end) }

    /// The handle is freed only after `hasEnded` is set under the same lock, so waking it here is safe.
    @discardableResult
    private func post(_ command: Command) -> Bool {
        inbox.withLock { inbox in
            guard !inbox.hasEnded else { return false }
            inbox.commands.append(command)
            auzap_curl_multi_wakeup(multi.handle)
            return true
        }
    }
}

extension CurlLoop {
    private func run() {
        Self.ignoreBrokenPipes()
        var active: [UnsafeMutableRawPointer: CurlTransfer] = [:]
        while obey(&active) {
            auzap_curl_multi_perform(multi.handle)
            deliver(&active)
            // Commands and traffic end the wait; the limit only keeps a lost wakeup from lasting.
            auzap_curl_multi_poll(multi.handle, 60_000)
        }
        for (easy, transfer) in active {
            drop(easy)
            transfer.finish(throwing: CancellationError())
        }
        auzap_curl_multi_cleanup(multi.handle)
    }

    /// Carries out what was posted; false when that was to end.
    private func obey(_ active: inout [UnsafeMutableRawPointer: CurlTransfer]) -> Bool {
        let commands = inbox.withLock { inbox in
            let commands = inbox.commands
            inbox.commands = []
            inbox.hasEnded = commands.contains { if case .end = $0 { true } else { false } }
            return commands
        }
        var goesOn = true
        for command in commands {
            switch command {
            case .start(let transfer): begin(transfer, &active)
            case .cancel(let transfer):
                // Once a transfer is over its handle's address may be another's.
                guard let easy = transfer.easy, active[easy] === transfer else { continue }
                active[easy] = nil
                drop(easy)
                transfer.finish(throwing: CancellationError())
            case .end: goesOn = false
            }
        }
        return goesOn
    }

    private func begin(_ transfer: CurlTransfer, _ active: inout [UnsafeMutableRawPointer: CurlTransfer]) {
        // A cancellation may overtake the start of its transfer.
        guard !transfer.isCancelled.load(ordering: .acquiring) else {
            return transfer.finish(throwing: CancellationError())
        }
        guard let easy = transfer.prepare() else {
            return transfer.finish(throwing: GatewayError.unreachable(reason: "out of memory"))
        }
        guard auzap_curl_multi_add(multi.handle, easy) == CURLM_OK else {
            auzap_curl_easy_cleanup(easy)
            return transfer.finish(throwing: GatewayError.unreachable(reason: "libcurl takes no more requests"))
        }
        active[easy] = transfer
    }

    private func deliver(_ active: inout [UnsafeMutableRawPointer: CurlTransfer]) {
        var code = CURLE_OK
        while let easy = auzap_curl_multi_next_done(multi.handle, &code) {
            let transfer = active.removeValue(forKey: easy)
            let outcome = transfer?.outcome(code)
            drop(easy)
            if let outcome { transfer?.finish(outcome) }
        }
    }

    private func drop(_ easy: UnsafeMutableRawPointer) {
        auzap_curl_multi_remove(multi.handle, easy)
        auzap_curl_easy_cleanup(easy)
    }

    /// libcurl is told to leave signals alone, so a write to a closed TLS connection must not raise one here.
    private static func ignoreBrokenPipes() {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }
}
