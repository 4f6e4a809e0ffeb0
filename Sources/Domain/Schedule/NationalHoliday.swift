/// A day on which Brazil rests, or on which much of it does.
///
/// National holidays: Lei 662/1949 as changed by Lei 10.607/2002, Lei 6.802/1980, Lei 14.759/2023; Good Friday is
/// religious (Lei 9.093/1995, article 2). Carnival and Corpus Christi are optional ("ponto facultativo").
package enum NationalHoliday: String, Sendable, Hashable, Codable, CaseIterable {
    case newYear = "confraternizacao"
    case carnival = "carnaval"
    case goodFriday = "sexta_santa"
    case tiradentes = "tiradentes"
    case labour = "trabalho"
    case corpusChristi = "corpus_christi"
    case independence = "independencia"
    case aparecida = "aparecida"
    case allSouls = "finados"
    case republic = "republica"
    case blackAwareness = "consciencia_negra"
    case christmas = "natal"

    /// The holiday that a day is, if any; the first of this list when it is two at once.
    package init?(on day: LocalDay) {
        let (year, month, date) = day.civil
        if let fixed = Self.fixed[month * 100 + date] {
            self = fixed
            return
        }
        switch LocalDay.easter(in: year).map({ day.days(since: $0) }) {
        case -48, -47: self = .carnival
        case -2: self = .goodFriday
        case 60: self = .corpusChristi
        default: return nil
        }
    }

    /// By month and day: 1225.
    private static let fixed: [Int: NationalHoliday] = [
        101: .newYear, 421: .tiradentes, 501: .labour, 907: .independence, 1012: .aparecida, 1102: .allSouls,
        1115: .republic, 1120: .blackAwareness, 1225: .christmas,
    ]

    /// A free day by law, not by custom.
    package var isStatutory: Bool { self != .carnival && self != .corpusChristi }

    package var portugueseName: String {
        switch self {
        case .newYear: "Confraternização Universal"
        case .carnival: "Carnaval"
        case .goodFriday: "Sexta-feira Santa"
        case .tiradentes: "Tiradentes"
        case .labour: "Dia do Trabalho"
        case .corpusChristi: "Corpus Christi"
        case .independence: "Independência do Brasil"
        case .aparecida: "Nossa Senhora Aparecida"
        case .allSouls: "Finados"
        case .republic: "Proclamação da República"
        case .blackAwareness: "Dia da Consciência Negra"
        case .christmas: "Natal"
        }
    }
}

/// On which holidays a shop stays closed.
package struct HolidayRule: Sendable, Hashable, Codable {
    /// True for a shop that works through all of them.
    package var isOpen = false
    /// Those that close the shop; at first the ones that are so by law.
    package var closed: Set<NationalHoliday> = Set(NationalHoliday.allCases.filter(\.isStatutory))

    package init() {}

    /// A shop that works on every holiday.
    package static let none: HolidayRule = {
        var rule = HolidayRule()
        rule.isOpen = true
        return rule
    }()

    /// The holiday that keeps the shop closed on a day; nil when it is open.
    package func closing(on day: LocalDay) -> NationalHoliday? {
        guard !isOpen, let holiday = NationalHoliday(on: day), closed.contains(holiday) else { return nil }
        return holiday
    }

    private enum CodingKeys: String, CodingKey { case isOpen, closed }

    package init(from decoder: any Decoder) throws {
        let stored = try decoder.container(keyedBy: CodingKeys.self)
        isOpen = try stored.decodeIfPresent(Bool.self, forKey: .isOpen) ?? isOpen
        // A holiday that this program does not know any more closes nothing.
        if let names = try stored.decodeIfPresent([String].self, forKey: .closed) {
            closed = Set(names.compactMap(NationalHoliday.init(rawValue:)))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var stored = encoder.container(keyedBy: CodingKeys.self)
        try stored.encode(isOpen, forKey: .isOpen)
        try stored.encode(closed.map(\.rawValue).sorted(), forKey: .closed)
    }
}
