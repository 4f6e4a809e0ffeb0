/// How customers word each wish. Words carry no accents and stand in the spelling of `Spelling`.
enum IntentPhrases {
    static let book = PhraseBook<Intent>([
        (.emergency, emergency), (.optOut, optOut), (.askHuman, askHuman), (.complaint, complaint),
        (.reschedule, reschedule), (.cancel, cancel), (.confirm, confirm), (.followUp, followUp),
        (.bookService, bookService), (.askPrice, askPrice), (.askHours, askHours), (.askLocation, askLocation),
        (.askService, askService), (.question, question), (.praise, praise), (.farewell, farewell),
        (.greeting, greeting),
    ])

    private static let bookService = [
        "agendar", "marcar", "^ marca", "marca um", "marca uma", "marca o", "marca a", "marca pra", "marca ai",
        "pode marca", "tem horario", "tem * horario", "tem vaga", "tem alguma vaga", "tem * vaga", "ha vaga",
        "tem disponibilidade", "teria horario", "teria vaga", "teria um horario", "teria disponibilidade",
        "horario disponivel", "horario disponiveis", "horario livre", "horario livres", "horario vago", "horario vagos",
        "horario pra banho", "horario pra tosa", "horario voces tem", "que horario tem", "quais horario", "algum horario",
        "um horario", "horario pra hoje", "horario pra amanha", "disponibilidade pra", "da pra levar", "da pra encaixar",
        "da pra dar banho", "posso levar", "posso deixar", "consigo levar", "consigo um", "consigo horario",
        "tem como levar", "tem como encaixar", "me encaixa", "encaixe", "encaixar", "consegue encaixar", "reservar",
        "reserva um", "reserva pra", "quero banho", "quero um banho", "quero dar banho", "quero * banho pro",
        "quero * banho pra", "queria um banho", "queria dar um banho", "queria dar banho", "quero tosa",
        "quero uma tosa", "queria uma tosa", "quero levar", "queria levar", "gostaria de levar", "preciso de um banho",
        "preciso de banho", "preciso dar banho", "preciso * banho", "preciso levar", "precisa de banho",
        "precisa de um banho", "precisando de um banho", "precisando de banho", "tomar banho", "tomar um banho",
        "dar um banho", "fazer um banho", "fazer a tosa", "fazer uma tosa", "vaga pra", "vaga hoje", "vaga amanha",
        "tem lugar pra", "vou levar", "quero contratar", "quero o banho", "quero a tosa", "gostaria de um banho",
        "gostaria de uma tosa", "gostaria de um horario", "levar pra banho", "que horas tem", "que hora tem",
    ]
    private static let askPrice = [
        "quanto custa", "quanto * custa", "quanto fica", "quanto ficaria", "quanto ta", "quanto esta", "quanto e",
        "quanto sai", "quanto sairia", "quanto cobra", "quanto cobram", "quanto * cobra", "quanto * cobram",
        "quanto seria", "quanto que", "quanto vai", "quanto pago", "quanto eu pago", "quanto da", "quanto voces",
        "quanto o banho", "quanto a tosa", "quanto banho", "quanto vale", "por quanto", "^ quanto $", "preco", "valor",
        "orcamento", "quantos reais", "e caro", "ta quanto", "fica quanto", "custa quanto", "sai quanto", "e quanto",
        "cobra quanto", "quanto pra",
    ]
    private static let askHours = [
        "que horas abre", "que hora abre", "que horas fecha", "que hora fecha", "que horas * abre", "que horas * fecha",
        "que horas funciona", "que horas * funciona", "ate que horas", "ate que hora", "abre que horas",
        "abre que hora", "fecha que horas", "fecha que hora", "fecha as", "fecha pro almoco", "fecha pra almoco",
        "horario de funciona", "horario de atendimento", "horario de abertura", "horario da loja", "horario do pet",
        "horario voces funciona", "horario voces abre", "horario voces fecha", "horario voces atende", "horario abre",
        "horario fecha", "horario funciona", "horario de voces", "horario do petshop", "abre hoje", "abre amanha",
        "abre sabado", "abre domingo", "abre feriado", "abre segunda", "abre de", "abre no", "abre na", "abre aos",
        "abre dia", "abre cedo", "funciona hoje", "funciona sabado", "funciona domingo", "funciona feriado",
        "funciona no", "funciona na", "funciona aos", "funciona de", "funciona ate", "funciona segunda", "fica aberto",
        "atende sabado", "atende domingo", "atende feriado", "atende no sabado", "atende no domingo", "atende aos",
        "atende ate", "atende hoje", "atende de", "ta aberto", "esta aberto", "estao aberto", "estao abertos",
        "tao abertos", "aberto hoje", "aberta hoje", "aberto agora", "aberto no", "aberto aos", "aberto domingo",
        "aberto sabado", "abertos hoje", "abertos agora", "dias voces funciona", "dias de funciona", "ja abriu",
        "ja fechou", "abrem hoje", "trabalha domingo", "trabalham domingo", "trabalha sabado", "trabalham sabado",
        "trabalham no", "abre sabados", "24 h", "24 horas", "dias voces atende", "dias voces abre",
    ]
    private static let askLocation = [
        "onde fica", "onde voces fica", "onde voces estao", "onde e", "onde esta", "onde ta", "onde voces ficam",
        "fica onde", "endereco", "localizacao", "localizasao", "como chego", "como chegar", "como faco pra chegar",
        "qual rua", "que rua", "qual a rua", "que bairro", "qual bairro", "qual o bairro", "fica em qual",
        "fica em que", "fica perto", "ponto de referencia", "manda o mapa", "link do maps", "google maps", "o maps",
        "onde vcs", "onde se localiza", "onde estao localizados", "onde estao",
    ]
    private static let askService = [
        "voces fazem", "voces tambem fazem", "vc fazem", "voce fazem", "aqui fazem", "ai fazem", "servicos",
        "que servico", "qual servico", "o que voces fazem", "trabalham com", "trabalha com", "atende gato",
        "atende gatos", "atende cachorro", "aceita gato", "aceita gatos", "tem veterinario", "tem veterinaria", "tem vet",
        "tem hotel", "tem hotelzinho", "tem creche", "taxi cachorro", "taxi pet", "taxidog", "leva e traz", "busca em casa",
        "buscam em casa", "voces buscam", "voces vendem", "voces tem tosa", "voces tem banho", "quanto tempo demora",
        "quanto tempo leva", "demora quanto", "demora quantas", "o que inclui", "o que ta incluso", "ta incluso",
        "esta incluso", "vem incluso", "inclui", "tem tosa", "tem banho", "diferenca entre", "como e o banho",
        "como e a tosa", "fazem tosa", "fazem banho", "fazem hidratacao", "fazem corte", "cortam unha", "vendem racao",
        "tem racao", "tem vacina", "aplicam vacina", "voces dao banho", "dao banho em", "atende coelho", "tem pacote",
        "tem plano", "pacote mensal",
    ]
    private static let reschedule = [
        "remarcar", "reagendar", "mudar o horario", "mudar horario", "mudar meu horario", "mudar * horario",
        "mudar o dia", "mudar * dia", "mudar a data", "mudar * data", "mudar pra", "mudar de", "mudar do", "mudar o banho",
        "mudar a tosa", "mudar meu", "mudar a hora", "mudar a", "muda pra", "muda o horario", "muda meu horario",
        "trocar o horario", "trocar * horario", "trocar o dia", "trocar * dia", "trocar pra", "trocar a data",
        "trocar a hora", "trocar * data", "troca o horario", "troca pra", "passar pra", "passa pra", "passar o banho",
        "passar * pra", "adiar", "antecipar", "adiantar", "transferir", "alterar", "altera", "jogar pra", "joga pra",
        "empurrar", "deixar pra outro dia", "deixar pra semana", "pode ser outro dia", "marcar outro dia",
        "marcar pra outro dia", "marcar outra data", "agendar pra outro dia", "agendar outra data", "outra data",
        "modificar",
    ]
    private static let cancel = [
        "cancelar", "desmarcar", "nao vou poder ir", "nao vou poder levar", "nao vou poder", "nao vou conseguir",
        "nao poderei", "nao vou mais", "nao quero mais", "desistir", "desisti", "desisto", "nao vai dar pra ir",
        "nao vai dar pra levar", "nao vai dar", "nao vamos poder", "nao vamos mais", "nao consigo ir",
        "nao consigo levar", "nao posso ir", "nao posso levar", "vou nao", "nao vou", "nao irei", "nao iremos",
        "nao vamos", "tira meu horario", "tirar meu horario", "libera meu horario", "liberar o horario",
        "pode dar meu horario", "nao confirmo", "nao poderemos",
    ]
    private static let confirm = [
        "confirmado", "confirmadissimo", "confirmo", "confirmar", "vou sim", "vamos sim", "iremos sim", "estarei ai", "estarei la",
        "estaremos ai", "estaremos la", "presenca confirmada", "pode contar", "ta confirmado", "estou confirmando",
        "to confirmando", "ta de pe", "ta mantido", "mantem", "manter o horario", "vou levar sim", "levo sim",
        "pode esperar", "to indo", "estou indo", "chego", "a caminho", "to chegando", "estou chegando", "chegando ai",
    ]
    private static let followUp = [
        "ta pronto", "ta pronta", "esta pronto", "esta pronta", "ficou pronto", "ficou pronta", "fica pronto",
        "fica pronta", "ja terminou", "ja terminaram", "ja acabou", "ja acabaram", "terminou o banho",
        "posso buscar", "pode buscar", "posso ir buscar", "ja posso", "posso pegar", "que horas busco",
        "que horas posso buscar", "que horas pego", "que horas termina", "que horas acaba", "como ta o", "como ta a",
        "como esta o", "como esta a", "como ele ta", "como ela ta", "falta muito", "ta quase", "ja ta", "ja tao prontos",
        "tao prontos", "ta demorando", "ja tomou banho", "estao prontos", "previsao", "alguma noticia",
        "foi cancelado", "voce confirmou", "cheguei", "to na porta", "estou na porta", "to aqui fora", "meu agendar", "meus agendar", "qual meu horario", "qual o meu horario", "que horas e o meu", "que dia e o meu",
        "que dia ficou", "que horas ficou", "que horas e o banho", "que horas ta marcado", "ta marcado", "esta marcado",
        "tenho horario marcado", "tenho algo marcado", "tenho marcado", "tenho * marcado", "tenho * marcada",
    ]
    private static let emergency = [
        "convulsao", "convulsoes", "convulcao", "convulsionando", "convulsionou", "envenenado", "envenenada",
        "envenenaram", "envenenamento", "veneno", "chumbinho", "sangrando", "sangramento", "muito sangue",
        "vomitando sangue", "cuspindo sangue", "fezes com sangue", "perdendo sangue", "atropelado", "atropelada",
        "atropelaram", "atropelou", "nao respira", "nao ta respirando", "nao esta respirando", "sem respirar",
        "dificuldade pra respirar", "dificuldade de respirar", "respirando mal", "falta de ar", "desmaiou",
        "desmaiado", "desmaiada", "desmaiando", "emergencia", "urgencia", "engasgado", "engasgada", "engasgou",
        "engasgando", "morrendo", "ta morrendo", "passando mal", "passando muito mal", "intoxicado", "intoxicada",
        "intoxicacao", "intoxicou", "comeu chocolate", "picado por", "picada de cobra", "picada por", "paralisado",
        "paralisou", "nao levanta", "nao consegue levantar", "nao mexe as", "quebrou a pata", "quebrou a perna",
        "fratura", "fraturou", "caiu da janela", "caiu do", "inconsciente", "nao acorda", "levou um choque",
        "mordido por", "engoliu", "barriga inchada", "em trabalho de parto", "parindo", "olho saltou", "olho pra fora",
        "queimado", "queimou a", "nao para de vomitar", "nao pra de vomitar", "vomitando muito", "vomitando sem",
        "espumando", "tremendo muito", "afogou", "afogado", "foi atacado", "foi atacada", "nao reage", "vomitando",
        "nao consegue respirar", "nao * conseguindo respirar", "e urgente", "muito urgente", "^ urgente",
        "sem conseguir respirar",
    ]
    private static let askHuman = [
        "falar com atendente", "falar com um atendente", "falar com uma atendente", "falar com alguem",
        "falar com uma pessoa", "falar com pessoa", "falar com humano", "falar com um humano", "falar com a dona",
        "falar com o dono", "falar com o gerente", "falar com a gerente", "falar com o responsavel",
        "falar com a responsavel", "falar com gente", "falar com * pessoa", "falar com a veterinaria",
        "falar com o veterinario", "falar com a moca", "falar com o rapaz", "falar com a tosadora",
        "falar com o tosador", "falar com voces", "falar pessoalmente", "atendente", "atendimento humano", "humano",
        "pessoa de verdade", "pessoa real", "gente de verdade", "quero falar com", "queria falar com",
        "preciso falar com", "gostaria de falar com", "me liga", "liga pra mim", "me ligar", "podem ligar",
        "voce e robo", "voce e um robo", "e robo", "e um robo", "isso e um robo", "com robo", "tem alguem ai",
        "chama a dona", "chama o dono", "chamar alguem", "chama alguem", "passa pra alguem", "morreu", "faleceu", "cade voces", "transferir pra atendente",
    ]
    private static let optOut = [
        "pare de me mandar", "pare de mandar", "pra de me mandar", "pra de mandar", "parem de mandar",
        "parem de me mandar", "pra de enviar", "pare de enviar", "pare de me enviar", "parar de receber",
        "nao quero receber", "nao quero mais receber", "nao quero mais mensagem", "nao quero mais mensagens",
        "nao me mande", "nao me manda", "nao me mandem", "nao mande mais", "nao mandem mais", "nao manda mais",
        "nao me envie", "nao envie mais", "nao enviem mais", "descadastrar", "descadastra", "descadastre", "descadastro",
        "me tira da lista", "me tire da lista", "tira meu numero", "tire meu numero", "remove meu numero",
        "remover meu numero", "remova meu numero", "me remove", "me remova", "sair da lista", "^ sair $", "^ stop $",
        "^ parar $", "^ pare $", "quero sair da lista", "^ quero sair $", "cancelar inscricao", "cancelar mensagens",
        "cancelar as mensagens", "exclui meu numero", "exclua meu numero", "para de me perturbar",
        "pra de me perturbar", "pra com essas mensagens", "nao me chame mais", "nao me perturbe", "^ descadastrar", "^ pra $", "chega de mensagem",
        "chega de mensagens", "bloqueia meu", "vou bloquear",
    ]
    private static let complaint = [
        "reclamar", "reclamacao", "horrivel", "pessimo", "pessima", "absurdo", "insatisfeito", "insatisfeita",
        "mal atendido", "mal atendida", "machucou", "machucaram", "machucado", "machucada", "cortaram errado",
        "cortaram demais", "cortou errado", "decepcionado", "decepcionada", "decepcao", "nao gostei", "voltou sujo",
        "voltou suja", "voltou fedendo", "voltou machucado", "voltou com", "descaso", "falta de respeito", "desrespeito",
        "procon", "ninguem responde", "ninguem me responde", "ninguem atende", "to chateado", "to chateada",
        "estou chateado", "estou chateada", "to esperando ha", "esperando ate agora", "demorou muito", "demorou demais",
        "demora demais", "que demora", "pior", "nunca mais", "vergonha", "dinheiro de volta", "reembolso",
        "ficou horrivel", "ficou torto", "estragaram", "voces estragaram", "atrasou", "atrasaram", "muito ruim", "merda", "bosta", "porcaria", "lixo",
        "ridiculo", "palhacada", "cortaram a orelha", "cortaram a lingua", "cortaram a pata", "machucar ele",
    ]
    private static let praise = [
        "parabens", "amei", "amamos", "adorei", "adoramos", "ficou lindo", "ficou linda", "ficou lindos", "ficaram lindos",
        "ta lindo", "ta linda", "ficou otimo", "ficou otima", "ficou perfeito", "ficou perfeita", "ficou maravilhoso",
        "ficou maravilhosa", "ficou muito bom", "ficou cheiroso", "ficou cheirosa", "maravilhoso", "maravilhosa",
        "maravilhosos", "excelente", "otimo atendimento", "otimo trabalho", "otimo servico", "muito bom o", "gostei muito",
        "gostamos muito", "voces sao otimos", "voces sao demais", "voces sao maravilhosos", "voces sao top", "nota 10",
        "nota dez", "recomendo", "show de bola", "arrasaram", "lindo demais", "linda demais", "super cuidadosos",
        "muito carinho", "melhor petshop", "melhor pet shop", "trabalho lindo",
    ]
    private static let question = [
        "duvida", "duvidas", "uma pergunta", "queria saber", "quero saber", "gostaria de saber", "aceita cartao",
        "aceita pix", "aceita credito", "aceita debito", "aceita dinheiro", "aceita vale", "forma de pagamento",
        "formas de pagamento", "parcela", "parcelam", "posso pagar", "como pago", "chave pix", "qual o pix",
        "precisa levar", "preciso levar carteira", "carteirinha", "carteira de vacina", "tem estacionamento",
        "posso ficar", "posso esperar", "posso acompanhar", "informacao", "informacoes", "me explica", "qual produto",
        "quais produto", "vou atrasar", "vou me atrasar", "atrasado", "atrasada", "que shampoo", "qual shampoo", "com quantos meses", "pode dar banho",
    ]
    private static let greeting = [
        "^ oi", "^ ola", "^ opa", "^ oie", "^ alo", "^ hey", "^ hello", "^ salve", "^ eai", "^ e ai", "^ oii", "bom dia",
        "boa tarde", "boa noite", "tudo bem", "td bem", "tudo bom", "oi", "ola", "^ bom dia",
    ]
    private static let farewell = [
        "tchau", "tchauzinho", "ate mais", "ate logo", "ate breve", "ate la", "abraco", "abracos", "bjs", "beijo",
        "beijos", "bjo", "flw", "falou", "obrigado", "agradeco", "agradecido", "agradecida", "gratidao", "^ ate amanha $",
        "^ ate segunda $", "^ ate terca $", "^ ate quarta $", "^ ate quinta $", "^ ate sexta $", "^ ate sabado $",
        "^ ate semana que vem $", "bom fim de semana", "bom final de semana", "fica com deus", "nada obrigado",
        "era so isso", "so isso mesmo", "e so isso",
    ]
}
