import Testing

@testable import Business

@Suite struct SlugTests {
    @Test(
        "a name becomes lower-case words joined by dashes",
        arguments: [
            ("Pet Shop da Ana & Cia.", "pet-shop-da-ana-cia"), ("Cão & Gato", "cao-gato"), ("ÀÉÎÕÜÇ", "aeiouc"),
            ("  --Pet--  ", "pet"), ("", "pet-shop"), ("🐶🐱", "pet-shop"), ("ペット", "pet-shop"),
            ("Banho 24h", "banho-24h"), ("ＷＩＤＥ", "wide"), ("a/b\\c?d", "a-b-c-d"),
        ])
    func make(name: String, slug: String) {
        #expect(Slug.make(from: name) == slug)
    }

    @Test("is at most 60 characters and does not end in a dash")
    func long() {
        let slug = Slug.make(from: String(repeating: "abcde ", count: 1000))
        #expect(slug.count <= 60)
        #expect(!slug.hasSuffix("-"))
    }
}
