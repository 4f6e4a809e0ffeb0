import Domain

/// Adds what a message says to what was said before; what is said now wins.
struct RequestMerge {
    let reading: MessageReading
    let dialogue: Dialogue
    let hours: BusinessHours
    let today: LocalDay
    let lastDay: LocalDay

    func into(_ earlier: Dialogue.Request) -> Dialogue.Request {
        var request = withVisits(earlier)
        if let span = days(before: earlier) { request.days = span }
        if let span = TimeSpans.clock(reading.time, hours: hours, day: request.days?.single) { request.clock = span }
        // "às 8h" after a list picks the day of the list, when it is one.
        if request.clock?.single != nil, request.days?.single == nil, let day = dayShown(at: request.clock?.single) {
            request.days = .init(first: day, last: day)
        }
        return request
    }

    // MARK: - What and for whom

    private func withVisits(_ earlier: Dialogue.Request) -> Dialogue.Request {
        if reading.visits.count > 1, !reading.isCorrection {
            return Dialogue.Request(reading.visits, after: earlier)
        }
        var request = earlier
        if reading.cues.contains(.also), let added = added(to: earlier) {
            request.items.append(added)
            return request
        }
        if earlier.others != nil, let kept = kept(of: earlier) {
            request.items = kept
            return request
        }
        if let service = reading.services.first {
            request.items = request.items.map { item in
                var item = item
                item.serviceID = service
                return item
            }
        }
        namePet(in: &request)
        describe(&request)
        return request
    }

    private func namePet(in request: inout Dialogue.Request) {
        guard let pet = reading.pets.first.map(VisitWish.Animal.known) ?? reading.newPetName.map(VisitWish.Animal.named)
        else { return }
        // Said of one of several, it replaces none of them.
        guard !request.items.contains(where: { $0.isFor(pet) }) else { return }
        request.others = nil
        request.first = request.first.for(pet)
    }

    /// Species, size and breed go to the pet they are said of: the one named, else the only one still unknown.
    private func describe(_ request: inout Dialogue.Request) {
        guard reading.species != nil || reading.size != nil || reading.breed != nil else { return }
        var items = request.items
        let named = items.indices.filter { index in
            reading.pets.contains { items[index].isFor(.known($0)) }
                || reading.newPetName.map { items[index].isFor(.named($0)) } ?? false
        }
        let unknown = items.indices.filter { items[$0].size == nil }
        let meant =
            !named.isEmpty
            ? named : reading.cues.contains(.all) ? Array(items.indices) : unknown.count == 1 ? unknown : [0]
        for index in meant {
            items[index].species = reading.species ?? items[index].species
            items[index].size = reading.size ?? items[index].size
            items[index].breed = reading.breed ?? items[index].breed
        }
        request.items = items
    }

    /// "a Nina também", "e corte de unhas também".
    private func added(to request: Dialogue.Request) -> Dialogue.Item? {
        guard request.items.count < VisitsTogether.most, request.serviceID != nil || request.petID != nil else {
            return nil
        }
        var item = request.first
        (item.size, item.species, item.breed) = (reading.size, reading.species, reading.breed)
        let pet = reading.pets.first.map(VisitWish.Animal.known) ?? reading.newPetName.map(VisitWish.Animal.named)
        if let pet { item = item.for(pet) }
        item.serviceID = reading.services.first ?? request.serviceID
        let isNew = !request.items.contains {
            $0.serviceID == item.serviceID && $0.petID == item.petID && $0.petName == item.petName
        }
        return isNew && (pet != nil || reading.services.first != nil) ? item : nil
    }

    /// "só o Thor": what stays of several; nil when none is left out.
    private func kept(of request: Dialogue.Request) -> [Dialogue.Item]? {
        guard reading.cues.contains(.only) else { return nil }
        let kept = request.items.filter { item in
            (reading.pets.isEmpty || reading.pets.contains { item.isFor(.known($0)) })
                && (reading.newPetName.map { item.isFor(.named($0)) } ?? true)
                && (reading.services.isEmpty || item.serviceID.map(reading.services.contains) ?? true)
        }
        return kept.isEmpty || kept.count == request.items.count ? nil : kept
    }

    // MARK: - When

    /// The days said, read beside those that were just shown.
    private func days(before earlier: Dialogue.Request) -> Dialogue.DaySpan? {
        guard let span = TimeSpans.days(reading.day, lastDay: lastDay, today: today) else { return nil }
        guard case .on(let day) = reading.day, !reading.cues.contains(.month) else { return span }
        // "dia 26" after a list of December days is the 26th of December.
        let shown = listed.map(\.day)
        if !shown.contains(day), let same = shown.first(where: { $0.civil.day == day.civil.day }) {
            return .init(first: same, last: same)
        }
        // "quinta" after "semana que vem" is the Thursday of that week.
        if reading.cues.contains(.bareWeekday), let week = earlier.days, week.single == nil, day < week.first,
            week.last.days(since: week.first) < 7
        {
            let later = day.adding(days: (week.first.days(since: day) + 6) / 7 * 7)
            if later <= week.last { return .init(first: later, last: later) }
        }
        return span
    }

    private var listed: [LocalDateTime] {
        dialogue.options.compactMap { option in
            if case .time(let starts) = option { return starts }
            return nil
        }
    }

    /// The day of the listed times: of the one that begins at `time`, or of all.
    private func dayShown(at time: LocalTime?) -> LocalDay? {
        let same = Set(listed.filter { $0.time == time }.map(\.day))
        if same.count == 1 { return same.first }
        let days = Set(listed.map(\.day))
        return days.count == 1 ? days.first : nil
    }
}

extension Dialogue.Item {
    func isFor(_ pet: VisitWish.Animal) -> Bool {
        switch pet {
        case .known(let id): petID == id
        case .named(let name): petID == nil && petName?.lowercased() == name.lowercased()
        }
    }

    /// The same visit for another pet; what was said of the one before does not go along.
    func `for`(_ pet: VisitWish.Animal) -> Dialogue.Item {
        guard !isFor(pet) else { return self }
        var item = Dialogue.Item(serviceID: serviceID)
        let hadPet = petID != nil || petName != nil
        if !hadPet { (item.species, item.size, item.breed) = (species, size, breed) }
        switch pet {
        case .known(let id): item.petID = id
        case .named(let name): item.petName = name
        }
        return item
    }
}
