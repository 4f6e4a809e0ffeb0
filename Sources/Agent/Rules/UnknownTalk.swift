import Domain

/// An honest "I did not understand", with a person the second time; and a short word for "ok".
struct UnknownTalk {
    private let rules: RuleProcessor

    init(_ rules: RuleProcessor) { self.rules = rules }

    func answer() -> Decision {
        let dialogue = rules.dialogue
        if rules.reading.cues.contains(.acknowledged), dialogue.offer == nil, dialogue.options.isEmpty {
            return rules.say(
                Phrase("Certo! Se precisar de algo, é só chamar.", "Perfeito, fico por aqui."), dialogue,
                action: "acknowledge", reason: "O cliente só acusou o recebimento.")
        }
        var next = dialogue
        next.misses += 1
        if let offer = dialogue.offer, next.misses == 1 {
            // A later "sim" must answer a question that was just asked.
            return rules.say(
                Phrase(
                    "Não entendi bem. \(offer.summary): posso confirmar? Responda sim ou não.",
                    "Me responde sim ou não: confirmo \(offer.summary)?"),
                next, action: "not_understood", reason: "Não reconheci o pedido; repeti a proposta em aberto.")
        }
        next.offer = nil
        if next.misses > 1 {
            return rules.say(
                Phrase(
                    "Ainda não entendi, desculpe. Se preferir, escreva \"atendente\" que eu chamo uma pessoa da loja.",
                    "Continuo sem entender. Escreva \"atendente\" e uma pessoa da loja fala com você."),
                next, action: "not_understood", reason: "Não entendi mais de uma vez seguida.")
        }
        return rules.say(
            Phrase(
                "Não entendi bem. Posso marcar, remarcar ou cancelar um horário e informar preços e horários. "
                    + "Do que você precisa?",
                "Desculpe, não peguei. Você quer marcar, mudar ou cancelar um horário, ou saber um preço?"),
            next, action: "not_understood", reason: "Não reconheci o pedido.")
    }
}
