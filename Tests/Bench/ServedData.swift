import Business
import Domain
import Foundation
import Storage

/// `Bench --data FOLDER`: a data folder for `auzap serve`, with an owner of the first shop who can sign in.
///
/// The shop is open day and night for ten years ahead, so that a run never comes to the end of its free places.
struct ServedData {
    let folder: String
    let scale: Scale

    static let email = "dona@exemplo.com.br"
    static let password = "Banho-e-Tosa-2024"

    func make() async throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let driver = try SQLiteDriver(path: folder + "/auzap.db")
        let generator = Generator(driver: driver, scale: scale)
        try await generator.run()
        let hash = try await PasswordHasher().hash(Self.password)
        let database = Database(driver: driver, ids: IDMaker())
        let scope = TenantScope(companyID: Identifier(1), actor: .operatorCommand)
        let hours = try Self.dayAndNight()
        let owner = User(
            id: Identifier(1), companyID: scope.companyID, email: Self.email, name: "Dona", role: .owner,
            isActive: true, createdAt: Moment(milliseconds: 1_760_000_000_000))
        try await database.write(scope) { tx in
            try UsersDAO(tx).insert(owner, passwordHash: hash)
            try BusinessHoursDAO(tx).replace(with: hours)
            try CompaniesDAO(tx).update(name: "Pet Shop 1", settings: Self.settings)
        }
        await driver.close()
        try describe(generator)
    }

    private struct NoHours: Error {}

    private static func dayAndNight() throws -> BusinessHours {
        guard let end = LocalTime(minutes: 1440), let window = BusinessHours.Window(opens: .midnight, closes: end)
        else { throw NoHours() }
        return BusinessHours(Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, [window]) }))
    }

    private static var settings: CompanySettings {
        var settings = CompanySettings()
        settings.capacity = 20
        settings.horizonDays = 3650
        settings.holidays = .none
        return settings
    }

    /// What the load must know, as lines that a shell reads.
    private func describe(_ generator: Generator) throws {
        print("email=\(Self.email)")
        print("password=\(Self.password)")
        print("tutors=\(generator.tutors(of: 1))")
        print("visits=\(generator.appointments(of: 1))")
    }
}
