import Synchronization

/// Notes that something happened, from whatever task it happens on.
final class Mark: Sendable {
    private let flag = Atomic(false)
    var isSet: Bool { flag.load(ordering: .acquiring) }
    func set() { flag.store(true, ordering: .releasing) }
}
