import Domain

/// The `tutors` table as the panel reads it: customers with their profile. A customer whose data was erased is not
/// among them.
package struct TutorDetailsDAO {
    /// Which customers a list shows; a field left nil or empty does not filter.
    package struct Filter: Sendable, Hashable {
        /// All of these are in name, phone or e-mail; as `SearchText.words` gives them.
        package var words: [String] = []
        package var isVIP: Bool?
        package var isInactive: Bool?
        /// Born in this month, 1...12; the list is by day then.
        package var birthMonth: Int?
        /// Neither a visit that took place nor a message since then.
        package var quietSince: Quiet?
        /// By date of entry, newest first, and not by name.
        package var newestFirst = false
        package init() {}
    }

    /// One point in time, as a visit's day and as a message's moment.
    package struct Quiet: Sendable, Hashable {
        package let day: LocalDay
        package let moment: Moment

        package init(day: LocalDay, moment: Moment) {
            self.day = day
            self.moment = moment
        }
    }

    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    private static let columns: SQL =
        """
        t.id, t.nome, t.telefone, t.whatsapp_id, t.is_vip, t.created_at, t.updated_at, t.is_inativo, t.email, t.cpf,
        t.data_nascimento, t.genero, t.endereco, t.bairro, t.cidade, t.estado, t.cep, t.observacoes, t.notas_internas,
        t.como_conheceu, t.aceita_marketing, t.tags, t.preferencias
        """

    package func find(_ id: Tutor.ID) throws -> TutorDetails? { try find([id]).first }

    /// Those of them that exist, in no order; 1000 at most.
    package func find(_ ids: [Tutor.ID]) throws -> [TutorDetails] {
        try tx.rows(
            """
            SELECT \(sql: Self.columns) FROM tutors t
            WHERE t.id IN \(list: ids.padded) AND t.erased_at IS NULL
            """, TutorDetails.init(row:))
    }

    /// Customers that match: by name, unless the filter asks for another order.
    ///
    /// - Parameter limit: Most rows returned, 1...1000.
    package func list(_ filter: Filter, limit: Int, offset: Int) throws -> [TutorDetails] {
        try tx.rows(
            """
            SELECT \(sql: Self.columns) FROM tutors t WHERE \(sql: .all(Self.conditions(filter)))
            ORDER BY \(sql: Self.order(filter)) LIMIT \(limit) OFFSET \(offset)
            """, TutorDetails.init(row:))
    }

    package func count(_ filter: Filter) throws -> Int {
        try tx.count("SELECT count(*) FROM tutors t WHERE \(sql: .all(Self.conditions(filter)))")
    }

    /// Writes the profile; name, phone and VIP are `TutorsDAO`'s.
    ///
    /// - Returns: False when this company has no such customer.
    package func update(_ profile: TutorProfile, of id: Tutor.ID, at now: Moment) throws -> Bool {
        try tx.run(
            """
            UPDATE tutors SET is_inativo = \(profile.isInactive), email = \(profile.email), cpf = \(profile.cpf),
                data_nascimento = \(profile.birthday), aniversario = \(profile.birthday?.anniversary),
                genero = \(profile.gender), endereco = \(profile.address.street), bairro = \(profile.address.district),
                cidade = \(profile.address.city), estado = \(profile.address.state),
                cep = \(profile.address.postalCode), observacoes = \(profile.notes),
                notas_internas = \(profile.internalNotes), como_conheceu = \(profile.source),
                aceita_marketing = \(profile.acceptsMarketing), tags = \(try JSONText.encode(profile.tags)),
                preferencias = \(try JSONText.encode(profile.preferences)), updated_at = \(now)
            WHERE id = \(id) AND erased_at IS NULL
            """) == 1
    }

    private static func order(_ filter: Filter) -> SQL {
        if filter.birthMonth != nil { return "t.aniversario, t.id" }
        return filter.newestFirst ? "t.id DESC" : "t.nome, t.id"
    }

    private static func conditions(_ filter: Filter) -> [SQL] {
        var conditions: [SQL] = ["t.erased_at IS NULL"]
        if let isVIP = filter.isVIP { conditions.append(isVIP ? "t.is_vip = 1" : "t.is_vip = 0") }
        if let isInactive = filter.isInactive {
            conditions.append(isInactive ? "t.is_inativo = 1" : "t.is_inativo = 0")
        }
        if let month = filter.birthMonth {
            conditions.append("t.aniversario BETWEEN \(month.twoDigits + "-01") AND \(month.twoDigits + "-31")")
        }
        if let quiet = filter.quietSince { conditions.append(since(quiet)) }
        for word in filter.words {
            let pattern = "%" + word.escapedForLike + "%"
            conditions.append("(t.busca LIKE \(pattern) ESCAPE '!' OR t.email LIKE \(pattern) ESCAPE '!')")
        }
        return conditions
    }

    /// As a sum, so that the list is not read in the order of creation and sorted by name afterwards.
    private static func since(_ quiet: Quiet) -> SQL {
        """
        t.created_at + 0 < \(quiet.moment)
        AND NOT EXISTS (SELECT 1 FROM appointments a WHERE a.tutor_id = t.id AND a.status = 'concluido'
                        AND a.data_agendamento >= \(quiet.day))
        AND NOT EXISTS (SELECT 1 FROM conversations c WHERE c.tutor_id = t.id
                        AND c.last_message_at >= \(quiet.moment))
        """
    }
}

extension TutorDetails {
    init(row: Row) throws {
        var profile = TutorProfile()
        profile.isInactive = row.bool(7)
        profile.email = row.optionalString(8)
        profile.cpf = row.optionalString(9)
        profile.birthday = try row.optional(10) { try $0.day(10) }
        profile.gender = row.optionalString(11)
        profile.address.street = row.optionalString(12)
        profile.address.district = row.optionalString(13)
        profile.address.city = row.optionalString(14)
        profile.address.state = row.optionalString(15)
        profile.address.postalCode = row.optionalString(16)
        profile.notes = row.optionalString(17)
        profile.internalNotes = row.optionalString(18)
        profile.source = row.optionalString(19)
        profile.acceptsMarketing = row.bool(20)
        profile.tags = try row.texts(21)
        profile.preferences = try row.expect(JSONValue(bytes: row.string(22).utf8)?.members, 22, "JSON object")
        self.init(tutor: try Tutor(row: row), profile: profile, updatedAt: row.moment(6))
    }
}

extension LocalDay {
    /// "03-14", the same every year.
    var anniversary: String { String(description.suffix(5)) }
}

extension Int {
    var twoDigits: String { self < 10 ? "0\(self)" : "\(self)" }
}

extension String {
    /// With the signs that LIKE gives a meaning to put behind "!".
    var escapedForLike: String {
        reduce(into: "") { text, character in
            if "%_!".contains(character) { text.append("!") }
            text.append(character)
        }
    }
}

extension Array {
    /// Repeats the last element up to the next of 1, 4, 16, 64, 128, so that an IN list has few lengths and a
    /// statement is prepared few times.
    var padded: [Element] {
        guard let last, let size = [1, 4, 16, 64, 128].first(where: { $0 >= count }) else { return self }
        return self + Array(repeating: last, count: size - count)
    }
}
