import Domain

/// The `tutors` table, as seen by the one company of its transaction.
package struct TutorsDAO {
    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    static let columns: SQL = "id, nome, telefone, whatsapp_id, is_vip, created_at"

    package func find(_ id: Tutor.ID) throws -> Tutor? {
        try tx.first(
            "SELECT \(sql: Self.columns) FROM tutors WHERE id = \(id) AND erased_at IS NULL", Tutor.init(row:))
    }

    package func find(chat: ChatID) throws -> Tutor? {
        try tx.first("SELECT \(sql: Self.columns) FROM tutors WHERE whatsapp_id = \(chat)", Tutor.init(row:))
    }

    /// Finds a number with or without its ninth digit.
    package func find(phone: PhoneNumber) throws -> Tutor? {
        try tx.first("SELECT \(sql: Self.columns) FROM tutors WHERE telefone_key = \(phone.key)", Tutor.init(row:))
    }

    /// The first customer of exactly this name of whom neither phone nor chat is known: entered by hand.
    package func find(byNameAlone name: String) throws -> Tutor? {
        try tx.rows(
            """
            SELECT \(sql: Self.columns) FROM tutors
            WHERE nome = \(name) AND telefone_key IS NULL AND whatsapp_id IS NULL LIMIT 20
            """, Tutor.init(row:)
        ).min { $0.id < $1.id }
    }

    package func insert(_ tutor: Tutor) throws {
        try tx.run(
            """
            INSERT INTO tutors (id, nome, telefone, telefone_key, whatsapp_id, is_vip, busca, created_at,
                                updated_at)
            VALUES (\(tutor.id), \(tutor.name), \(tutor.phone), \(tutor.phone?.key), \(tutor.whatsappID),
                    \(tutor.isVIP), \(tutor.searchText), \(tutor.createdAt), \(tutor.createdAt))
            """)
    }

    package func update(_ tutor: Tutor, at now: Moment) throws -> Bool {
        try tx.run(
            """
            UPDATE tutors SET nome = \(tutor.name), telefone = \(tutor.phone), telefone_key = \(tutor.phone?.key),
                whatsapp_id = \(tutor.whatsappID), is_vip = \(tutor.isVIP), busca = \(tutor.searchText),
                updated_at = \(now)
            WHERE id = \(tutor.id) AND erased_at IS NULL
            """) == 1
    }
}

extension Tutor {
    /// What a search looks at.
    fileprivate var searchText: String { "\(SearchText.folded(name)) \(phone?.digits ?? "")" }

    init(row: Row) throws {
        self.init(
            id: row.id(0), name: row.string(1), phone: try row.optionalPhone(2), whatsappID: try row.optionalChat(3),
            isVIP: row.bool(4), createdAt: row.moment(5)
        )
    }
}
