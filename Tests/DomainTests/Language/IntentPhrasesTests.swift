import Testing

@testable import Domain

@Suite("What customers want, in their own words")
struct IntentPhrasesTests {
    @Test("the strongest wish comes first", arguments: Self.wishes)
    func single(text: String, intent: Intent) {
        let reading = MessageReader().read(text, in: .sample)
        #expect(reading.intents.first == intent, "\(text): \(reading.intents)")
    }

    @Test("several wishes in one message are all found, strongest first", arguments: Self.combinations)
    func several(text: String, intents: [Intent]) {
        #expect(MessageReader().read(text, in: .sample).intents == intents, "\(text)")
    }

    static let wishes: [(String, Intent)] = bookings + prices + places + changes + care + people + courtesy

    private static let bookings: [(String, Intent)] = [
        ("Quero marcar um banho pro Thor amanhã às 15h", .bookService),
        ("oi, queria agendar uma tosa", .bookService),
        ("tem horário sábado de manhã?", .bookService),
        ("tem vaga hj a tarde?", .bookService),
        ("Vcs tem algum horário livre amanhã?", .bookService),
        ("da pra levar a Mel hoje?", .bookService),
        ("consegue encaixar o bob hj?", .bookService),
        ("queria um banho", .bookService),
        ("gostaria de agendar banho e tosa", .bookService),
        ("preciso dar banho na minha cachorra", .bookService),
        ("posso levar ele amanhã?", .bookService),
        ("quais horários vcs tem pra sexta?", .bookService),
        ("banho amanhã 15h", .bookService),
        ("quero agemdar pra sabado", .bookService),
        ("Boa tarde! Gostaria de um horário pra tosa", .bookService),
        ("não tem vaga pra amanhã?", .bookService),
        ("marca um banho pra luna por favor", .bookService),
        ("Quero reservar um horário", .bookService),
        ("queria levar meu dog pra tomar banho", .bookService),
        ("que horário vc tem amanhã?", .bookService),
        ("amanhã às 10?", .bookService),
        ("sera q tem um encaixe hj", .bookService),
        ("oi\nbanho\nThor\nsábado 15h", .bookService),
        ("bora marcar o banho do Thor", .bookService),
        ("teria horario pra quinta?", .bookService),
    ]

    private static let prices: [(String, Intent)] = [
        ("qual o preço da tosa", .askPrice),
        ("quanto custa o banho?", .askPrice),
        ("Qto fica banho e tosa pra shih tzu", .askPrice),
        ("quanto tá o banho?", .askPrice),
        ("valor da hidratação?", .askPrice),
        ("me passa a tabela de preços", .askPrice),
        ("quanto vcs cobram pra cortar a unha", .askPrice),
        ("quanto sai um banho pra porte grande", .askPrice),
        ("Preço?", .askPrice),
        ("quero saber o valor do banho", .askPrice),
        ("quanto é?", .askPrice),
        ("fica quanto a tosa higienica", .askPrice),
    ]

    private static let places: [(String, Intent)] = [
        ("que horas abre?", .askHours),
        ("vcs abrem domingo?", .askHours),
        ("funciona domingo?", .askHours),
        ("até que horas vocês ficam abertos?", .askHours),
        ("qual o horário de funcionamento?", .askHours),
        ("vocês atendem aos sábados?", .askHours),
        ("tá aberto hoje?", .askHours),
        ("que hora fecha", .askHours),
        ("Abre feriado?", .askHours),
        ("vocês abrem às 8?", .askHours),
        ("vcs fecham meio dia no sábado?", .askHours),
        ("onde fica a loja?", .askLocation),
        ("qual o endereço?", .askLocation),
        ("me manda a localização", .askLocation),
        ("como chego aí?", .askLocation),
        ("fica em qual bairro", .askLocation),
        ("vocês fazem tosa na tesoura?", .askService),
        ("atende gato?", .askService),
        ("quanto tempo demora o banho?", .askService),
        ("vcs buscam em casa?", .askService),
        ("quais serviços vocês tem?", .askService),
        ("aceita cartão?", .question),
        ("quais as formas de pagamento", .question),
        ("tenho uma dúvida", .question),
    ]

