/// A dictionary that knows which key was used longest ago. Every operation takes constant time; memory grows
/// with the entries held and is reused after removals.
struct LRUTable<Key: Hashable, Value> {
    private var places: [Key: Int] = [:]
    private var entries: [LRUEntry<Key, Value>?] = []
    private var free: [Int] = []
    private var newestPlace = Self.none
    private var oldestPlace = Self.none
    private static var none: Int { -1 }

    init() {}

    var count: Int { places.count }

    /// The value, which becomes the newest.
    mutating func use(_ key: Key) -> Value? {
        guard let place = places[key] else { return nil }
        makeNewest(place)
        return entries[place]?.value
    }

    /// The value, leaving the order as it is.
    func peek(_ key: Key) -> Value? {
        places[key].flatMap { entries[$0]?.value }
    }

    /// Keeps a value as the newest.
    ///
    /// - Returns: What the key held before.
    @discardableResult
    mutating func set(_ value: Value, for key: Key) -> Value? {
        if let place = places[key] {
            let earlier = entries[place]?.value
            entries[place]?.value = value
            makeNewest(place)
            return earlier
        }
        let entry = LRUEntry(key: key, value: value, newer: Self.none, older: Self.none)
        let place: Int
        if let reused = free.popLast() {
            place = reused
            entries[place] = entry
        } else {
            place = entries.count
            entries.append(entry)
        }
        places[key] = place
        linkAsNewest(place)
        return nil
    }

    @discardableResult
    mutating func remove(_ key: Key) -> Value? {
        guard let place = places.removeValue(forKey: key) else { return nil }
        let value = entries[place]?.value
        unlink(place)
        entries[place] = nil
        free.append(place)
        return value
    }

    /// The entry used longest ago.
    var oldest: (key: Key, value: Value)? {
        guard oldestPlace != Self.none, let entry = entries[oldestPlace] else { return nil }
        return (entry.key, entry.value)
    }

    @discardableResult
    mutating func removeOldest() -> (key: Key, value: Value)? {
        guard let oldest else { return nil }
        remove(oldest.key)
        return oldest
    }

    mutating func removeAll() { self = LRUTable() }

    /// Every entry, the oldest first.
    var oldestFirst: some Sequence<(key: Key, value: Value)> {
        sequence(state: oldestPlace) { place -> (key: Key, value: Value)? in
            guard place != Self.none, let entry = entries[place] else { return nil }
            place = entry.newer
            return (entry.key, entry.value)
        }
    }

    private mutating func makeNewest(_ place: Int) {
        guard place != newestPlace else { return }
        unlink(place)
        linkAsNewest(place)
    }

    private mutating func linkAsNewest(_ place: Int) {
        entries[place]?.newer = Self.none
        entries[place]?.older = newestPlace
        if newestPlace == Self.none {
            oldestPlace = place
        } else {
            entries[newestPlace]?.newer = place
        }
        newestPlace = place
    }

    private mutating func unlink(_ place: Int) {
        guard let entry = entries[place] else { return }
        if entry.newer == Self.none { newestPlace = entry.older } else { entries[entry.newer]?.older = entry.older }
        if entry.older == Self.none { oldestPlace = entry.newer } else { entries[entry.older]?.newer = entry.newer }
    }
}

extension LRUTable: Sendable where Key: Sendable, Value: Sendable {}

/// Entries form a chain through their places: `newest.older.older …`, from the last used to the first.
private struct LRUEntry<Key, Value> {
    var key: Key
    var value: Value
    var newer: Int
    var older: Int
}

extension LRUEntry: Sendable where Key: Sendable, Value: Sendable {}
