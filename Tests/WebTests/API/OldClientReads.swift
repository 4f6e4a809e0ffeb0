import Testing

/// What the old front end asks for and reads of the answers, page by page.
struct OldClientRead: Sendable, CustomTestStringConvertible {
    /// Under `/api`; {tutor}, {pet} and {chat} stand for those of the first shop.
    let path: String
    /// Where in the body the names are looked for.
    let place: String
    let names: String

    var testDescription: String { "\(path) \(place)" }

    init(_ path: String, _ place: String, _ names: String) {
        (self.path, self.place, self.names) = (path, place, names)
    }

    static let all = pages + lists + figures

    private static let pages: [OldClientRead] = [
        .init(
            "/auth/me", "user", "id email name phone role companyId companyName companySlug createdAt"),
        .init("/auth/me", "data", "nome email phone avatar_url preferences"),
        .init("/auth/me", "data.preferences", "notifications email_notifications whatsapp_notifications"),
        .init(
            "/dashboard/stats", "stats",
            """
            conversationsToday activeConversations messagesToday pendingFollowups escalatedConversations \
            automationRate whatsappStatus timestamp
            """),
        .init("/dashboard/stats", "data", "total concluidos cancelados pendentes receitaTotal valorMedio"),
        .init("/dashboard/impact", "impact", "hoursWorked economicValue salesClosed daysOfWorkSaved timestamp"),
        .init(
            "/dashboard/overnight", "overnight", "clientsServed bookingsConfirmed salesValue followupsSent timestamp"),
        .init("/dashboard/actions?limit=10", "actions.0", "id type title subtitle highlight created_at"),
        .init("/dashboard/revenue-timeline?days=7", "timeline.0", "time value"),
        .init("/dashboard/automation?days=30", "", "automated manual total"),
        .init(
            "/settings", "settings",
            """
            id companyId companyName agentName openingTime closingTime maxConcurrentCapacity timezone reminders \
            createdAt updatedAt
            """),
        .init("/settings", "settings.reminders", "d1Active h12Active h4Active h1Active"),
        .init("/companies", "companies.0", "id name slug"),
        .init("/companies", "data.0", "id nome slug"),
        .init(
            "/companies/current", "data",
            """
            nome slug whatsapp email telefone endereco_rua endereco_numero endereco_bairro endereco_cidade \
            endereco_estado endereco_cep logo_url cor_primaria cor_secundaria agente_nome agente_persona \
            horario_funcionamento max_agendamentos_dia tempo_medio_servico antecedencia_minima_horas \
            antecedencia_maxima_dias permite_cancelamento horas_antecedencia_cancelamento mensagem_boas_vindas \
            mensagem_confirmacao mensagem_lembrete enviar_lembrete_horas_antes webhook_url api_key
            """),
        .init(
            "/companies/current", "data.horario_funcionamento", "segunda terca quarta quinta sexta sabado domingo"),
        .init(
            "/api/onboarding/progress", "progress", "currentStep completed data createdAt updatedAt completedAt"),
        .init("/health", "", "status timestamp"),
        .init("/whatsapp/status", "data", "status"),
    ]

    private static let lists: [OldClientRead] = [
        .init("/appointments", "", "success data total"),
        .init(
            "/appointments", "data.0",
            """
            id companyId chatId tutorNome tutorTelefone petNome petTipo petPorte serviceId serviceName servicoNome \
            dataAgendamento horaAgendamento duracaoMinutos preco status observacoes confirmadoCliente \
            confirmadoEmpresa createdAt updatedAt
            """),
        .init("/appointments/services", "", "success data total"),
        .init("/appointments/services", "data.0", service), .init("/services", "data.0", service),
        .init("/services", "pagination", "total limit offset hasMore"),
        .init("/tutors/{tutor}", "data", tutor), .init("/tutors/{tutor}/pets", "data.0", pet),
        .init("/tutors/{tutor}/pets/{pet}", "data", pet),
        .init("/tutors/{tutor}/emotional-context", "", "success data"),
        .init("/tutors/{tutor}/journey", "", "success data"),
        .init(
            "/tutors/{tutor}/journey", "data",
            "estagio_atual estagio_anterior proximo_estagio_esperado acao_recomendada pronto_avancar"),
        .init("/conversations?page=1&limit=20", "conversations.0", conversation),
        .init("/conversations?page=1&limit=20", "data.0", conversation),
        .init("/conversations?page=1&limit=20", "pagination", "page limit total totalPages hasMore"),
        .init(
            "/conversations/{chat}", "data",
            """
            tutor_nome tutor_telefone data_inicio duracao_minutos sentimento_predominante converteu resumo intencao \
            acoes_ia
            """),
        .init("/conversations/{chat}/messages?limit=50", "messages.0", message),
        .init("/conversations/{chat}/messages?limit=50", "data.0", message),
        .init("/conversations/{chat}/messages?limit=50", "pagination", "page limit total totalPages hasMore"),
        .init(
            "/whatsapp/sessions", "sessions.0",
            """
            id company_id session_name waha_url status phone_number last_connected created_at updated_at name
            """),
        .init("/notifications?lida=false", "data.0", notice),
        .init("/notifications?lida=false", "pagination", "total limit offset hasMore"),
        .init("/notifications/unread", "", "success data count"), .init("/notifications/unread", "data.0", notice),
        .init("/notifications/count", "", "success count"),
    ]

