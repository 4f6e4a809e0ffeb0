import Domain

/// What the product tells the shop of its connections.
extension Notices.Draft {
    /// Restarting did not help: the phone has to be paired again.
    static func pairingLost(_ session: WhatsAppSession) -> Self {
        Self(
            kind: "whatsapp_desconectado", title: "Conecte o WhatsApp de novo",
            text: "A sessão \(session.name) falhou e não voltou depois de reiniciada. O telefone foi desconectado: "
                + "leia um novo código QR para o agente voltar a responder.",
            level: .error, link: "/whatsapp", linkLabel: "Conectar",
            about: ["session_id": .integer(session.id.rawValue)])
    }

    /// A session that works and hears nothing.
    static func silent(_ session: WhatsAppSession, _ silence: Watchdog.Silence) -> Self {
        Self(
            kind: "whatsapp_silencioso", title: "Nenhuma mensagem chega há \(silence.hours) horas",
            text: "A sessão \(session.name) diz que está conectada, mas nada chega desde as \(silence.since.time); "
                + "nas últimas semanas, nesse mesmo período, chegavam cerca de \(silence.expected) mensagens. "
                + "Causas prováveis: o celular da loja está desligado ou sem internet; a sessão travou (pare e inicie "
                + "de novo); o WhatsApp limitou o número; o WAHA não alcança este servidor. Envie uma mensagem de "
                + "outro celular para conferir.",
            level: .warning, link: "/whatsapp", linkLabel: "Ver conexão",
            about: ["session_id": .integer(session.id.rawValue), "hours": .integer(Int64(silence.hours))])
    }
}
