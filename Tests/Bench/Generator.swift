import Domain
import Storage

/// Fills a database with shops, customers, pets, services and visits, the same ones on every run.
struct Generator: Sendable {
    let driver: SQLiteDriver
    let scale: Scale

    /// Customers, pets and services of a company have ids from 1 upward, so that a reader can pick one at random.
    func tutors(of company: Int) -> Int { share(scale.tutors, company) }
    func pets(of company: Int) -> Int { share(scale.pets, company) }
    func appointments(of company: Int) -> Int { share(scale.appointments, company) }

    private func share(_ total: Int, _ company: Int) -> Int {
        total / scale.companies + (company <= total % scale.companies ? 1 : 0)
    }

    func run() async throws {
        for company in 1...scale.companies {
            try await driver.write(as: .system) { session in try fill(company, session) }
        }
    }

    private func fill(_ company: Int, _ session: any SQLSession) throws {
        var random = Sequence64(seed: UInt64(company))
        let at = Moment(milliseconds: 1_760_000_000_000)
        _ = try session.run(
            """
            INSERT INTO rls$companies (id, name, slug, settings, created_at)
            VALUES (\(company), \("Pet Shop \(company)"), \("pet-shop-\(company)"), '{}', \(at))
            """)
        for id in 1...scale.servicesPerCompany {
            _ = try session.run(
                """
                INSERT INTO rls$services (company_id, id, nome, duracao_minutos, preco, ordem, created_at, updated_at)
                VALUES (\(company), \(id), \("Banho \(id)"), 60, \(5000 + id * 100), \(id), \(at), \(at))
                """)
        }
        for id in 1...tutors(of: company) {
            let phone = String(5_511_900_000_000 + id)
            _ = try session.run(
                """
                INSERT INTO rls$tutors (company_id, id, nome, telefone, telefone_key, whatsapp_id, created_at, updated_at)
                VALUES (\(company), \(id), \("Cliente \(id)"), \(phone), \(phone), \(phone + "@c.us"), \(at), \(at))
                """)
        }
        for id in 1...pets(of: company) {
            let tutor = (id - 1) % tutors(of: company) + 1
            _ = try session.run(
                """
                INSERT INTO rls$pets (company_id, id, tutor_id, nome, especie, porte, created_at, updated_at)
                VALUES (\(company), \(id), \(tutor), \("Thor \(id)"), 'cao', 'medio', \(at), \(at))
                """)
        }
        try fillAgenda(company, &random, at, session)
    }

    private func fillAgenda(
        _ company: Int, _ random: inout Sequence64, _ at: Moment, _ session: any SQLSession
    ) throws {
        let statuses: [Appointment.Status] = [.done, .done, .done, .confirmed, .pending, .cancelled, .noShow]
        for id in 1...appointments(of: company) {
            let pet = Int.random(in: 1...pets(of: company), using: &random)
            let day = LocalDay(number: 20_000 + Int.random(in: 0..<720, using: &random))
            let status = statuses[Int.random(in: 0..<statuses.count, using: &random)]
            guard let time = LocalTime(minutes: 480 + Int.random(in: 0..<20, using: &random) * 30) else { continue }
            let service = Int.random(in: 1...scale.servicesPerCompany, using: &random)
            _ = try session.run(
                """
                INSERT INTO rls$appointments (company_id, id, tutor_id, pet_id, service_id, data_agendamento,
                    hora_agendamento, duracao_minutos, preco, status, created_at, updated_at)
                VALUES (\(company), \(id), \((pet - 1) % tutors(of: company) + 1), \(pet), \(service), \(day), \(time),
                    60, \(5000 + service * 100), \(status), \(at), \(at))
                """)
        }
    }
}
