import Domain

/// What the product itself tells the shop: what needs a person, and what the agent has booked.
extension Notices.Draft {
    /// A message of the shop could not be delivered.
    package static func notSent(to chat: ChatID, in conversation: Conversation.ID, tries: Int) -> Self {
        Self(
            kind: "mensagem_nao_enviada", title: "Uma mensagem não foi entregue",
            text: "Não conseguimos entregar a resposta para \(chat.spoken) (tentativas: \(tries)). "
                + "Confira a conexão com o WhatsApp e responda pela conversa.",
            level: .error, link: path(conversation), linkLabel: "Abrir conversa", about: about(conversation))
    }

    /// WhatsApp reports that a message of the shop did not arrive.
    package static func notDelivered(to chat: ChatID, in conversation: Conversation.ID) -> Self {
        Self(
            kind: "mensagem_nao_entregue", title: "O WhatsApp não entregou uma mensagem",
            text: "O WhatsApp informou erro ao entregar uma mensagem para \(chat.spoken). "
                + "Abra a conversa e, se for preciso, fale com o cliente de outra forma.",
            level: .warning, link: path(conversation), linkLabel: "Abrir conversa", about: about(conversation))
    }

    /// The agent answered so often in a chat that it may be talking to a machine.
    package static func looping(replies: Int, minutes: Int, pause: Int, in conversation: Conversation.ID) -> Self {
        Self(
            kind: "conversa_em_repeticao", title: "O agente parou em uma conversa",
            text: "Foram mais de \(replies) respostas em \(minutes) minutos; pode ser outro robô do outro lado. "
                + "O agente fica em silêncio nessa conversa por \(pause) minutos.",
            level: .warning, link: path(conversation), linkLabel: "Abrir conversa", about: about(conversation))
    }

    /// A customer called the shop's number.
    package static func called(by customer: String?, chat: ChatID, in conversation: Conversation.ID) -> Self {
        Self(
            kind: "ligacao_recebida", title: "Um cliente ligou pelo WhatsApp",
            text: "\(customer ?? chat.spoken.capitalizedStart) ligou. O agente não atende ligações; "
                + "se ninguém atendeu, responda pela conversa.",
            level: .info, link: path(conversation), linkLabel: "Abrir conversa", about: about(conversation))
    }

    /// A customer's message could not be worked on.
    package static func notAnswered(in conversation: Conversation.ID) -> Self {
        Self(
            kind: "mensagem_sem_resposta", title: "Uma mensagem ficou sem resposta",
            text: "O agente não conseguiu responder a um cliente. Abra a conversa e responda por lá.",
            level: .error, link: path(conversation), linkLabel: "Abrir conversa", about: about(conversation))
    }

    /// The agent has handed a chat over.
    package static func handedOver(
        _ record: DecisionRecord, customer: String?, in conversation: Conversation.ID
    ) -> Self {
        let (title, level): (String, Notice.Level) =
            switch record.intents.first {
            case .emergency: ("Possível emergência", .error)
            case .complaint: ("Um cliente está reclamando", .warning)
            case .askHuman: ("Um cliente quer falar com uma pessoa", .warning)
            default: ("Um cliente precisa da equipe", .info)
            }
        return Self(
            kind: "atendimento_humano", title: title, text: "\(customer ?? "Cliente"): \(record.reason)", level: level,
            link: path(conversation), linkLabel: "Abrir conversa", about: about(conversation))
    }

    /// The agent has booked a visit.
    package static func booked(_ visit: AppointmentDetails, in conversation: Conversation.ID) -> Self {
        let slot = visit.appointment.slot
        let (_, month, date) = slot.day.civil
        var about = about(conversation)
        about["appointment_id"] = .integer(visit.appointment.id.rawValue)
        return Self(
            kind: "novo_agendamento", title: "Novo agendamento pelo WhatsApp",
            text: "\(visit.serviceName) de \(visit.pet.name) (\(visit.tutorName)), "
                + "dia \(date)/\(month) às \(slot.start).",
            level: .success, link: "/agenda", linkLabel: "Ver agenda", about: about)
    }

    /// A connection to WhatsApp broke down.
    package static func sessionFailed(_ session: WhatsAppSession) -> Self {
        Self(
            kind: "whatsapp_desconectado", title: "O WhatsApp parou de funcionar",
            text: "A sessão \(session.name) falhou. Conecte de novo para o agente voltar a responder.",
            level: .error, link: "/whatsapp", linkLabel: "Conectar",
            about: ["session_id": .integer(session.id.rawValue)])
    }

    /// A visit that repeats could not be booked.
    ///
    /// - Parameter what: "Banho de Thor".
    package static func seriesRefused(
        _ series: VisitSeries, _ what: String, at starts: LocalDateTime, alternatives: [LocalDateTime]
    ) -> Self {
        let free = alternatives.map(Self.spoken).joined(separator: "; ")
        return Self(
            kind: "serie_nao_agendada", title: "Uma visita repetida não foi marcada",
            text: "\(what), \(spoken(starts)): não há vaga ou o cadastro mudou. "
                + (free.isEmpty ? "Escolha outro horário." : "Horários livres por perto: \(free)."),
            level: .warning, link: "/agenda", linkLabel: "Ver agenda",
            about: ["series_id": .integer(series.id.rawValue)])
    }

    /// A place came free for somebody whom the agent cannot write to.
    package static func placeFree(for what: String, at starts: LocalDateTime, _ waiter: Waiter) -> Self {
        Self(
            kind: "lista_de_espera", title: "Abriu um horário para quem está esperando",
            text: "\(what) está na lista de espera e não recebe mensagens pelo WhatsApp. "
                + "Está livre: \(spoken(starts)). Ligue para o cliente.",
            level: .info, link: "/agenda", linkLabel: "Ver agenda",
            about: ["waitlist_id": .integer(waiter.id.rawValue), "tutor_id": .integer(waiter.tutorID.rawValue)])
    }

    /// "dia 2/3 às 14:00".
    private static func spoken(_ starts: LocalDateTime) -> String {
        let (_, month, date) = starts.day.civil
        return "dia \(date)/\(month) às \(starts.time)"
    }

    /// Somebody who serves no more still has visits to come.
    package static func orphaned(_ count: Int, of professional: Professional) -> Self {
        Self(
            kind: "visitas_sem_profissional", title: "Visitas precisam de outro profissional",
            text: "\(professional.name) não atende mais e ainda tem \(count) "
                + "\(count == 1 ? "visita marcada" : "visitas marcadas"). Escolha quem vai atender.",
            level: .warning, link: "/agenda", linkLabel: "Ver agenda",
            about: ["professional_id": .integer(professional.id.rawValue)])
    }

    private static func path(_ conversation: Conversation.ID) -> String { "/conversas/\(conversation)" }

    private static func about(_ conversation: Conversation.ID) -> [String: JSONValue] {
        ["conversation_id": .integer(conversation.rawValue)]
    }
}

extension ChatID {
    /// The customer's number, or words where WhatsApp hides it.
    fileprivate var spoken: String { phone.map { "+\($0)" } ?? "um cliente" }
}

extension String {
    fileprivate var capitalizedStart: String { prefix(1).uppercased() + dropFirst() }
}
