import Testing

@testable import Domain

@Suite("Pets, services and names in a message")
struct PetSlotsTests {
    private static let pets = [
        NamedPet(id: .init(1), name: "Thor"), NamedPet(id: .init(2), name: "Mel"), NamedPet(id: .init(3), name: "Luna"),
        NamedPet(id: .init(4), name: "João Paulo"), NamedPet(id: .init(5), name: "Amora"),
    ]

    @Test(
        "the customer's own pets are recognised",
        arguments: [
            ("banho pro thor", [1]), ("quero marcar pra Mel e pra Luna", [2, 3]), ("o Thorzinho tá sujo", [1]),
            ("a melzinha precisa de banho", [2]), ("banho da Luninha", [3]), ("pro Tohr", [1]), ("THOR", [1]),
            ("o joão tá aí?", [4]), ("agora não posso", []), ("tudo certo, mal posso esperar", []), ("a lua", []),
            ("da Lunaa amanhã", [3]),
        ] as [(String, [Int64])])
    func known(text: String, ids: [Int64]) {
        var context = ReadingContext.sample
        context.pets = Self.pets
        let reading = MessageReader().read(text, in: context)
        #expect(reading.pets.map(\.rawValue) == ids)
        #expect(reading.newPetName == nil)
    }

    @Test(
        "a new pet's name is taken from where names stand",
        arguments: [
            ("Quero marcar um banho pro Thor amanhã", "Thor"), ("banho da Mel", "Mel"), ("minha cachorra Luna", "Luna"),
            ("o nome dele é bob", "Bob"), ("ela se chama AMORA", "Amora"), ("banho pro rex hoje", "Rex"),
            ("meu poodle Fred", "Fred"), ("tosa no Simba por favor", "Simba"), ("nome dela: Nina", "Nina"),
            ("um gato chamado Tom", "Tom"),
        ])
    func new(text: String, name: String) { #expect(read(text).newPetName == name) }

    @Test(
        "everyday words are no pet names",
        arguments: [
            "quero marcar pra amanhã", "banho pro meu cachorro", "qual o valor do banho?", "quero falar com a dona",
            "marca pra Sexta", "pro sábado", "Banho da cachorra", "quanto custa a Tosa", "meu nome é Ana", "Bom dia",
            "qual o nome de vocês?", "não gostei da Tosa", "tosa na tesoura", "Amanhã", "Boa tarde, tudo bem?",
        ])
    func none(text: String) { #expect(read(text).newPetName == nil) }

    @Test(
        "a bare answer names the pet that was asked for",
        arguments: [
            ("Bob", "Bob"), ("bob", "Bob"), ("é o Thor", "Thor"), ("maria flor", "Maria"), ("Maria Flor", "Maria Flor"),
            ("se chama Pipoca", "Pipoca"), ("é a nina", "Nina"),
        ])
    func bare(text: String, name: String) { #expect(read(text, .petName).newPetName == name) }

    @Test("a bare answer that is no name stays unread", arguments: ["sim", "não", "oi", "quanto custa?", "amanhã"])
    func bareNone(text: String) { #expect(read(text, .petName).newPetName == nil) }

    @Test(
        "services are found by name, synonym and despite typos; the longest name wins",
        arguments: [
            ("banho e tosa", [3]), ("banho", [1]), ("quero um banhu", [1]), ("tosa higienica", [2]),
            ("tosa higiênica e corte de unha", [2, 4]), ("cortar as unhas", [4]), ("hidratação", [5]),
            ("hidratacao", [5]),
            ("banho com hidratação", [1, 5]), ("tosa e banho", [3]), ("lavar meu cachorro", [1]), ("higienica", [2]),
            ("banho sem tosa", [1]), ("bom dia", []),
        ] as [(String, [Int64])])
    func services(text: String, ids: [Int64]) { #expect(read(text).services.map(\.rawValue) == ids) }

    @Test("banho e tosa are two services where the shop sells them apart")
    func apart() {
        var context = ReadingContext.sample
        context.services = [NamedService(id: .init(1), name: "Banho"), NamedService(id: .init(2), name: "Tosa")]
        #expect(MessageReader().read("banho e tosa", in: context).services == [.init(1), .init(2)])
    }

    @Test(
        "size comes from words, weight, or a letter when asked",
        arguments: [
            ("porte pequeno", .small), ("é médio", .medium), ("porte grande", .large), ("gigante", .giant),
            ("ele tem 8kg", .small), ("pesa 22 quilos", .medium), ("30 kg", .large), ("uns 4,5 kg", .small),
            ("grande abraço", nil), ("bom dia", nil), ("60 kg", .giant),
        ] as [(String, Pet.Size?)])
    func size(text: String, size: Pet.Size?) { #expect(read(text).size == size) }

    @Test(
        "a letter answers the question about size",
        arguments: [("P", .small), ("é M", .medium), ("G", .large)] as [(String, Pet.Size)])
    func letter(text: String, size: Pet.Size) {
        #expect(read(text, .petSize).size == size)
        #expect(read(text).size == nil)
    }

    @Test(
        "breed tells the species",
        arguments: [
            ("é um shih tzu", "Shih Tzu", .dog), ("shitzu", "Shih Tzu", .dog), ("minha gata persa", "Persa", .cat),
            ("vira lata", "Vira-lata", .dog), ("meu golden", "Golden Retriever", .dog), ("york", "Yorkshire", .dog),
            ("bulldog francês", "Buldogue Francês", .dog), ("tenho um coelho", nil, .rabbit), ("cadela", nil, .dog),
            ("uma calopsita", nil, .bird),
        ] as [(String, String?, Pet.Species)])
    func breed(text: String, breed: String?, species: Pet.Species) {
        let reading = read(text)
        #expect(reading.breed == breed)
        #expect(reading.species == species)
    }

    @Test(
        "customers name themselves",
        arguments: [
            ("meu nome é Ana", "Ana"), ("aqui é a carla", "Carla"), ("Oi, me chamo JOSÉ DA SILVA", "José da Silva"),
            ("sou a Fernanda, mãe do Thor", "Fernanda"), ("oi sou o cliente de ontem", nil), ("eu sou Pedro", "Pedro"),
            ("Aqui quem fala é o Marcos", "Marcos"), ("aqui é muito bom", nil), ("sou a tutora do Thor", nil),
        ] as [(String, String?)])
    func customer(text: String, name: String?) { #expect(read(text).customerName == name) }

    @Test(
        "a bare answer names the customer who was asked",
        arguments: [
            ("Ana Paula", "Ana Paula"), ("maria das dores", "Maria das Dores"), ("é Carlos", "Carlos"), ("sim", nil),
        ] as [(String, String?)])
    func bareCustomer(text: String, name: String?) {
        #expect(read(text, .customerName).customerName == name)
        #expect(read(text, .customerName).newPetName == nil)
    }

    @Test("a pet called Dom is no Sunday, and March is no pet called Marco")
    func namesAndDates() {
        var context = ReadingContext.sample
        context.pets = [NamedPet(id: .init(1), name: "Dom"), NamedPet(id: .init(2), name: "Marco")]
        let sunday = MessageReader().read("banho pro Dom", in: context)
        #expect(sunday.pets == [.init(1)] && sunday.day == nil)
        let march = MessageReader().read("dia 15 de março", in: context)
        #expect(march.pets.isEmpty && march.day == .on(LocalDay(iso: "2026-03-15") ?? ReadingContext.today))
    }

    private func read(_ text: String, _ expecting: Domain.Expectation? = nil) -> MessageReading {
        var context = ReadingContext.sample
        context.expecting = expecting
        return MessageReader().read(text, in: context)
    }
}
