import Domain
import Support
import Testing

/// Free slots with professionals and resources, against an engine that looks at every minute of every one of them.
@Suite("Availability with staff") struct StaffedCalendarTests {
    @Test(
        "free slots are those in which a minute-by-minute count finds hands and room",
        arguments: 0..<20 as Range<UInt64>)
    func againstMinutes(seed: UInt64) throws {
        var numbers = SeededNumbers(seed: seed)
        var (offered, withdrawn) = (0, 0)
        for round in 0..<200 {
            let shop = RandomStaff(using: &numbers)
            let free = try shop.free()
            guard free == shop.freeByMinute else {
                Issue.record("seed \(seed), round \(round): \(shop)")
                return
            }
            offered += free.count
            withdrawn += shop.places.count - free.count
        }
        // Both answers were seen often enough to mean something.
        #expect(offered > 100 && withdrawn > 100)
    }
}

/// A Monday of a shop that is open from 8:00 to 18:00, with hands, things and visits made at random.
private struct RandomStaff {
    let roster: Roster
    let held: [HeldPlace]
    let service: PetService.ID
    let minutes: Int
    let buffer: Int
    let asked: Professional.ID?
    let calendar: ShopCalendar
    private static let now = LocalDateTime(day: .monday.adding(days: -1), time: .midnight)

    init(using numbers: inout SeededNumbers) {
        func time(_ range: ClosedRange<Int>) -> LocalTime {
            LocalTime(minutes: Int.random(in: range, using: &numbers) / 15 * 15) ?? .midnight
        }
        func window() -> BusinessHours.Window? {
            BusinessHours.Window(opens: time(360...900), closes: time(660...1200))
        }
        func services() -> Set<PetService.ID> {
            Set((1...3).filter { _ in Bool.random(using: &numbers) }.map { PetService.ID(Int64($0)) })
        }
        let professionals = (0..<Int.random(in: 0...4, using: &numbers)).map { number in
            var one = Professional(id: .init(Int64(number + 1)), name: "P\(number)")
            one.isActive = Int.random(in: 0...7, using: &numbers) > 0
            one.services = Int.random(in: 0...2, using: &numbers) == 0 ? nil : services()
            if Int.random(in: 0...2, using: &numbers) == 0 {
                one.hours = BusinessHours([.monday: [window(), window()].compactMap(\.self)])
            }
            one.timeOff = (0..<Int.random(in: 0...2, using: &numbers)).map { _ in
                let first = LocalDay.monday.adding(days: Int.random(in: -2...1, using: &numbers))
                return TimeOff(
                    firstDay: first, lastDay: first.adding(days: Int.random(in: 0...2, using: &numbers)),
                    window: Int.random(in: 0...5, using: &numbers) == 0 ? nil : window())
            }
            return one
        }
        let resources = (0..<Int.random(in: 0...2, using: &numbers)).map { number in
            Resource(
                id: .init(Int64(number + 1)), name: "R\(number)",
                capacity: Int.random(in: 1...2, using: &numbers), services: services())
        }
        roster = Roster(professionals: professionals, resources: resources)
        held = (0..<Int.random(in: 0...8, using: &numbers)).map { _ in
            let owner = Int.random(in: 0...6, using: &numbers)
            return HeldPlace(
                slot: Slot(
                    day: .monday, start: time(360...1200), minutes: Int.random(in: 1...12, using: &numbers) * 15),
                serviceID: .init(Int64.random(in: 1...3, using: &numbers)),
                professionalID: owner == 0 ? nil : .init(Int64(owner)))
        }
        service = .init(Int64.random(in: 1...3, using: &numbers))
        minutes = [15, 30, 60, 90, 150].randomElement(using: &numbers) ?? 60
        buffer = [0, 0, 10, 45].randomElement(using: &numbers) ?? 0
        let able = roster.professionals.filter { [service] in $0.can(service) }
        asked = Int.random(in: 0...3, using: &numbers) == 0 ? able.randomElement(using: &numbers)?.id : nil
        let open = BusinessHours.Window(opens: .at(8), closes: .at(18))
        calendar = ShopCalendar(
            hours: BusinessHours([.monday: [open].compactMap(\.self)]), blocked: [],
            capacity: Int.random(in: 2...9, using: &numbers), minimumNotice: 0, horizonDays: 9, buffer: buffer)
    }

    /// Starts that the shop's places leave free.
    var places: [Slot] {
        calendar.freeSlots(on: .monday, minutes: minutes, taken: held.map(\.slot), now: Self.now)
    }

    func free() throws -> [Slot] {
        let staffing = try Staffing(roster, for: service, by: asked, held: held, buffer: buffer)
        let free = calendar.freeSlots(
            on: .monday, minutes: minutes, taken: held.map(\.slot), now: Self.now, staffing: staffing)
        // Whoever is picked for a free slot is one of those whom it was free for.
        for slot in free.prefix(3) where !roster.professionals.isEmpty {
            guard let picked = staffing.pick(for: slot), hands(in: slot).contains(picked.id) else {
                Issue.record("nobody, or somebody busy, was picked for \(slot)")
                return []
            }
        }
        return free
    }

    var freeByMinute: [Slot] {
        places.filter { slot in
            (roster.professionals.isEmpty || !hands(in: slot).isEmpty) && hasThings(for: slot)
        }
    }

    /// Five minutes are the grain of every time and length here: within one nothing changes.
    private func grains(_ minutes: Range<Int>) -> StrideTo<Int> {
        stride(from: minutes.lowerBound, to: minutes.upperBound, by: 5)
    }

    private func span(_ slot: Slot) -> Range<Int> { slot.start.minutes..<slot.end + buffer }

    /// The able whom nothing keeps at any minute of the slot, unless the rest of the staff is owed elsewhere.
    private func hands(in slot: Slot) -> Set<Professional.ID> {
        let known = Set(roster.professionals.map(\.id))
        let free = roster.professionals.filter { one in
            let isThere = grains(slot.start.minutes..<slot.end).allSatisfy { minute in
                let isAtWork = one.hours.map { hours in
                    hours[.monday].contains { $0.opens.minutes <= minute && minute < $0.closes.minutes }
                }
                let isOff = one.timeOff.contains { off in
                    (off.firstDay...off.lastDay).contains(.monday)
                        && off.window.map { $0.opens.minutes <= minute && minute < $0.closes.minutes } ?? true
                }
                return isAtWork ?? true && !isOff
            }
            return isThere
                && !held.contains { $0.professionalID == one.id && span($0.slot).overlaps(span(slot)) }
        }
        let able = free.filter { $0.can(service) && (asked == nil || $0.id == asked) }
        let owed =
            grains(span(slot)).map { minute in
                held.count { place in
                    span(place.slot).contains(minute) && place.professionalID.map { !known.contains($0) } ?? true
                }
            }.max() ?? 0
        return free.count > owed ? Set(able.map(\.id)) : []
    }

    private func hasThings(for slot: Slot) -> Bool {
        roster.resources.allSatisfy { resource in
            guard resource.services.contains(service) else { return true }
            return grains(span(slot)).allSatisfy { minute in
                held.count { place in
                    span(place.slot).contains(minute) && place.serviceID.map(resource.services.contains) ?? false
                } < resource.capacity
            }
        }
    }
}
