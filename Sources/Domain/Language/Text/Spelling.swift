/// One spelling for words that chat writes in many ways. Input and output carry no accents.
enum Spelling {
    static func canonical(_ word: String) -> String { variants[word] ?? mistyped(word) ?? word }

    /// The key word that `word` is one slip away from.
    private static func mistyped(_ word: String) -> String? {
        let letters = Array(word.utf8)
        guard (6...14).contains(letters.count), let candidates = keyWords[letters[0]] else { return nil }
        return candidates.first { EditDistance.isAtMostOne(letters, Array($0.utf8)) }
    }

    /// Words that decide what a message wants, and that no other everyday word or name resembles; by first letter.
    private static let keyWords: [UInt8: [String]] = Dictionary(
        grouping: [
            "agendar", "desmarcar", "remarcar", "reagendar", "cancelar", "confirmado", "confirmar", "horario",
            "endereco", "atendente", "localizacao", "orcamento", "hidratacao", "higienica", "convulsao", "sangrando",
            "envenenado", "atropelado", "emergencia", "descadastrar", "reclamacao", "disponivel", "veterinario",
            "obrigado", "gostaria",
        ],
        by: { $0.utf8.first ?? 0 })

    private static let variants: [String: String] = {
        var map: [String: String] = [:]
        for (word, spellings) in table {
            for spelling in spellings.split(separator: " ") { map[String(spelling)] = word }
        }
        return map
    }()

    private static let table: [(String, String)] = [
        ("hoje", "hj oje hojee hoj"),
        (
            "amanha",
            "amnh amn amnha amanh amanhaa amanhan amanhaz amanhe amahna amaha manhana ananha aamanha amnaha amnhaa amanna amana"
        ),
        ("depois", "dps dpois depoi depoiss dpos dipois"),
        ("semana", "smn smana seman"),
        ("sabado", "sabdo sabad sabadao sabados sabato sbado sabadu"),
        ("domingo", "domigo dominggo domngo domingos domimgo"),
        ("segunda", "segunta segnda segundas sgunda seguda"),
        ("terca", "tersa tercas terssa terka"),
        ("quarta", "quartas qarta"),
        ("quinta", "quintas kinta qinta"),
        ("sexta", "sextas sesta"),
        ("proximo", "prox proxi prx proxm proximu"),
        ("manha", "manhan"),
        ("tarde", "tardi trd tardinha"),
        ("noite", "noiti nt noitinha"),
        ("ate", "ateh"),
        ("pra", "para pa p/ prah"),
        ("pro", "pru"),
        ("que", "q ke qe"),
        ("voce", "vc vce vose ce"),
        ("voces", "vcs vces"),
        ("nao", "n naum nn nao num naoo noa nop nops"),
        ("tambem", "tb tbm tmb tbem"),
        ("porque", "pq pk"),
        ("quanto", "qto qnto qt qnt quato qanto quanto quantu"),
        ("quando", "qdo qnd qd quado"),
        ("qual", "ql qual"),
        ("quero", "qro kero qero quero quer0"),
        ("beleza", "blz belesa blza"),
        ("obrigado", "obg obgd brigado obrigada brigada obrigadao obrigadinha obrigadinho vlw valeu"),
        ("cachorro", "doguinho dog cao catioro cachorrinho doguineo dogzinho caozinho cachoro"),
        ("cachorra", "cadela cadelinha cachorrinha cadelinha catiora cachora"),
        ("cachorros", "caes dogs cachorrinhos doguinhos cadelas cachorras cachorrinhas"),
        ("gato", "gatinho bichano felino"),
        ("gata", "gatinha"),
        ("gatos", "gatinhos gatas gatinhas"),
        ("horario", "orario horarios orarios"),
        ("agendar", "agenda agendamento agendamentos agendo agendarr"),
        ("marcar", "marcae marcr macar marka marcarr"),
        ("desmarcar", "desmarca desmarco dismarcar desmarcr"),
        ("remarcar", "remarca remarco remarcr"),
        ("reagendar", "reagenda reagendo reagendamento"),
        ("cancelar", "cancela cancelo cancelamento cancelem cancele"),
        ("preco", "precos presso presco"),
        ("valor", "valores valo vlr"),
        ("endereco", "enderesso endereso ender"),
        ("banho", "bano bamho banhos banhu bnho banhinho banhoo"),
        ("tosa", "tosas tosar toza tosinha"),
        ("atendente", "atendentes"),
        ("humano", "humana"),
        ("confirmado", "confirmada confimado"),
        ("confirmo", "comfirmo confimo"),
        ("confirmar", "confirma confirmacao"),
        ("funciona", "funcionam funcionao funcionamento"),
        ("abre", "abrem abri"),
        ("fecha", "fecham"),
        ("custa", "custam"),
        ("fica", "ficam"),
        ("fazem", "fasem faz"),
        ("aceita", "aceitam"),
        ("atende", "atendem"),
        ("h", "hs hr hrs"),
        ("ta", "tah"),
        ("mesmo", "msm mesm memo"),
        ("mesma", "msma"),
        ("mensagem", "msg mensage mensagi"),
        ("mensagens", "msgs"),
        ("gostaria", "gostria gstaria"),
        ("marcado", "marcadu"),
        ("quinze", "kinze"),
        ("aqui", "aki"),
        ("fazer", "fzr"),
        ("onde", "ond aonde"),
        ("hora", "ora"),
        ("horas", "oras"),
        ("pras", "pas"),
    ]
}
