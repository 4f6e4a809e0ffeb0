import Domain
import Foundation

/// One file of `Fixtures/conversations`: what a customer writes, and how the database stands afterwards.
package struct ConversationCase: Decodable, Sendable {
    package struct Customer: Decodable, Sendable {
        package let name: String
        package let phone: String

        package init(name: String, phone: String) {
            self.name = name
            self.phone = phone
        }
    }

    package struct Visit: Decodable, Sendable, Hashable {
        package let pet: String
        package let service: String
        package let starts: String
        package var status: String?
        package var price: Double?

        package init(pet: String, service: String, starts: String, status: String? = nil, price: Double? = nil) {
            (self.pet, self.service, self.starts, self.status, self.price) = (pet, service, starts, status, price)
        }
    }

    package struct Animal: Decodable, Sendable, Hashable {
        package let name: String
        package var porte: Pet.Size?
    }

    /// What differs from the shop of `petshop.json`.
    package struct ShopChanges: Decodable, Sendable {
        package struct Service: Decodable, Sendable {
            package let name: String
            package let minutes: Int
            package let price: Double
            /// Small, medium, large, giant; one price for all when left out.
            package let prices: [Double]?

            package init(name: String, minutes: Int, price: Double) {
                (self.name, self.minutes, self.price, prices) = (name, minutes, price, nil)
            }
        }
        package struct Document: Decodable, Sendable {
            package let title: String
            package let body: String
        }
        package let capacity: Int?
        package let persona: String?
        package let agentName: String?
        package let address: String?
        /// In place of the template's.
        package let services: [Service]?
        package let documents: [Document]?

        package init(capacity: Int? = nil, services: [Service]? = nil) {
            (self.capacity, self.services) = (capacity, services)
            (persona, agentName, address, documents) = (nil, nil, nil, nil)
        }
    }

    /// One message, or a burst of them that is answered once.
    package struct Turn: Decodable, Sendable {
        package let messages: [String]
        /// The decision; "silence" when nothing is to be answered, nil when only the end counts.
        package var action: String?
        package var intent: String?
        package var has: [String] = []
        package var lacks: [String] = []
        /// Minutes that pass before.
        package var wait = 0
        /// Text when left out.
        package var kind = Message.Kind.text

        private enum CodingKeys: String, CodingKey { case say, action, intent, has, lacks, wait, kind }

        package init(from decoder: any Decoder) throws {
            if let container = try? decoder.singleValueContainer(), let messages = try? Self.messages(container) {
                self.messages = messages
                return
            }
            let stored = try decoder.container(keyedBy: CodingKeys.self)
            messages = try Self.messages(stored.superDecoder(forKey: .say).singleValueContainer())
            action = try stored.decodeIfPresent(String.self, forKey: .action)
            intent = try stored.decodeIfPresent(String.self, forKey: .intent)
            has = try stored.decodeIfPresent([String].self, forKey: .has) ?? []
            lacks = try stored.decodeIfPresent([String].self, forKey: .lacks) ?? []
            wait = try stored.decodeIfPresent(Int.self, forKey: .wait) ?? 0
            kind = try stored.decodeIfPresent(Message.Kind.self, forKey: .kind) ?? .text
        }

        private static func messages(_ container: any SingleValueDecodingContainer) throws -> [String] {
            if let text = try? container.decode(String.self) { return [text] }
            return try container.decode([String].self)
        }
    }

    package private(set) var name = ""
    /// simple, hard or hostile.
    package let kind: String
    package let now: String
    package let customer: Customer
    package let shop: ShopChanges?
    package let visits: [Visit]?
    package let turns: [Turn]
    /// The customer's visits afterwards; nil: one, at a time that the shop itself proposed.
    package let end: [Visit]?
    /// The customer's pets afterwards; nil leaves them open.
    package let pets: [Animal]?
    /// The customer's name afterwards; nil leaves it open.
    package let customerName: String?
    /// True when a human has the chat afterwards.
    package let paused: Bool?
    package let optedOut: Bool?

    private enum CodingKeys: String, CodingKey {
        case kind, now, customer, shop, visits, turns, end, pets, customerName, paused, optedOut
    }

    /// Every script, by name, and the files that cannot be read.
    package static let library: (cases: [ConversationCase], unreadable: [String]) = {
        let folder = Fixtures.folder.appendingPathComponent("conversations")
        let files = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        var (cases, unreadable): ([ConversationCase], [String]) = ([], [])
        for file in files.filter({ $0.hasSuffix(".json") }).sorted() {
            do {
                let data = try Data(contentsOf: folder.appendingPathComponent(file))
                var found = try JSONDecoder().decode(ConversationCase.self, from: data)
                found.name = String(file.dropLast(".json".count))
                cases.append(found)
            } catch {
                unreadable.append("\(file): \(error)")
            }
        }
        return (cases, unreadable)
    }()

    package static var all: [ConversationCase] { library.cases }
}

/// The repository's recorded bodies and scripts.
package enum Fixtures {
    package static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Fixtures")
}
