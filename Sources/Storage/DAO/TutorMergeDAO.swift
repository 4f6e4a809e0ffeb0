import Domain

/// Two rows of `tutors` that turn out to be one person.
package struct TutorMergeDAO {
    let tx: TenantTransaction
    package init(_ tx: TenantTransaction) { self.tx = tx }

    /// Gives pets, visits, visits that repeat, places in the waitlist and chats of one customer to another.
    package func move(from gone: Tutor.ID, to kept: Tutor.ID) throws {
        try tx.run("UPDATE pets SET tutor_id = \(kept) WHERE tutor_id = \(gone)")
        try tx.run("UPDATE appointments SET tutor_id = \(kept) WHERE tutor_id = \(gone)")
        try tx.run("UPDATE visit_series SET tutor_id = \(kept) WHERE tutor_id = \(gone)")
        try tx.run("UPDATE waitlist SET tutor_id = \(kept) WHERE tutor_id = \(gone)")
        try tx.run("UPDATE conversations SET tutor_id = \(kept) WHERE tutor_id = \(gone)")
    }

    /// Fills what is not known of one customer with what is known of another.
    package func complete(_ kept: Tutor.ID, from gone: Tutor.ID, at now: Moment) throws {
        try tx.run(
            """
            UPDATE tutors SET email = coalesce(email, (SELECT g.email FROM tutors g WHERE g.id = \(gone))),
                data_nascimento = coalesce(data_nascimento, (SELECT g.data_nascimento FROM tutors g WHERE g.id = \(gone))),
                aniversario = coalesce(aniversario, (SELECT g.aniversario FROM tutors g WHERE g.id = \(gone))),
                endereco = coalesce(endereco, (SELECT g.endereco FROM tutors g WHERE g.id = \(gone))),
                observacoes = coalesce(observacoes, (SELECT g.observacoes FROM tutors g WHERE g.id = \(gone))),
                notas_internas = coalesce(notas_internas, (SELECT g.notas_internas FROM tutors g WHERE g.id = \(gone))),
                updated_at = \(now)
            WHERE id = \(kept)
            """)
    }
}
