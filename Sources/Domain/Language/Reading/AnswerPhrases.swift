/// How customers say yes and no. Words carry no accents and stand in the spelling of `Spelling`.
enum AnswerPhrases {
    enum Kind: Hashable {
        /// A yes whatever follows: "sim".
        case yes
        /// A yes unless asked back: "confirmado".
        case consent
        /// A yes when only agreeing words follow: "pode", "quero".
        case permission
        /// Heard and understood; a yes only where a yes was asked for: "ok".
        case acknowledged
        case no
    }

    static let book = PhraseBook<Kind>([
        (.yes, yes), (.consent, consent), (.permission, permission), (.acknowledged, acknowledged), (.no, no),
    ])

    /// Words that put the answer off, wherever they stand.
    static let deferral = PhraseBook<Bool>([
        (
            true,
            [
                "vou ver", "vou pensar", "vou confirmar com", "vou falar com", "vou perguntar", "vou verificar",
                "te aviso", "aviso", "depois eu", "depois falo", "depois te", "deixa eu", "preciso ver",
                "tenho que ver",
                "ver com", "pensar", "talvez", "nao sei", "nao tenho certeza", "mais tarde", "qualquer coisa",
                "eu retorno", "ja te", "ja volto", "um minuto", "um momento", "espera", "perai", "calma",
            ]
        )
    ])

    private static let yes = [
        "sim", "ss", "claro", "isso mesmo", "isso ai", "isso sim", "pode ser $", "pode ser sim", "pode ser entao",
        "vou querer", "com certeza", "bora",
        "aham", "uhum", "positivo", "exato", "exatamente", "correto", "afirmativo", "vou sim", "quero sim", "pode sim",
        "por favor $", "yes", "de acordo", "concordo", "certeza", "sem problema", "sem problemas", "s $", "eu quero $",
        "eu confirmo", "eu vou", "demorou $", "logico", "obvio", "simbora", "vamos sim", "e isso $", "e isso mesmo",
        "e isso ai", "e sim", "estarei ai", "estarei la", "mantem", "acho que sim", "por mim", "nao tem problema",
        "nao tem problemas", "agora sim",
    ]
    private static let consent = [
        "fechado", "fechou", "confirmo", "confirmado", "confirmadissimo", "confirmar", "combinado", "beleza",
        "ta confirmado", "ta fechado", "pode confirmar",
    ]
    private static let permission = [
        "esse mesmo", "essa mesma", "esse mesmo ai", "esse ai", "esse $", "essa $", "pode", "quero", "podemos", "manda",
        "vamos", "marca", "agendar", "marcar", "pode ser", "isso",
    ]
    private static let acknowledged = [
        "ok", "okay", "okey", "oki", "certo", "certinho", "ta $", "ta bom", "ta otimo", "ta certo", "ta ok", "ta joia",
        "esta bom", "esta certo", "esta otimo", "otimo", "bom $", "boa $", "massa", "joia", "show", "top", "perfeito",
        "tranquilo", "tudo certo", "tudo bem", "maravilha", "legal", "excelente", "ciente", "de boa", "suave",
    ]
    private static let no = [
        "nao", "negativo", "deixa pra la", "deixa quieto", "deixa $", "melhor nao", "vou nao", "quero nao", "posso nao",
        "da nao", "precisa nao", "de jeito nenhum", "agora nao", "hoje nao", "nem $", "nem quero", "esquece", "desisto",
        "desisti", "acho que nao", "prefiro nao", "por enquanto nao", "infelizmente nao", "ainda nao $", "nenhum",
        "nenhuma", "claro que nao", "com certeza nao", "acho melhor nao", "isso nao",
        "quero outro", "quero outra", "prefiro outro", "prefiro outra",
    ]
}
