import Domain
import Testing

@testable import Business

@Suite struct SecretBoxTests {
    private let key = [UInt8](repeating: 3, count: 32)
    private let place = SecretPlace(
        table: "settings", column: "waha_key", companyID: Company.ID(1), row: "12")

    private func place(
        table: String = "settings", column: String = "waha_key", company: Int64 = 1, row: String = "12"
    ) -> SecretPlace {
        SecretPlace(table: table, column: column, companyID: Company.ID(company), row: row)
    }

    @Test(
        "a sealed secret opens at its place",
        arguments: ["", "chave-da-loja", "ação 🐶", String(repeating: "x", count: 5000)])
    func roundTrip(secret: String) throws {
        let box = try SecretBox(key: key)
        let sealed = box.seal(secret, at: place)
        #expect(try box.open(sealed, at: place) == secret)
        #expect(secret.isEmpty || !sealed.contains(secret))
    }

    @Test("the same secret is sealed to another text each time")
    func freshNonce() throws {
        let box = try SecretBox(key: key)
        #expect(Set((0..<50).map { _ in box.seal("igual", at: place) }).count == 50)
    }

    @Test("a secret copied to another company, table, column or row does not open")
    func movedSecret() throws {
        let box = try SecretBox(key: key)
        let sealed = box.seal("chave", at: place)
        let others = [
            place(table: "setting"), place(column: "asaas_key"), place(company: 2), place(row: "13"),
            place(table: "settingswaha_key", column: ""), place(table: "settings,8:waha_key", column: ""),
        ]
        for other in others {
            #expect(throws: SecretBoxError.notOurs) { try box.open(sealed, at: other) }
        }
    }

    @Test("another key does not open it")
    func otherKey() throws {
        let sealed = try SecretBox(key: key).seal("chave", at: place)
        let other = try SecretBox(key: [UInt8](repeating: 4, count: 32))
        #expect(throws: SecretBoxError.notOurs) { try other.open(sealed, at: place) }
    }

    @Test("a changed character is noticed wherever it stands")
    func tampering() throws {
        let box = try SecretBox(key: key)
        let sealed = Array(box.seal("chave", at: place).utf8)
        for index in sealed.indices {
            var edited = sealed
            edited[index] = edited[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            #expect(throws: SecretBoxError.self) {
                try box.open(String(decoding: edited, as: UTF8.self), at: place)
            }
        }
    }

    @Test(
        "text of another form is told apart from a secret that is not ours",
        arguments: ["", "s1.", "s1.AAAA", "s2.AAAA", "chave"])
    func unknownForm(text: String) throws {
        #expect(throws: SecretBoxError.unknownForm) { try SecretBox(key: key).open(text, at: place) }
    }

    @Test("a key of any size but 32 bytes is refused", arguments: [0, 16, 31, 33, 64])
    func keySize(count: Int) {
        #expect(throws: KeyError(needed: 32, found: count)) {
            try SecretBox(key: [UInt8](repeating: 3, count: count))
        }
    }
}
