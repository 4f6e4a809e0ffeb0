/// Tells a yes from a no at the head of a message. In doubt there is no answer, and the agent asks again.
struct AnswerRules {
    let words: [String]
    let emoji: [Unicode.Scalar]
    let expecting: Expectation?
    /// True when the message names a day or a time.
    let namesTime: Bool
    let hasQuestionMark: Bool

    func answer() -> Answer? {
        let head = withoutCourtesy(words)
        guard head.isEmpty else { return spoken(head) }
        if emoji.contains(where: Emoji.no.contains) { return .no }
        return emoji.contains(where: Emoji.yes.contains) ? .yes : nil
    }

    private func spoken(_ head: [String]) -> Answer? {
        let matches = AnswerPhrases.book.matches(in: head).filter { $0.range.lowerBound == 0 }
        guard let match = matches.max(by: { $0.range.count < $1.range.count }) else { return trailing(head) }
        let rest = head[match.range.upperBound...]
        if match.meaning == .no {
            let next = rest.first ?? ""
            // "não pode ser antes?" asks.
            if hasQuestionMark, Self.asking.contains(next) { return nil }
            return match.range.count == 1 && Self.notRefused.contains(next) ? nil : .no
        }
        return isHeldBack(head, rest) || !agrees(match.meaning, rest) ? nil : .yes
    }

    private func agrees(_ kind: AnswerPhrases.Kind, _ rest: ArraySlice<String>) -> Bool {
        switch kind {
        case .yes: return true
        case .consent: return !hasQuestionMark
        case .acknowledged: return expecting == .confirmation && !hasQuestionMark
        case .permission:
            guard let next = rest.first else { return !hasQuestionMark }
            return expecting == .confirmation && Self.agreeing.contains(next) && !namesTime
        case .no: return false
        }
    }

    /// "sim, mas às 16h", "ok, vou ver", "claro, não tem outro?": the yes does not stand.
    private func isHeldBack(_ head: [String], _ rest: ArraySlice<String>) -> Bool {
        let limits = ["mas", "porem", "nao", "so", "entretanto", "alias"]
        let isLimited = rest.contains { limits.contains($0) && ($0 != "so" || namesTime) }
        return isLimited || !AnswerPhrases.deferral.matches(in: head).isEmpty
    }

    /// "posso não", "sexta não".
    private func trailing(_ head: [String]) -> Answer? {
        guard !namesTime, head.count <= 4, head.last == "nao", head.first != "se", head.first != "ou" else {
            return nil
        }
        return .no
    }

    private func withoutCourtesy(_ words: [String]) -> [String] {
        var rest = words[...]
        while let first = rest.first {
            if ["bom", "boa"].contains(first), ["dia", "tarde", "noite"].contains(rest.dropFirst().first) {
                rest = rest.dropFirst(2)
            } else if Self.courtesy.contains(first) || Laughter.isLaugh(first) {
                rest = rest.dropFirst()
            } else {
                break
            }
        }
        return Array(rest)
    }

    private static let courtesy: Set<String> = [
        "oi", "ola", "obrigado", "ah", "hum", "hmm", "entao", "moca", "moco", "amiga", "querida", "gente", "oie", "opa",
    ]
    private static let agreeing: Set<String> = [
        "marcar", "agendar", "confirmar", "fechar", "deixar", "reservar", "mandar", "sim", "ser", "esse", "essa",
        "este",
        "esta", "marca", "por", "obrigado", "isso", "ele", "ela", "nesse", "nessa", "claro", "beleza", "ok", "agora",
    ]
    private static let asking: Set<String> = ["pode", "da", "consegue", "rola", "poderia", "vai", "consigo", "posso"]
    /// After "não" these make it no refusal: "não sei", "não entendi".
    private static let notRefused: Set<String> = [
        "sei", "entendi", "tem", "recebi", "consegui", "lembro", "teria", "achei", "vi", "abre", "funciona", "atende",
        "fazem", "ficou", "vejo", "chegou", "respira", "ta", "esta", "sabia", "seria", "daria", "se", "esquece",
    ]
}
