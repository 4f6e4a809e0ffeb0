/// An animal that a customer brings to the shop.
package struct Pet: Sendable, Hashable, Identifiable {
    package typealias ID = Identifier<Pet>

    /// Raw values are the words stored and sent over the API.
    package enum Species: String, Sendable, Codable, CaseIterable {
        case dog = "cao"
        case cat = "gato"
        case rabbit = "coelho"
        case bird = "ave"
        case other = "outro"
    }

    /// How big the animal is ("porte"), which sets price and length of a service.
    package enum Size: String, Sendable, Codable, CaseIterable, CodingKeyRepresentable {
        case small = "pequeno"
        case medium = "medio"
        case large = "grande"
        case giant = "gigante"

        /// "pequeno", "médio" …, for people.
        package var portugueseName: String { self == .medium ? "médio" : rawValue }
    }

    /// How the animal's fur grows ("pelagem"), which changes price and length of a service where the shop says so.
    package enum Coat: String, Sendable, Codable, CaseIterable, CodingKeyRepresentable {
        case short = "curta"
        case medium = "media"
        case long = "longa"
        /// With a dense undercoat, as a Husky's.
        case double = "dupla"

        /// "curta", "média" …, for people.
        package var portugueseName: String { self == .medium ? "média" : rawValue }
    }

    package let id: ID
    package let tutorID: Tutor.ID
    package var name: String
    /// nil until somebody says.
    package var species: Species?
    package var breed: String?
    package var size: Size?
    package var coat: Coat?
    /// In whole years; nil when unknown.
    package var age: Int?

    package init(
        id: ID, tutorID: Tutor.ID, name: String, species: Species? = nil, breed: String? = nil, size: Size? = nil,
        age: Int? = nil, coat: Coat? = nil
    ) {
        self.id = id
        self.tutorID = tutorID
        self.name = name
        self.species = species
        self.breed = breed
        self.size = size
        self.age = age
        self.coat = coat
    }
}

extension Pet.Size {
    /// The size that grown animals of a breed usually have; nil for mixed and unknown breeds.
    ///
    /// - Parameter breed: A name as `MessageReader` gives it, "Shih Tzu".
    package init?(usualFor breed: String) {
        guard let size = Self.usual[breed] else { return nil }
        self = size
    }

    private static let usual: [String: Pet.Size] = {
        let breeds: [(Pet.Size, [String])] = [
            (
                .small,
                [
                    "Shih Tzu", "Yorkshire", "Lhasa Apso", "Maltês", "Spitz Alemão", "Pinscher", "Pug", "Dachshund",
                    "Chihuahua", "Bichon Frisé", "West Highland Terrier", "Jack Russell",
                ]
            ),
            (
                .medium,
                ["Buldogue Francês", "Buldogue Inglês", "Beagle", "Border Collie", "Cocker Spaniel", "Basset Hound"]
            ),
            (
                .large,
                [
                    "Golden Retriever", "Labrador", "Pastor Alemão", "Husky Siberiano", "Chow Chow", "Akita", "Boxer",
                    "Dálmata", "Doberman", "Samoieda",
                ]
            ),
            (.giant, ["Rottweiler", "São Bernardo", "Bernese", "Cane Corso"]),
        ]
        return Dictionary(uniqueKeysWithValues: breeds.flatMap { size, names in names.map { ($0, size) } })
    }()
}
