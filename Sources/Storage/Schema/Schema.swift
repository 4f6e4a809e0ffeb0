/// The schema, oldest step first.
enum Schema {
    static let migrations: [Migration] = [
        .accounts, .catalog, .people, .appointments, .chat, .delivery, .audit, .knowledge, .registry, .visits, .figures,
        .notices, .access, .events, .turns, .staff, .coat, .series, .media, .sessionCare,
    ]

    static let tenantTables = migrations.flatMap(\.tenantTables)
}
