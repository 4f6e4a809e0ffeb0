extension TimeParser {
    /// A Brazilian holiday or feast by name, its coming date. Fixed national holidays: Lei 662/1949, 6.802/1980,
    /// 9.093/1995 and 14.759/2023.
    func holiday(at index: Int) -> Found<DayItem>? {
        let start = word(index) == "feriado" ? skip(index + 1, ["de", "do", "da"], limit: 1) : index
        let isEve = word(start) == "vespera"
        let nameStart = isEve ? skip(start + 1, ["de", "do", "da"], limit: 1) : start
        guard let names = Self.holidays[word(nameStart)] else { return nil }
        for (words, feast) in names {
            guard words.enumerated().allSatisfy({ tokens.element(nameStart + 1 + $0.offset)?.text == $0.element })
            else { continue }
            guard let day = coming(feast, isEve: isEve) else { return nil }
            return Found(DayItem(.on(day)), nameStart + 1 + words.count)
        }
        return nil
    }

    private func coming(_ feast: Feast, isEve: Bool) -> LocalDay? {
        let year = today.civil.year
        return (0...2).compactMap { feast.day(in: year + $0)?.adding(days: isEve ? -1 : 0) }.first { $0 >= today }
    }

    enum Feast: Sendable {
        case fixed(month: Int, day: Int)
        /// Days after Easter Sunday.
        case easter(Int)
        /// The nth Sunday of a month.
        case sunday(Int, month: Int)

        func day(in year: Int) -> LocalDay? {
            switch self {
            case .fixed(let month, let day): return LocalDay(year: year, month: month, day: day)
            case .easter(let days): return LocalDay.easter(in: year)?.adding(days: days)
            case .sunday(let nth, let month):
                guard let first = LocalDay(year: year, month: month, day: 1) else { return nil }
                return first.adding(days: (7 - first.weekday.rawValue) % 7 + 7 * (nth - 1))
            }
        }
    }

    /// First word of the name, then the rest; longer names stand first.
    private static let holidays: [String: [([String], Feast)]] = [
        "natal": [([], .fixed(month: 12, day: 25))],
        "ano": [(["novo"], .fixed(month: 1, day: 1))],
        "reveillon": [([], .fixed(month: 1, day: 1))],
        "tiradentes": [([], .fixed(month: 4, day: 21))],
        "independencia": [([], .fixed(month: 9, day: 7))],
        "aparecida": [([], .fixed(month: 10, day: 12))],
        "finados": [([], .fixed(month: 11, day: 2))],
        "proclamacao": [(["da", "republica"], .fixed(month: 11, day: 15))],
        "consciencia": [(["negra"], .fixed(month: 11, day: 20))],
        "pascoa": [([], .easter(0))],
        "carnaval": [([], .easter(-47))],
        "corpus": [(["christi"], .easter(60)), (["cristi"], .easter(60))],
        "sexta": [
            (["-", "feira", "santa"], .easter(-2)), (["feira", "santa"], .easter(-2)), (["santa"], .easter(-2)),
        ],
        "dia": [
            (["do", "trabalho"], .fixed(month: 5, day: 1)), (["do", "trabalhador"], .fixed(month: 5, day: 1)),
            (["de", "natal"], .fixed(month: 12, day: 25)), (["das", "criancas"], .fixed(month: 10, day: 12)),
            (["dos", "namorados"], .fixed(month: 6, day: 12)), (["das", "maes"], .sunday(2, month: 5)),
            (["dos", "pais"], .sunday(2, month: 8)), (["de", "finados"], .fixed(month: 11, day: 2)),
        ],
    ]
}

extension LocalDay {
    /// Easter Sunday of a Gregorian year (Meeus, "Astronomical Algorithms", chapter 8).
    static func easter(in year: Int) -> LocalDay? {
        let golden = year % 19
        let (century, rest) = year.quotientAndRemainder(dividingBy: 100)
        let moon = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30
        let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7
        let shift = (golden + 11 * moon + 22 * weekday) / 451
        let sum = moon + weekday - 7 * shift + 114
        return LocalDay(year: year, month: sum / 31, day: sum % 31 + 1)
    }
}
