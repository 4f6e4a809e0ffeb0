import Testing

@testable import Storage

@Suite struct LRUTableTests {
    @Test("the key used longest ago is the oldest; looking without using changes nothing")
    func order() {
        var table = LRUTable<String, Int>()
        for (number, key) in ["a", "b", "c"].enumerated() { table.set(number, for: key) }
        #expect(table.use("a") == 0)
        #expect(table.peek("b") == 1)
        #expect(table.oldestFirst.map(\.key) == ["b", "c", "a"])
        #expect(table.set(9, for: "b") == 1)
        #expect(table.removeOldest()?.key == "c")
        #expect(table.oldestFirst.map(\.value) == [0, 9])
        table.removeAll()
        #expect(table.oldest == nil)
        #expect(table.count == 0)
    }

    @Test("agrees with a plain list over many random acts")
    func model() {
        var random = Seeded(state: 42)
        var table = LRUTable<Int, Int>()
        var model: [(key: Int, value: Int)] = []
        for step in 0..<20_000 {
            let key = Int.random(in: 0..<40, using: &random)
            let place = model.firstIndex { $0.key == key }
            switch Int.random(in: 0..<5, using: &random) {
            case 0, 1:
                let earlier = place.map { model.remove(at: $0).value }
                model.append((key, step))
                #expect(table.set(step, for: key) == earlier)
            case 2:
                #expect(table.remove(key) == place.map { model.remove(at: $0).value })
            case 3:
                if let place { model.append(model.remove(at: place)) }
                #expect(table.use(key) == model.last.flatMap { place == nil ? nil : $0.value })
            default:
                #expect(table.removeOldest()?.key == (model.isEmpty ? nil : model.removeFirst().key))
            }
        }
        #expect(table.oldestFirst.map(\.key) == model.map(\.key))
        #expect(table.count == model.count)
    }
}

/// xorshift64*, so that a failure can be repeated.
struct Seeded: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return state &* 2_685_821_657_736_338_717
    }
}
