/// A dictionary that knows which key was used longest ago. Every operation takes constant time; memory grows
/// with the entries held and is reused after removals.
struct LRUTable<Key: Hashable, Value> {
    private var places: [Key: Int] = [:]
    private var entries: [(key: Key, value: Value)?] = []
    /// The places of each entry's neighbours: a chain `newest.older.older …`, from the last used to the first. Kept
    /// apart from the entries, so that a move copies neither key nor value.
    private var newer: [Int] = []
    private var older: [Int] = []
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
        let place: Int
        if let reused = free.popLast() {
            place = reused
            entries[place] = (key, value)
        } else {
            place = entries.count
            entries.append((key, value))
            newer.append(Self.none)
            older.append(Self.none)
        }
        places[key] = place
        linkAsNewest(place)
        return nil
    }

    @discardableResult
    mutating func remove(_ key: Key) -> Value? {
        guard let place = places.removeValue(forKey: key) else { return nil }
        return vacate(place)?.value
    }

    /// The entry used longest ago.
    var oldest: (key: Key, value: Value)? { oldestPlace == Self.none ? nil : entries[oldestPlace] }

    @discardableResult
    mutating func removeOldest() -> (key: Key, value: Value)? {
        guard let oldest = vacate(oldestPlace) else { return nil }
        places[oldest.key] = nil
        return oldest
    }

    mutating func removeAll() { self = LRUTable() }

    /// Every entry, the oldest first.
    var oldestFirst: some Sequence<(key: Key, value: Value)> {
        sequence(state: oldestPlace) { place -> (key: Key, value: Value)? in
            guard place != Self.none, let entry = entries[place] else { return nil }
            place = newer[place]
            return entry
        }
    }

    /// Empties a place for the next new key.
    private mutating func vacate(_ place: Int) -> (key: Key, value: Value)? {
        guard place != Self.none, let entry = entries[place] else { return nil }
        unlink(place)
        entries[place] = nil
        free.append(place)
        return entry
    }

    private mutating func makeNewest(_ place: Int) {
        guard place != newestPlace else { return }
        unlink(place)
        linkAsNewest(place)
    }

    private mutating func linkAsNewest(_ place: Int) {
        newer[place] = Self.none
        older[place] = newestPlace
        if newestPlace == Self.none { oldestPlace = place } else { newer[newestPlace] = place }
        newestPlace = place
    }

    private mutating func unlink(_ place: Int) {
        let (after, before) = (newer[place], older[place])
        if after == Self.none { newestPlace = before } else { older[after] = before }
        if before == Self.none { oldestPlace = after } else { newer[before] = after }
    }
}

extension LRUTable: Sendable where Key: Sendable, Value: Sendable {}