    private static let figures: [OldClientRead] = [
        .init("/stats/dashboard", "data", "tutors appointments revenue conversations timestamp"),
        .init("/stats/dashboard", "data.tutors", "total vip vipPercentage"),
        .init("/stats/dashboard", "data.revenue", "currentMonth lastMonth growth growthFormatted"),
        .init("/stats/overview", "data", "tutors appointments revenue conversations timestamp"),
        .init(
            "/stats/appointments?period=month", "data", "period summary popularServices hourDistribution"),
        .init(
            "/stats/appointments?period=month", "data.summary",
            """
            total pendente confirmado concluido cancelado receitaTotal ticketMedio clientesUnicos taxaCancelamento
            """),
        .init("/stats/revenue?period=month&groupBy=day", "data", "period groupBy summary timeline"),
        .init(
            "/stats/revenue?period=month&groupBy=day", "data.summary",
            "totalReceita totalAgendamentos ticketMedioGeral"),
        .init("/stats/clients", "data", "summary topClients"),
        .init(
            "/stats/clients", "data.summary",
            "total vip active inactive newThisMonth withPets avgPetsPerClient vipPercentage"),
        .init("/stats/services", "data.summary", "totalReceita totalAgendamentos servicosAtivos"),
        .init(
            "/stats/services", "data.services.0",
            "id nome categoria subcategoria totalAgendamentos concluidos cancelados receitaTotal precoMedio"),
        .init("/stats/conversations", "data", "total sentimento intencao qualidadeMedia"),
        .init(
            "/stats/night-activity", "data",
            "period clientesAtendidos agendamentosConfirmados vendasFechadas followupsEnviados"),
        .init("/stats/impact", "data", "horasTrabalhadasIA valorEconomico vendasFechadas diasEconomizados"),
        .init("/stats/revenue-timeline", "data", "date totalReceita timeline"),
        .init("/stats/revenue-timeline", "data.timeline.23", "hora receita"),
        .init(
            "/stats/automation", "data",
            "totalAtendimentos automatico manual taxaAutomacao percentualAutomatico percentualManual"),
        .init("/stats/reports?type=revenue", "stats", "totalRevenue totalServices totalClients avgTicket"),
        .init("/stats/reports?type=revenue", "details.0", "date clientName serviceName value"),
        .init("/stats/reports?type=services", "details.0", "serviceName quantity totalRevenue avgTicket"),
        .init("/stats/reports?type=clients", "details.0", "clientName serviceCount totalSpent avgTicket"),
    ]

    private static let service = """
        id companyId nome descricao categoria subcategoria duracaoMinutos precos requerAgendamento permiteWalkIn ativo
        """
    private static let tutor = """
        id company_id nome telefone email cpf data_nascimento endereco bairro cidade estado cep is_vip is_inativo \
        observacoes tags cliente_desde ultima_interacao total_servicos valor_total_gasto ticket_medio conversoes \
        taxa_conversao score_fidelidade created_at updated_at
        """
    private static let pet = """
        id company_id tutor_id nome tipo especie raca idade data_nascimento porte peso sexo castrado foto_url \
        temperamento condicoes_saude alergias medicamentos observacoes vacinas is_active created_at updated_at
        """
    private static let conversation = """
        id chatId companyId clientName clientPhone lastMessage lastMessageAt unreadCount status createdAt updatedAt
        """
    private static let message = "id chatId from to body timestamp fromMe ack hasMedia sender content metadata"
    private static let notice = """
        id company_id tipo titulo mensagem nivel lida lida_em arquivada acao_url acao_label link_acao created_at
        """
}
