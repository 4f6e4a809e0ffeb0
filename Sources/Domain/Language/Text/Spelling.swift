/// One spelling for words that chat writes in many ways. Input and output carry no accents.
enum Spelling {
    static func canonical(_ word: String) -> String { variants[word] ?? word }

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
        ("horario", "orario horaro horarios orarios horrario hrario horairo"),
        ("agendar", "agenda agendamento agendamentos agendo agendarr ajendar agemdar agendr agednar"),
        ("marcar", "marcae marcr macar marka marcarr"),
        ("desmarcar", "desmarca desmarco dismarcar desmarcr"),
        ("remarcar", "remarca remarco remarcr"),
        ("reagendar", "reagenda reagendo reagendamento"),
        ("cancelar", "cancela cancelo cancelamento cancelem cancele canselar cancalar cancelr"),
        ("preco", "precos presso presco"),
        ("valor", "valores valo vlr"),
        ("endereco", "enderesso endereso ender enderco"),
        ("banho", "bano bamho banhos banhu bnho banhinho banhoo"),
        ("tosa", "tosas tosar toza tosinha"),
        ("atendente", "atendentes atendende"),
        ("humano", "humana"),
        ("confirmado", "confirmada confimado"),
        ("confirmo", "comfirmo confimo"),
        ("confirmar", "confirma comfirmar confirmacao confimar"),
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
    ]
}
