import Domain

/// How the agent says days, times and prices. Whatever it says comes from the values handed in.
enum Wording {
    /// "segunda-feira, 23/11", with the year when it is not this one.
    static func day(_ day: LocalDay, today: LocalDay) -> String {
        let (year, month, date) = day.civil
        let suffix = year == today.civil.year ? "" : "/\(year)"
        let name =
            switch day.days(since: today) {
            case 0: "hoje, \(day.weekday.portugueseName)"
            case 1: "amanhã, \(day.weekday.portugueseName)"
            default: day.weekday.portugueseName
            }
        return "\(name), \(two(date))/\(two(month))\(suffix)"
    }

    static func starts(_ starts: LocalDateTime, today: LocalDay) -> String {
        "\(day(starts.day, today: today)), às \(time(starts.time))"
    }

    /// "Banho para Thor, amanhã, terça-feira, 03/03, às 15h".
    static func visit(_ visit: AppointmentDetails, today: LocalDay) -> String {
        BookingTalk.subject(visit.serviceName, visit.pet.name) + ", "
            + starts(visit.appointment.slot.starts, today: today)
    }

    /// "Oi, Carla!", or "Oi!" to a customer whose name nobody knows.
    static func hello(_ customer: String) -> String {
        guard customer != "Cliente", let name = customer.split(separator: " ").first else { return "Oi!" }
        return "Oi, \(name)!"
    }

    static func seeYou(_ visit: String) -> String { "Combinado! \(visit). Até lá! 🐾" }

    /// "15h" or "15h30".
    static func time(_ time: LocalTime) -> String {
        time.minute == 0 ? "\(time.hour)h" : "\(time.hour)h\(two(time.minute))"
    }

    /// "1h30", "45 min".
    static func length(_ minutes: Int) -> String {
        minutes < 60
            ? "\(minutes) min" : minutes % 60 == 0 ? "\(minutes / 60)h" : "\(minutes / 60)h\(two(minutes % 60))"
    }

    /// "a", "a e b", "a, b e c".
    static func list(_ items: [String], last: String = "e") -> String {
        guard let final = items.last, items.count > 1 else { return items.first ?? "" }
        return "\(items.dropLast().joined(separator: ", ")) \(last) \(final)"
    }

    static func numbered(_ items: [String]) -> String {
        items.enumerated().map { "\($0.offset + 1). \($0.element)" }.joined(separator: "\n")
    }

    /// "pequeno R$ 50,00, médio R$ 60,00 …", or one price when size makes no difference.
    static func prices(of service: PetService) -> String {
        let coat = service.priceDependsOnCoat ? " (pode mudar com a pelagem)" : ""
        guard service.priceDependsOnSize else { return service.basePrice.formatted + coat }
        return Pet.Size.allCases
            .map { "\($0.portugueseName) \(service.price(for: $0).formatted)" }
            .joined(separator: ", ") + coat
    }

    /// The week in as few lines as it takes: "Segunda-feira a sexta-feira: 8h às 18h".
    static func week(_ hours: BusinessHours) -> String {
        let order: [Weekday] = [.monday, .tuesday, .wednesday, .thursday, .friday, .saturday, .sunday]
        var groups: [(days: [Weekday], text: String)] = []
        for day in order {
            let text = windows(hours[day])
            if groups.last?.text == text {
                groups[groups.count - 1].days.append(day)
            } else {
                groups.append(([day], text))
            }
        }
        return groups.map { group in
            let names = group.days.map(\.portugueseName)
            let label = names.count > 2 ? "\(names[0]) a \(names[names.count - 1])" : list(names)
            return "\(capitalized(label)): \(group.text)"
        }.joined(separator: "\n")
    }

    static func windows(_ windows: [BusinessHours.Window]) -> String {
        windows.isEmpty ? "fechado" : list(windows.map { "\(time($0.opens)) às \(time($0.closes))" })
    }

    static func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
