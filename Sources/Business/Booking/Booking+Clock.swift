import Domain

extension Booking {
    /// The same acts by another clock: a pretended customer's.
    package func reading(_ clock: any ShopClock) -> Booking {
        var copy = self
        copy.clock = clock
        return copy
    }
}
