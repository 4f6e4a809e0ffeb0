import Domain
import Storage

/// What the tenant wall costs: the same statement as a company, and outside the wall with a hand-written
/// `company_id = ?`, in one run over the same rows.
struct WallBench {
    let driver: SQLiteDriver
    let generator: Generator
    let report: Report

    /// - Returns: Wall time of each read through the wall, in nanoseconds, by name.
    func reads(times: Int) async throws -> [String: Double] {
        var found: [String: Double] = [:]
        found["point read"] = try await pair(
            "point read", times: times,
            walled: { _, id in "SELECT id, nome, telefone FROM tutors WHERE id = \(id)" },
            byHand: { company, id in
                "SELECT id, nome, telefone FROM rls$tutors WHERE company_id = \(company) AND id = \(id)"
            })
        found["list of 20 with three joins"] = try await pair(
            "list of 20 with three joins", times: times / 20,
            walled: { _, id in
                """
                SELECT a.id, a.data_agendamento, a.hora_agendamento, a.status, a.preco, t.nome, p.nome, s.nome
                FROM appointments a JOIN tutors t ON t.id = a.tutor_id JOIN pets p ON p.id = a.pet_id
                JOIN services s ON s.id = a.service_id
                WHERE a.data_agendamento >= \(LocalDay(number: 20_000 + id % 700))
                ORDER BY a.data_agendamento, a.hora_agendamento, a.id LIMIT 20
                """
            },
            byHand: { company, id in
                """
                SELECT a.id, a.data_agendamento, a.hora_agendamento, a.status, a.preco, t.nome, p.nome, s.nome
                FROM rls$appointments a
                JOIN rls$tutors t ON t.company_id = a.company_id AND t.id = a.tutor_id
                JOIN rls$pets p ON p.company_id = a.company_id AND p.id = a.pet_id
                JOIN rls$services s ON s.company_id = a.company_id AND s.id = a.service_id
                WHERE a.company_id = \(company) AND a.data_agendamento >= \(LocalDay(number: 20_000 + id % 700))
                ORDER BY a.data_agendamento, a.hora_agendamento, a.id LIMIT 20
                """
            })
        found["aggregate of one day"] = try await pair(
            "aggregate of one day", times: times / 10,
            walled: { _, id in
                """
                SELECT count(*), sum(preco) FROM appointments
                WHERE data_agendamento = \(LocalDay(number: 20_000 + id % 720))
                """
            },
            byHand: { company, id in
                """
                SELECT count(*), sum(preco) FROM rls$appointments
                WHERE company_id = \(company) AND data_agendamento = \(LocalDay(number: 20_000 + id % 720))
                """
            })
        return found
    }

    private func pair(
        _ name: String, times: Int, walled: @escaping @Sendable (Int, Int) -> SQL,
        byHand: @escaping @Sendable (Int, Int) -> SQL
    ) async throws -> Double {
        let company = 1
        let last = generator.tutors(of: company)
        func run(_ tenant: TenantBinding, _ text: @escaping @Sendable (Int, Int) -> SQL) async throws {
            try await driver.read(as: tenant) { session in
                var random = Sequence64(seed: 9)
                for _ in 0..<times {
                    _ = try session.rows(text(company, Int.random(in: 1...last, using: &random))) { $0.int64(0) }
                }
            }
        }
        // In turn, so that a slower spell of the machine meets both.
        var ratios: [Double] = []
        var best = Double.infinity
        for _ in 0..<7 {
            let hand = try await Measure.best(rounds: 1, times: times) { try await run(.system, byHand) }
            let wall = try await Measure.best(rounds: 1, times: times) {
                try await run(.company(Identifier(Int64(company))), walled)
            }
            ratios.append(wall.cpu / hand.cpu)
            best = min(best, wall.cpu)
        }
        report.figure("wall: \(name)", best / 1000, "µs CPU")
        report.figure("wall: \(name), over hand-written", median(ratios), "×", goal: "≤ 1.10")
        return best
    }

    /// Durable inserts and updates by 64 writers, whose commits are grouped.
    func writes(times: Int) async throws {
        try await writePair(
            "insert", times: times,
            walled: { id in
                """
                INSERT INTO pets (id, tutor_id, nome, especie, created_at, updated_at)
                VALUES (\(id), 1, 'Thor', 'cao', 0, 0)
                """
            },
            byHand: { id in
                """
                INSERT INTO rls$pets (company_id, id, tutor_id, nome, especie, created_at, updated_at)
                VALUES (1, \(id), 1, 'Thor', 'cao', 0, 0)
                """
            })
        try await writePair(
            "update", times: times,
            walled: { id in "UPDATE tutors SET nome = \("Cliente \(id)") WHERE id = \(id % 200 + 1)" },
            byHand: { id in
                "UPDATE rls$tutors SET nome = \("Cliente \(id)") WHERE company_id = 1 AND id = \(id % 200 + 1)"
            })
        try await writePair(
            "update of all columns, one of them new", times: times,
            walled: { id in
                """
                UPDATE tutors SET nome = \("Cliente \(id)"), telefone = telefone, telefone_key = telefone_key,
                    whatsapp_id = whatsapp_id, is_vip = is_vip, updated_at = updated_at
                WHERE id = \(id % 200 + 1)
                """
            },
            byHand: { id in
                """
                UPDATE rls$tutors SET nome = \("Cliente \(id)"), telefone = telefone, telefone_key = telefone_key,
                    whatsapp_id = whatsapp_id, is_vip = is_vip, updated_at = updated_at
                WHERE company_id = 1 AND id = \(id % 200 + 1)
                """
            })
    }

    private func writePair(
        _ name: String, times: Int, walled: @escaping @Sendable (Int) -> SQL, byHand: @escaping @Sendable (Int) -> SQL
    ) async throws {
        var ratios: [Double] = []
        var cpu: [Double] = []
        var next = Int.random(in: 1_000_000...2_000_000_000) * 1000
        for _ in 0..<7 {
            let (first, second) = (next, next + times)
            next += 2 * times
            let hand = try await Measure.best(rounds: 1, times: times) {
                try await WriteBench.run(driver, as: .system, writers: 64, times: times) { byHand(first + $0) }
            }
            let wall = try await Measure.best(rounds: 1, times: times) {
                try await WriteBench.run(driver, as: .company(Identifier(1)), writers: 64, times: times) {
                    walled(second + $0)
                }
            }
            ratios.append(wall.wall / hand.wall)
            cpu.append(wall.cpu / hand.cpu)
        }
        report.figure("wall: durable \(name), over hand-written", median(ratios), "×", goal: "≤ 1.25")
        report.figure("wall: durable \(name), over hand-written", median(cpu), "× CPU")
    }
}

func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
}
