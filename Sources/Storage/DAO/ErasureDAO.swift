import Domain

/// Taking a customer out of every table. What the books need, visits with day, service and price, stays without a
/// person.
package struct ErasureDAO {
    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    /// Deletes the customer's chats: messages, replies on their way and jobs.
    ///
    /// - Parameter lanes: Where a chat's jobs stand.
    /// - Returns: How many chats there were.
    package func deleteChats(of tutor: Tutor.ID, lanes: (Conversation.ID) -> [String]) throws -> Int {
        let chats: [Conversation.ID] = try tx.rows("SELECT id FROM conversations WHERE tutor_id = \(tutor)") {
            $0.id(0)
        }
        for chat in chats {
            for lane in lanes(chat) { try tx.run("DELETE FROM jobs WHERE lane = \(lane)") }
            try tx.run("DELETE FROM outbox WHERE conversation_id = \(chat)")
            try tx.run("DELETE FROM media WHERE conversation_id = \(chat)")
            try tx.run("DELETE FROM messages WHERE conversation_id = \(chat)")
            try tx.run("DELETE FROM chat_addresses WHERE conversation_id = \(chat)")
            try tx.run("DELETE FROM conversations WHERE id = \(chat)")
        }
        return chats.count
    }

    /// Cancels what is still to come and empties the texts of all visits.
    ///
    /// - Returns: How many visits there are.
    package func cleanVisits(of tutor: Tutor.ID, at now: Moment) throws -> Int {
        try tx.run(
            """
            UPDATE appointments SET observacoes = '', motivo_cancelamento = NULL,
                status = CASE WHEN status IN ('pendente', 'confirmado') THEN 'cancelado' ELSE status END,
                updated_at = \(now)
            WHERE tutor_id = \(tutor)
            """)
    }

    /// Deletes what was planned for the customer beyond the visits that are booked.
    package func deletePlans(of tutor: Tutor.ID) throws {
        try tx.run("DELETE FROM waitlist WHERE tutor_id = \(tutor)")
        try tx.run("DELETE FROM visit_series WHERE tutor_id = \(tutor)")
    }

    /// Empties the customer's pets; those without visits are deleted, unless their rows are to stay.
    package func erasePets(of tutor: Tutor.ID, keepingRows: Bool, at now: Moment) throws {
        if !keepingRows {
            try tx.run(
                """
                DELETE FROM pets WHERE tutor_id = \(tutor)
                  AND NOT EXISTS (SELECT 1 FROM appointments a WHERE a.pet_id = pets.id)
                """)
        }
        try tx.run(
            """
            UPDATE pets SET nome = 'Pet removido', raca = NULL, pelagem = NULL, idade = NULL, data_nascimento = NULL,
                aniversario = NULL, peso_gramas = NULL, sexo = NULL, castrado = NULL, chip_numero = NULL,
                temperamento = NULL, condicoes_saude = NULL, alergias = NULL, medicamentos = NULL,
                veterinario_nome = NULL, veterinario_telefone = NULL, observacoes = NULL, servicos_preferidos = '[]',
                vacinas = '[]', proxima_vacina = NULL, proximo_banho = NULL, foto_url = NULL, foto_dados = NULL,
                is_active = 0, erased_at = \(now), updated_at = \(now)
            WHERE tutor_id = \(tutor)
            """)
    }

    /// Deletes the customer's row, or empties it where something has to point to it still.
    ///
    /// - Returns: False when this company has no such customer.
    package func eraseTutor(_ id: Tutor.ID, keepingRow: Bool, at now: Moment) throws -> Bool {
        guard keepingRow else {
            return try tx.run("DELETE FROM tutors WHERE id = \(id) AND erased_at IS NULL") == 1
        }
        return try tx.run(
            """
            UPDATE tutors SET nome = 'Cliente removido', telefone = NULL, telefone_key = NULL, whatsapp_id = NULL,
                is_vip = 0, is_inativo = 1, email = NULL, cpf = NULL, data_nascimento = NULL, aniversario = NULL,
                genero = NULL, endereco = NULL, bairro = NULL, cidade = NULL, estado = NULL, cep = NULL,
                observacoes = NULL, notas_internas = NULL, como_conheceu = NULL, aceita_marketing = 0, tags = '[]',
                preferencias = '{}', busca = '', erased_at = \(now), updated_at = \(now)
            WHERE id = \(id) AND erased_at IS NULL
            """) == 1
    }

    /// Every message of the customer's chats, by chat and time: for handing the data out.
    package func messages(of tutor: Tutor.ID) throws -> [(chat: ChatID, message: Message)] {
        let chats: [(id: Conversation.ID, chat: ChatID)] = try tx.rows(
            "SELECT id, chat_id FROM conversations WHERE tutor_id = \(tutor)"
        ) { ($0.id(0), try $0.chat(1)) }
        return try chats.sorted { $0.id < $1.id }.flatMap { entry in
            try tx.rows(
                """
                SELECT id, conversation_id, author, kind, body, sent_at FROM messages
                WHERE conversation_id = \(entry.id) ORDER BY sent_at, id
                """
            ) { row in
                (
                    entry.chat,
                    Message(
                        id: row.id(0), conversationID: row.id(1), author: try row.word(2), kind: try row.word(3),
                        body: row.string(4), sentAt: row.moment(5))
                )
            }
        }
    }
}
