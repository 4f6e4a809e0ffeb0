import Testing

@testable import Domain

@Suite("Yes, no and choices")
struct AnswerTests {
    @Test(
        "a yes to a confirmation is understood",
        arguments: [
            "sim", "Sim!", "simmm", "ss", "pode ser", "isso", "isso mesmo", "fechado", "confirmo", "blz", "👍", "ok",
            "Ok!",
            "pode marcar", "pode confirmar", "claro", "com certeza", "quero sim", "bora", "perfeito", "ta bom", "✅",
            "combinado", "sim, por favor", "sim pode marcar", "certo", "aham", "sim, amanhã às 15h", "pode", "👍🏽",
            "Sim obrigada", "Bom dia! Sim", "boa tarde, confirmado", "oi, pode ser", "pode ser então", "vou querer sim",
            "acho que sim", "isso",
        ])
    func yes(text: String) {
        let reading = read(text, .confirmation)
        #expect(reading.answer == .yes)
        #expect(reading.intents.first == .confirm)
    }

    @Test(
        "a no to a confirmation is understood",
        arguments: [
            "não", "nao", "n", "não quero", "deixa pra lá", "melhor não", "vou não", "não, obrigada", "agora não", "👎",
            "não posso", "negativo", "nao precisa", "claro que não", "quero outro horário", "bom dia, não posso",
            "não, deixa pra lá",
            "quero não", "hoje não", "acho que não", "não vai dar",
        ])
    func no(text: String) { #expect(read(text, .confirmation).answer == .no) }

    @Test(
        "what is neither yes nor no is left open",
        arguments: [
            "não sei", "não entendi", "sim, mas às 16h", "pode ser quinta?", "quero mudar o horário",
            "tem outro horário?",
            "quanto custa?", "pode cancelar", "?", "🤔", "amanhã", "ok mas só se for às 16h", "bom dia", "boa tarde",
            "tudo bem?", "tá caro", "isso é muito caro",
            "ok vou ver com meu marido", "beleza, depois te aviso", "deixa eu ver", "sim, mas não quero tosa",
            "talvez", "confirmado?", "quero saber o preço", "pode mudar pra sexta", "não tem às 16h?", "não sei 👍",
            "por favor me ajuda", "claro, só que às 17h", "entendi", "vamos ver",
        ])
    func open(text: String) { #expect(read(text, .confirmation).answer == nil) }

    @Test("a mere acknowledgement is a yes only where one was asked for", arguments: ["ok", "certo", "ta bom", "show"])
    func acknowledgement(text: String) {
        #expect(read(text, nil).answer == nil)
        #expect(read(text, .confirmation).answer == .yes)
    }

    @Test(
        "an option is picked by number, word or place in the list",
        arguments: [
            ("2", 2), ("a segunda", 2), ("opção 3", 3), ("o primeiro", 1), ("quero a 1", 1), ("2️⃣", 2), ("o último", 3),
            ("a terceira opção", 3), ("numero 2", 2), ("pode ser o 3", 3), ("dois", 2), ("tanto faz", 1),
        ])
    func choice(text: String, position: Int) {
        let reading = read(text, .choice(count: 3))
        #expect(reading.choice == position)
        #expect(reading.day == nil && reading.time == nil)
    }

    @Test(
        "hours, dates and unlisted numbers pick nothing",
        arguments: [
            "às 2", "2h", "15h", "dia 2", "2/3", "segunda", "7", "R$ 2", "nenhuma", "1 ou 2",
        ])
    func noChoice(text: String) { #expect(read(text, .choice(count: 3)).choice == nil) }

    @Test("numbers pick nothing when no options were listed")
    func noList() { #expect(read("2", .time).choice == nil) }

    private func read(_ text: String, _ expecting: Domain.Expectation?) -> MessageReading {
        var context = ReadingContext.sample
        context.expecting = expecting
        return MessageReader().read(text, in: context)
    }
}
