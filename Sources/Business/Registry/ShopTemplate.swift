import Domain
import Storage

/// What a new shop starts with, so that it can serve on its first day. Every part is the owner's to change.
package enum ShopTemplate: String, Sendable, CaseIterable {
    /// The usual services, Monday to Saturday.
    case petShop = "petshop"
    /// The same, open on Sundays too.
    case petShopEveryDay = "petshop-todos-os-dias"
    /// Hours from Monday to Friday and no services.
    case empty = "vazio"

    package var settings: CompanySettings { CompanySettings() }

    package var hours: BusinessHours {
        let days: [Weekday: (opens: Int, closes: Int)] =
            switch self {
            case .petShop: Self.week(saturday: (8, 18), sunday: nil)
            case .petShopEveryDay: Self.week(saturday: (8, 18), sunday: (9, 17))
            case .empty: Self.week(saturday: nil, sunday: nil)
            }
        return BusinessHours(
            days.compactMapValues { day in
                guard let opens = LocalTime(hour: day.opens), let closes = LocalTime(hour: day.closes),
                    let window = BusinessHours.Window(opens: opens, closes: closes)
                else { return nil }
                return [window]
            })
    }

    /// Services with starting prices for a neighbourhood shop.
    package func services(ids: IDMaker) -> [PetService] {
        guard self != .empty else { return [] }
        return Self.catalog.map { entry in
            PetService(
                id: ids.next(), name: entry.name, summary: entry.summary, minutes: entry.minutes,
                basePrice: Money(centavos: entry.reais[1] * 100),
                priceBySize: Dictionary(
                    uniqueKeysWithValues: zip(Pet.Size.allCases, entry.reais).map { ($0, Money(centavos: $1 * 100)) }),
                category: entry.category)
        }
    }

    func apply(to tx: TenantTransaction, ids: IDMaker, at now: Moment) throws {
        try BusinessHoursDAO(tx).replace(with: hours)
        for (place, service) in services(ids: ids).enumerated() {
            try ServicesDAO(tx).insert(service, place: place + 1, at: now)
        }
    }

    private struct Entry {
        let name: String
        let category: String
        let summary: String
        let minutes: Int
        /// Small, medium, large, giant.
        let reais: [Int64]
    }

    private static let catalog = [
        Entry(
            name: "Banho", category: "banho", summary: "Banho com secagem, escovação e limpeza de ouvidos", minutes: 60,
            reais: [50, 60, 80, 110]),
        Entry(
            name: "Banho e tosa", category: "tosa", summary: "Banho completo com tosa na máquina ou tesoura",
            minutes: 120,
            reais: [90, 110, 140, 180]),
        Entry(
            name: "Tosa higiênica", category: "tosa", summary: "Patas, barriga e região íntima", minutes: 30,
            reais: [35, 40, 50, 60]),
        Entry(
            name: "Corte de unhas", category: "higiene", summary: "Corte e lixamento das unhas", minutes: 15,
            reais: [20, 20, 25, 30]),
        Entry(
            name: "Hidratação", category: "banho", summary: "Banho com máscara de hidratação", minutes: 90,
            reais: [80, 95, 120, 150]),
    ]

    private static func week(
        saturday: (Int, Int)?, sunday: (Int, Int)?
    ) -> [Weekday: (opens: Int, closes: Int)] {
        var days: [Weekday: (opens: Int, closes: Int)] = [:]
        for day in Weekday.allCases where day != .saturday && day != .sunday { days[day] = (8, 18) }
        days[.saturday] = saturday
        days[.sunday] = sunday
        return days
    }
}
