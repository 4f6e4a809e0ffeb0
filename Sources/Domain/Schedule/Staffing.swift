/// One service, or one professional asked for, looked at with who and what the shop serves with and the places that
/// are taken: whether somebody and everything needed is free, and who that is.
package struct Staffing: Sendable {
    private let roster: Roster
    /// Professionals who may serve it, by id.
    private let able: [Professional]
    private let needed: [Resource]
    private let buffer: Int
    private let asked: Professional?
    private let held: [HeldPlace]
    private let byProfessional: [Professional.ID: [Slot]]
    /// Places of nobody in particular: they could turn out to be anybody's.
    private let unassigned: [Slot]
    private let byResource: [Resource.ID: [Slot]]

    /// - Parameters:
    ///   - service: What is to be done; nil asks for anything.
    ///   - asked: The only professional who will do.
    ///   - held: Places taken on or around the days asked about, in any order.
    ///   - buffer: Minutes that a place stays taken after each visit.
    /// - Throws: `SchedulingError.unknownProfessional`, `.cannotServe`.
    package init(
        _ roster: Roster, for service: PetService.ID?, by asked: Professional.ID? = nil, held: [HeldPlace],
        buffer: Int = 0
    ) throws(SchedulingError) {
        let able = roster.professionals.filter { one in service.map(one.can) ?? true }
        if let asked {
            guard let known = roster.professionals.first(where: { $0.id == asked }) else {
                throw SchedulingError.unknownProfessional
            }
            guard able.contains(known) else { throw SchedulingError.cannotServe(known.name) }
            self.asked = known
            self.able = [known]
        } else {
            self.asked = nil
            self.able = able
        }
        self.roster = roster
        self.buffer = buffer
        needed = roster.resources.filter { resource in service.map(resource.services.contains) ?? false }
        self.held = held
        let known = Set(roster.professionals.map(\.id))
        byProfessional = Dictionary(grouping: held.filter { $0.professionalID.map(known.contains) ?? false }) {
            $0.professionalID ?? Identifier(0)
        }.mapValues { $0.map(\.slot) }
        // Whoever serves no more leaves their visits to the others.
        unassigned = held.filter { $0.professionalID.map { !known.contains($0) } ?? true }.map(\.slot)
        var byResource: [Resource.ID: [Slot]] = [:]
        for resource in needed {
            byResource[resource.id] = held.filter { $0.serviceID.map(resource.services.contains) ?? false }.map(\.slot)
        }
        self.byResource = byResource
    }

    /// Why nobody can serve in the slot, or what is lacking; nil when it can be done.
    package func refusal(of slot: Slot) -> SchedulingError? {
        if !roster.professionals.isEmpty, free(during: slot).isEmpty {
            return asked.map { .professionalBusy($0.name) } ?? .nobodyFree
        }
        let lacking = needed.first { peak(of: byResource[$0.id] ?? [], during: slot) >= $0.capacity }
        return lacking.map { .resourceTaken($0.name) }
    }

    /// Who serves in a slot that is not refused: the one asked for, else the one who has it already, else whoever
    /// has the fewest minutes that day, of equals the longest known.
    ///
    /// - Returns: nil when nobody is free, or when the shop names no professionals.
    package func pick(for slot: Slot, keeping present: Professional.ID? = nil) -> Professional? {
        let free = free(during: slot)
        if let kept = free.first(where: { $0.id == present }) { return kept }
        return free.min { (load(of: $0, on: slot.day), $0.id) < (load(of: $1, on: slot.day), $1.id) }
    }

    /// Those able who are at work and without a visit, as long as enough of the staff is left for the places that
    /// are nobody's in particular.
    private func free(during slot: Slot) -> [Professional] {
        let isFree = { (one: Professional) in
            one.works(during: slot) && peak(of: byProfessional[one.id] ?? [], during: slot) == 0
        }
        let free = able.filter(isFree)
        let anybodys = peak(of: unassigned, during: slot)
        guard anybodys > 0, !free.isEmpty else { return free }
        return roster.professionals.count(where: isFree) > anybodys ? free : []
    }

    private func load(of one: Professional, on day: LocalDay) -> Int {
        (byProfessional[one.id] ?? []).filter { $0.day == day }.reduce(0) { $0 + $1.minutes }
    }

    private func peak(of taken: [Slot], during slot: Slot) -> Int {
        taken.isEmpty ? 0 : ShopCalendar.peak(of: taken, during: slot, buffer: buffer)
    }
}
