import Domain

/// The prices, hours and lengths that a reply states, each hour with the day that it is said of.
struct RepliedFigures {
    struct Time: Hashable {
        /// As written: "15h30".
        let text: String
        let minutes: Int
        /// nil when no day stands before it: opening hours of the week.
        let starts: LocalDateTime?
        /// "leva 1h30", "2h de antecedência".
        let isLength: Bool
        /// The sentence says that this time cannot be had.
        let isRefused: Bool
        /// One end of "8h às 18h".
        let isOpeningHour: Bool
    }

    private(set) var prices: [Money] = []
    private(set) var times: [Time] = []

    init(_ reply: String, today: LocalDay) {
        var day: LocalDay?
        let words = reply.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init)
        let lineStarts = Self.lineStarts(of: reply)
        for (index, word) in words.enumerated() {
            let before = index > 0 ? words[index - 1] : ""
            if before == "R$", let price = Self.price(word) { prices.append(price) }
            // A line of the week's hours is about no date.
            if lineStarts.contains(index), Self.isWeekday(word), !words[index...].prefix(2).joined().contains("/") {
                day = nil
            }
            if let date = Self.date(word, today: today) { day = date }
            guard let minutes = Self.clock(word) else { continue }
            let rest = words[index...].prefix(6).joined(separator: " ")
            let isLength =
                ["leva", "menos"].contains(before) || before == "até" && index > 1 && words[index - 2] == "levam"
                || before.hasSuffix("):") || rest.contains("antecedência")
                || words.element(index + 1)?.hasPrefix("pequeno") == true
            let sentence = rest + " " + words[index...].prefix(14).joined(separator: " ")
            let isRefused = ["ocupado", "já passou", "completa", "não existe"].contains { sentence.contains($0) }
            let starts = day.flatMap { day in
                LocalTime(minutes: minutes).map { LocalDateTime(day: day, time: $0) }
            }
            let isOpeningHour =
                words.element(index + 1) == "às"
                || before == "às" && index > 1 && Self.clock(words[index - 2]) != nil
            times.append(
                Time(
                    text: word, minutes: minutes, starts: isLength ? nil : starts, isLength: isLength,
                    isRefused: isRefused, isOpeningHour: isOpeningHour))
        }
    }

    private static func lineStarts(of reply: String) -> Set<Int> {
        var starts: Set<Int> = []
        var count = 0
        for line in reply.split(separator: "\n") {
            starts.insert(count)
            count += line.split(separator: " ").count
        }
        return starts
    }

    private static func isWeekday(_ word: String) -> Bool {
        let name = word.lowercased().prefix { $0.isLetter || $0 == "-" }
        return Weekday.allCases.contains { $0.portugueseName == name }
    }

    /// "1.234,50," as an amount.
    private static func price(_ word: String) -> Money? {
        let digits = word.filter { $0.isNumber || $0 == "," }.split(separator: ",")
        guard digits.count >= 2, let reais = Int64(digits[0]), let cents = Int64(digits[1].prefix(2)) else {
            return nil
        }
        return Money(centavos: reais * 100 + cents)
    }

    /// "25/11", with a year when it is another one.
    private static func date(_ word: String, today: LocalDay) -> LocalDay? {
        let parts = word.filter { $0.isNumber || $0 == "/" }.split(separator: "/").compactMap { Int($0) }
        guard parts.count >= 2, word.contains("/") else { return nil }
        return LocalDay(year: parts.count > 2 ? parts[2] : today.civil.year, month: parts[1], day: parts[0])
    }

    /// Minutes of "15h", "15h30", "1h,".
    private static func clock(_ word: String) -> Int? {
        let bare = word.drop { !$0.isNumber }
        let hour = bare.prefix { $0.isNumber }
        let rest = bare.dropFirst(hour.count)
        guard let hours = Int(hour), hours < 25, rest.first == "h" else { return nil }
        let minutes = rest.dropFirst().prefix { $0.isNumber }
        let tail = rest.dropFirst(1 + minutes.count)
        guard tail.allSatisfy({ !$0.isLetter }), minutes.isEmpty || minutes.count == 2 else { return nil }
        return hours * 60 + (Int(minutes) ?? 0)
    }
}

extension [String] {
    fileprivate func element(_ index: Int) -> String? { indices.contains(index) ? self[index] : nil }
}
