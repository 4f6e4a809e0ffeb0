/// Tells a yes from a no at the head of a message.
struct AnswerRules {
    let words: [String]
    let emoji: [Unicode.Scalar]
    let expecting: Expectation?
    /// True when the message names a day or a time.
    let namesTime: Bool
    let hasQuestionMark: Bool

    func answer() -> Answer? {
        let said = spoken()
        if said != nil { return said }
        guard words.count <= 2 || words.allSatisfy(Self.courtesy.contains) else { return nil }
        if emoji.contains(where: Emoji.no.contains) { return .no }
        return emoji.contains(where: Emoji.yes.contains) ? .yes : nil
    }

    private func spoken() -> Answer? {
        let head = Array(words.drop(while: Self.courtesy.contains))
        guard !head.isEmpty else { return nil }
        let matches = Self.book.matches(in: head).filter { $0.range.lowerBound == 0 }
        guard let match = matches.max(by: { $0.range.count < $1.range.count }) else { return trailing(head) }
        let next = match.range.upperBound < head.count ? head[match.range.upperBound] : ""
        switch match.meaning {
        case .yes: return isCounterOffer(head, match.range.upperBound) ? nil : .yes
        case .consent: return hasQuestionMark || isCounterOffer(head, match.range.upperBound) ? nil : .yes
        case .no: return Self.notRefused.contains(next) && match.range.count == 1 ? nil : .no
        case .permission: return isPermission(head, next) ? .yes : nil
        case .acknowledged: return expecting == .confirmation && !isCounterOffer(head, 0) ? .yes : nil
        }
    }

    /// "pode", "quero": a yes when nothing but an agreeing verb follows.
    private func isPermission(_ head: [String], _ next: String) -> Bool {
        if next.isEmpty { return !hasQuestionMark }
        return expecting == .confirmation && Self.agreeing.contains(next) && !namesTime && !isCounterOffer(head, 0)
    }

    /// "sim, mas às 16h" takes the yes back.
    private func isCounterOffer(_ head: [String], _ index: Int) -> Bool {
        head[min(index, head.count)...].contains { ["mas", "so", "porem"].contains($0) } && namesTime
    }

    /// "posso não", "hoje não".
    private func trailing(_ head: [String]) -> Answer? {
        guard head.count <= 4, head.last == "nao", head.first != "se", head.first != "ou" else { return nil }
        return .no
    }

    private enum Kind: Hashable {
        /// "sim" is a yes whatever follows; "confirmado" is none in a question.
        case yes, consent, no, permission, acknowledged
    }

    private static let book = PhraseBook<Kind>([
        (
            .yes,
            [
                "sim", "ss", "siim", "claro", "isso", "isso mesmo", "isso ai", "pode ser $", "pode ser sim", "beleza",
                "com certeza", "bora", "aham",
                "uhum", "positivo", "exato", "exatamente", "correto", "afirmativo", "vou sim", "quero sim", "pode sim",
                "por favor", "yes", "de acordo", "concordo", "certeza", "sem problema", "sem problemas", "s $",
                "eu quero", "eu confirmo", "eu vou", "demorou $",
                "logico", "obvio", "simbora", "vamos sim", "e isso", "e sim", "estarei ai", "estarei la", "mantem",
                "perfeito pode", "ta certo sim", "eh isso", "acho que sim", "por mim", "nao tem problema", "agora sim",
                "nao tem problemas",
            ]
        ),
        (
            .consent,
            [
                "fechado", "fechou", "confirmo", "confirmado", "confirmadissimo", "confirmar", "combinado",
                "ta confirmado", "ta fechado", "pode confirmar",
            ]
        ),
        (
            .no,
            [
                "nao", "negativo", "deixa pra la", "deixa quieto", "deixa $", "melhor nao", "vou nao", "quero nao",
                "posso nao", "da nao", "precisa nao", "de jeito nenhum", "agora nao", "hoje nao", "nem", "esquece",
                "desisto", "desisti", "acho que nao", "prefiro nao", "por enquanto nao", "infelizmente nao",
                "ainda nao $", "nenhum", "nenhuma", "nenhuma delas",
            ]
        ),
        (.permission, ["pode", "quero", "podemos", "manda", "vamos", "marca", "agendar", "marcar", "pode ser"]),
        (
            .acknowledged,
            [
                "ok", "okay", "okey", "oki", "certo", "certinho", "ta bom", "ta otimo", "ta certo", "ta ok", "ta",
                "otimo",
                "bom", "boa", "massa", "joia", "show", "top", "perfeito", "tranquilo", "tudo certo", "tudo bem",
                "maravilha", "legal", "excelente", "entendi", "ciente", "ta joia", "esta bom", "esta certo",
                "esta otimo",
                "de boa", "suave", "dale", "opa",
            ]
        ),
    ])

    private static let courtesy: Set<String> = [
        "oi", "ola", "obrigado", "ah", "hum", "hmm", "entao", "moca", "moco", "amiga", "querida", "gente", "oie",
    ]
    private static let agreeing: Set<String> = [
        "marcar", "agendar", "confirmar", "fechar", "deixar", "reservar", "mandar", "sim", "ser", "ver", "esse", "essa",
        "este", "esta", "marca", "pra", "por", "obrigado", "com", "isso", "ele", "ela", "nesse", "nessa", "claro",
        "beleza", "ok", "agora",
    ]
    /// After "não" these make it no refusal: "não sei", "não entendi".
    private static let notRefused: Set<String> = [
        "sei", "entendi", "tem", "recebi", "consegui", "lembro", "teria", "achei", "vi", "abre", "funciona", "atende",
        "fazem", "ficou", "vejo", "chegou", "respira", "ta", "esta", "sabia", "seria", "daria", "se",
    ]
}