    private static let changes: [(String, Intent)] = [
        ("quero remarcar", .reschedule),
        ("preciso mudar o horário do banho", .reschedule),
        ("dá pra trocar pra quinta?", .reschedule),
        ("não quero cancelar, só mudar o horário", .reschedule),
        ("tem como passar de sexta pra sábado?", .reschedule),
        ("queria adiar a tosa", .reschedule),
        ("quero cancelar e remarcar pra outro dia", .reschedule),
        ("consigo antecipar o banho?", .reschedule),
        ("reagendar pra semana que vem", .reschedule),
        ("quero cancelar", .cancel),
        ("pode desmarcar o banho de amanhã", .cancel),
        ("cancela pra mim por favor", .cancel),
        ("não vou poder ir hoje", .cancel),
        ("nao vou conseguir levar ela", .cancel),
        ("infelizmente não vai dar pra ir", .cancel),
        ("desisti do banho", .cancel),
        ("vou não", .cancel),
        ("gostaria de canselar", .cancel),
        ("confirmado", .confirm),
        ("confirmo o horário", .confirm),
        ("vou sim", .confirm),
        ("estarei aí", .confirm),
        ("pode confirmar minha presença", .confirm),
    ]

    private static let care: [(String, Intent)] = [
        ("já está pronto?", .followUp),
        ("tá pronto o Thor?", .followUp),
        ("já posso buscar a mel", .followUp),
        ("ja terminou o banho dele?", .followUp),
        ("que horas posso buscar", .followUp),
        ("como tá o Bob?", .followUp),
        ("tá agendado pra quando?", .followUp),
        ("cheguei", .followUp),
        ("meu cachorro tá tendo convulsão", .emergency),
        ("acho que ele foi envenenado!!", .emergency),
        ("minha gata está sangrando muito", .emergency),
        ("atropelaram meu cachorro", .emergency),
        ("ele nao respira direito", .emergency),
        ("comeu chumbinho socorro", .emergency),
        ("ela ta engasgada", .emergency),
        ("é uma emergência", .emergency),
        ("meu dog desmaiou", .emergency),
        ("ele comeu chocolate e tá passando mal, tem horário agora?", .emergency),
        ("voltou machucado da tosa", .complaint),
        ("quero fazer uma reclamação", .complaint),
        ("péssimo atendimento", .complaint),
        ("não gostei da tosa", .complaint),
        ("estou esperando até agora, que absurdo", .complaint),
        ("amei a tosa, ficou linda", .praise),
        ("vcs arrasaram, parabéns", .praise),
        ("adorei o atendimento", .praise),
        ("😍😍", .praise),
    ]

    private static let people: [(String, Intent)] = [
        ("quero falar com um atendente", .askHuman),
        ("posso falar com a dona?", .askHuman),
        ("me passa pra uma pessoa de verdade", .askHuman),
        ("atendente", .askHuman),
        ("isso é um robô?", .askHuman),
        ("tem alguém aí?", .askHuman),
        ("pare de me mandar mensagem", .optOut),
        ("para de mandar mensagem", .optOut),
        ("SAIR", .optOut),
        ("quero me descadastrar", .optOut),
        ("não quero mais receber mensagens", .optOut),
        ("me tira da lista", .optOut),
    ]

    private static let courtesy: [(String, Intent)] = [
        ("oi", .greeting),
        ("Olá, tudo bem?", .greeting),
        ("bom diaaa", .greeting),
        ("Boa tarde", .greeting),
        ("oiii", .greeting),
        ("obrigada!", .farewell),
        ("tchau", .farewell),
        ("vlw, até amanhã", .farewell),
        ("🙏", .farewell),
        ("ok", .unknown),
        ("sim", .unknown),
        ("asdfgh", .unknown),
        ("", .unknown),
        ("...", .unknown),
    ]

    static let combinations: [(String, [Intent])] = [
        ("Bom dia! Quanto custa o banho? Tem horário amanhã?", [.bookService, .askPrice, .greeting]),
        ("oi, onde fica e que horas abre?", [.askHours, .askLocation, .greeting]),
        ("Oi quero marcar um banho", [.bookService, .greeting]),
        ("não quero cancelar", [.unknown]),
        ("não precisa remarcar", [.unknown]),
        ("não quero marcar nada", [.unknown]),
        ("quero saber o valor e o endereço", [.askPrice, .askLocation]),
        ("cancela o banho. obrigada", [.cancel, .farewell]),
    ]
}
