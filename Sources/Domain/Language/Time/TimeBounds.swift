extension TimeParser {
    /// Marks "até sexta" and "depois das 15h", and turns "às 10 ou 11" and "das 14 pra 16" into two clocks.
    func bounding(_ items: [TimeItem]) -> [TimeItem] {
        var items = items
        for index in items.indices {
            if index > 0 { adoptNumber(at: index, in: &items) }
            let floor = index > 0 ? items[index - 1].end : 0
            items[index].bound = bound(before: items[index].start, floor: floor)
        }
        // "até amanhã às 10h": the bound belongs to the clock.
        for index in items.indices.dropLast() where items[index].day != nil && items[index].bound != nil {
            guard items[index + 1].clock != nil, gap(items[index], items[index + 1]).isEmpty,
                items[index + 1].bound == nil
            else { continue }
            items[index + 1].bound = items[index].bound
            items[index].bound = nil
        }
        return items
    }

    private func adoptNumber(at index: Int, in items: inout [TimeItem]) {
        let gap = gap(items[index - 1], items[index])
        guard gap == ["ou"] || gap == ["pra"] else { return }
        switch (items[index - 1].kind, items[index].kind) {
        case (.clock, .number(let hour)) where hour <= 24: items[index].kind = .clock(Clock(hour: hour))
        case (.number(let hour), .clock) where hour <= 24 && gap == ["ou"]:
            items[index - 1].kind = .clock(Clock(hour: hour))
        case (.day(let day), .number(let number)) where day.parts != nil && number > 0:
            let parts = DateParts(day: number, month: day.parts?.month, year: day.parts?.year)
            items[index].kind = .day(DayItem(resolve(parts), parts: parts))
        default: break
        }
    }

    private func bound(before start: Int, floor: Int) -> TimeItem.Bound? {
        var index = start - 1
        while index >= floor, index > start - 4, Self.betweenBoundAndTime.contains(word(index)) { index -= 1 }
        guard index >= floor else { return nil }
        switch word(index) {
        case "ate", "antes": return .before
        case "depois", "apos", "desde": return .after
        case "partir": return .after
        case "que": return word(index - 1) == "mais" && word(index - 2) == "nao" ? .before : nil
        default: return nil
        }
    }

    private static let betweenBoundAndTime: Set<String> = [
        "o", "a", "as", "ao", "os", "de", "do", "da", "das", "dos", "umas", "la", "no", "na",
    ]
}
