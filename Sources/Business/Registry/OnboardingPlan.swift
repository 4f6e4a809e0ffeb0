import Domain

/// What the wizard's data comes to, once read. The wizard keeps each part under its own name, at the top or inside
/// `step<N>`, or as the step itself.
struct OnboardingPlan: Sendable {
    struct Service: Sendable, Hashable {
        let name: String
        let price: Money?
        let minutes: Int?
    }

    private(set) var companyName: String?
    private(set) var address: String?
    /// The whole week, where it was given day by day.
    private(set) var week: BusinessHours?
    /// One window for every day that is open.
    private(set) var window: BusinessHours.Window?
    private(set) var services: [Service] = []
    private(set) var agentName: String?
    private(set) var persona: String?
    private(set) var escalationName: String?
    private(set) var escalationPhone: PhoneNumber?
    /// What cannot be applied, one Portuguese sentence each.
    private(set) var faults: [String] = []

    private static let mostServices = 100

    init(_ data: [String: JSONValue]) {
        let business = Self.part("businessInfo", step: 2, of: data)
        companyName = text("businessInfo.name", business?["name"], upTo: 255)
        address = text("businessInfo.address", business?["address"], upTo: 300)
        readHours(business, data)
        readServices(Self.part("productsServices", step: 4, of: data))
        readAgent(Self.part("aiPersonality", step: 5, of: data), Self.part("differentiation", step: 3, of: data))
        readEscalation(Self.part("bipeConfig", step: 6, of: data))
    }

    private static func part(_ name: String, step: Int, of data: [String: JSONValue]) -> JSONValue? {
        if let part = data[name] { return part }
        let own = data["step\(step)"]
        return own?[name] ?? own
    }

    /// A text without blanks around it; nil when absent, empty or wrong.
    private mutating func text(_ name: String, _ value: JSONValue?, upTo limit: Int) -> String? {
        guard case .string(let text) = value else { return nil }
        let kept = text.split(separator: " ").joined(separator: " ")
        guard !kept.utf8.contains(0) else {
            faults.append("\(name): contém um caractere inválido")
            return nil
        }
        guard kept.count <= limit else {
            faults.append("\(name): no máximo \(limit) caracteres")
            return nil
        }
        return kept.isEmpty ? nil : kept
    }

    // MARK: - Hours

    private mutating func readHours(_ business: JSONValue?, _ data: [String: JSONValue]) {
        let name = "horario_funcionamento"
        if let week = (business?[name] ?? data[name])?.members, !week.isEmpty {
            self.week = readWeek(week)
        } else if let opens = business?["openingTime"] ?? data["openingTime"],
            let closes = business?["closingTime"] ?? data["closingTime"]
        {
            window = Self.window(opens, closes)
            if window == nil { faults.append("closingTime: hora no formato HH:MM, depois de openingTime") }
        }
    }

    /// "08:00-18:00" or "fechado" by day, as the company's own settings have it.
    private mutating func readWeek(_ week: [String: JSONValue]) -> BusinessHours? {
        let names: [(String, Weekday)] = [
            ("segunda", .monday), ("terca", .tuesday), ("quarta", .wednesday), ("quinta", .thursday),
            ("sexta", .friday), ("sabado", .saturday), ("domingo", .sunday),
        ]
        var days: [Weekday: [BusinessHours.Window]] = [:]
        for (name, day) in names {
            guard case .string(let text) = week[name], text != "fechado", !text.isEmpty else { continue }
            let parts = text.prefix(20).split(separator: "-").map { JSONValue.string(String($0.filter { $0 != " " })) }
            guard parts.count == 2, let window = Self.window(parts[0], parts[1]) else {
                faults.append("horario_funcionamento.\(name): no formato 08:00-18:00, ou fechado")
                continue
            }
            days[day] = [window]
        }
        return BusinessHours(days)
    }

    private static func window(_ opens: JSONValue, _ closes: JSONValue) -> BusinessHours.Window? {
        guard case .string(let first) = opens, case .string(let last) = closes, let opens = LocalTime(text: first),
            let closes = LocalTime(text: last)
        else { return nil }
        return BusinessHours.Window(opens: opens, closes: closes)
    }

    // MARK: - Services

    private mutating func readServices(_ part: JSONValue?) {
        guard case .array(let items) = part?["services"] ?? part else { return }
        guard items.count <= Self.mostServices else {
            faults.append("productsServices: no máximo \(Self.mostServices) itens")
            return
        }
        for (index, item) in items.enumerated() {
            let place = "productsServices[\(index)]"
            let given = item["nome"] ?? item["name"] ?? item
            guard let name = text(place, given, upTo: 120) else { continue }
            services.append(Service(name: name, price: price(of: item, place), minutes: minutes(of: item, place)))
        }
    }

    private mutating func price(of item: JSONValue, _ place: String) -> Money? {
        guard let reais = (item["preco"] ?? item["price"])?.number else { return nil }
        guard (0...1_000_000).contains(reais) else {
            faults.append("\(place).preco: entre 0 e 1000000")
            return nil
        }
        return Money(centavos: Int64((reais * 100).rounded()))
    }

    private mutating func minutes(of item: JSONValue, _ place: String) -> Int? {
        guard let minutes = (item["duracaoMinutos"] ?? item["duration"])?.number else { return nil }
        guard (5...1440).contains(minutes), minutes == minutes.rounded() else {
            faults.append("\(place).duracaoMinutos: número inteiro entre 5 e 1440")
            return nil
        }
        return Int(minutes)
    }

    // MARK: - Agent

    private mutating func readAgent(_ personality: JSONValue?, _ difference: JSONValue?) {
        agentName = text("aiPersonality.agentName", personality?["agentName"] ?? personality?["name"], upTo: 255)
        var sentences: [String] = []
        let parts: [(String, JSONValue?, String)] = [
            ("aiPersonality.tone", personality?["tone"], "Tom"),
            ("aiPersonality.emojiUsage", personality?["emojiUsage"], "Emojis"),
            ("aiPersonality.brazilianSlang", personality?["brazilianSlang"], "Gírias"),
            ("aiPersonality.brandVoice", personality?["brandVoice"], "Voz da marca"),
            ("differentiation.uniqueValueProposition", difference?["uniqueValueProposition"], "Diferencial"),
            ("differentiation.targetAudience", difference?["targetAudience"], "Público"),
        ]
        for (name, value, label) in parts {
            if case .bool(let isOn) = value {
                sentences.append("\(label): \(isOn ? "sim" : "não")")
            } else if let text = text(name, value, upTo: 500) {
                sentences.append("\(label): \(text)")
            }
        }
        persona = sentences.isEmpty ? nil : sentences.joined(separator: "\n")
    }

    private mutating func readEscalation(_ part: JSONValue?) {
        escalationName = text("bipeConfig.responsibleName", part?["responsibleName"], upTo: 120)
        guard let number = text("bipeConfig.phoneNumber", part?["phoneNumber"], upTo: 40) else { return }
        escalationPhone = PhoneNumber(number)
        if escalationPhone == nil { faults.append("bipeConfig.phoneNumber: telefone com DDD, por exemplo 11900000001") }
    }
}

extension JSONValue {
    fileprivate var number: Double? {
        switch self {
        case .integer(let whole): Double(whole)
        case .number(let number): number
        default: nil
        }
    }
}
