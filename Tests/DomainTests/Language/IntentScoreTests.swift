import Foundation
import Testing

@testable import Domain

/// The labelled messages of `Fixtures/intents.json`: what a message wants first, in a chat where nothing is open.
@Suite("Intents of labelled messages") struct IntentScoreTests {
    /// Of a hundred messages so many are read right, over all and for each intent.
    private static let floors = (all: 97, each: 85)

    @Test("nearly all are read right, and no intent is left behind")
    func score() throws {
        let data = try Data(contentsOf: Self.file)
        let labelled = try JSONDecoder().decode([String: [String]].self, from: data)
        #expect(labelled.values.reduce(0) { $0 + $1.count } >= 300)
        #expect(Set(labelled.keys) == Set(Intent.allCases.map(\.rawValue)))
        var (right, count) = (0, 0)
        var wrong: [String] = []
        for (label, messages) in labelled.sorted(by: { $0.key < $1.key }) {
            let misread = messages.compactMap { text in
                let found = MessageReader().read(text, in: Self.context).intents
                return found.first?.rawValue == label ? nil : "\(label): \(text) → \(found.map(\.rawValue))"
            }
            wrong += misread
            right += messages.count - misread.count
            count += messages.count
            #expect((messages.count - misread.count) * 100 >= Self.floors.each * messages.count, "\(misread)")
        }
        print("intents: \(right) of \(count) messages read right")
        for line in wrong { print("  \(line)") }
        #expect(right * 100 >= Self.floors.all * count, "\(wrong)")
    }

    private static let file = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Fixtures/intents.json")

    private static var context: ReadingContext {
        var context = ReadingContext.sample
        context.pets = [
            NamedPet(id: .init(1), name: "Mel"), NamedPet(id: .init(2), name: "Thor"),
            NamedPet(id: .init(3), name: "Nina"),
        ]
        return context
    }
}
