import Domain
import Testing

@Suite struct StaffingTests {
    private static let bath = PetService.ID(1)
    private static let clip = PetService.ID(2)

    private func professional(_ id: Int64, _ edit: (inout Professional) -> Void = { _ in }) -> Professional {
        var one = Professional(id: .init(id), name: "P\(id)")
        edit(&one)
        return one
    }

    private func visit(_ start: String, _ minutes: Int, by id: Int64?, _ service: PetService.ID = bath) -> HeldPlace {
        HeldPlace(
            slot: .from("2026-03-03 \(start)", minutes), serviceID: service, professionalID: id.map { .init($0) })
    }

    private func staffing(
        _ professionals: [Professional], _ resources: [Resource] = [], for service: PetService.ID = bath,
        by asked: Int64? = nil, held: [HeldPlace] = [], buffer: Int = 0
    ) throws -> Staffing {
        try Staffing(
            Roster(professionals: professionals, resources: resources), for: service,
            by: asked.map { .init($0) }, held: held, buffer: buffer)
    }

    private let ten = Slot.from("2026-03-03 10:00", 60)

    @Test("a shop without professionals and resources asks nothing, those switched off count as none")
    func nobody() throws {
        #expect(try staffing([]).refusal(of: ten) == nil)
        #expect(try staffing([]).pick(for: ten) == nil)
        let off = professional(1) { $0.isActive = false }
        var tub = Resource(id: .init(1), name: "Banheira", capacity: 1, services: [Self.bath])
        tub.isActive = false
        let held = [visit("10:00", 60, by: nil)]
        #expect(try staffing([off], [tub], held: held).refusal(of: ten) == nil)
    }

    @Test("somebody with the skill must be at work and free over the whole length, buffers included")
    func skillAndHours() throws {
        let groomer = professional(1) { $0.services = [Self.clip] }
        #expect(try staffing([groomer]).refusal(of: ten) == .nobodyFree)
        let morning = professional(2) { $0.hours = BusinessHours([.tuesday: [.open("08:00", "10:30")]]) }
        #expect(try staffing([groomer, morning]).refusal(of: ten) == .nobodyFree)
        #expect(try staffing([morning]).refusal(of: .from("2026-03-03 09:30", 60)) == nil)
        let off = professional(3) {
            $0.timeOff = [
                TimeOff(firstDay: .on("2026-03-02"), lastDay: .on("2026-03-03"), window: .open("10:59", "12:00"))
            ]
        }
        #expect(try staffing([off]).refusal(of: ten) == .nobodyFree)
        #expect(try staffing([off]).refusal(of: .from("2026-03-04 11:00", 60)) == nil)
        let one = professional(4)
        #expect(try staffing([one], held: [visit("09:00", 60, by: 4)]).refusal(of: ten) == nil)
        #expect(try staffing([one], held: [visit("09:00", 61, by: 4)]).refusal(of: ten) == .nobodyFree)
        #expect(try staffing([one], held: [visit("09:00", 60, by: 4)], buffer: 5).refusal(of: ten) == .nobodyFree)
        #expect(try staffing([one, morning], held: [visit("09:00", 61, by: 4)]).refusal(of: ten) == .nobodyFree)
        #expect(try staffing([one, professional(5)], held: [visit("09:00", 61, by: 4)]).pick(for: ten)?.id == .init(5))
    }

    @Test("whoever has least to do that day serves, of equals the one known longest; who has it already keeps it")
    func least() throws {
        let three = [professional(3), professional(1), professional(2)]
        #expect(try staffing(three).pick(for: ten)?.id == .init(1))
        let held = [visit("14:00", 60, by: 1), visit("14:00", 30, by: 2), visit("14:00", 60, by: 3)]
        #expect(try staffing(three, held: held).pick(for: ten)?.id == .init(2))
        #expect(try staffing(three, held: held).pick(for: ten, keeping: .init(3))?.id == .init(3))
        let other = [HeldPlace(slot: .from("2026-03-04 14:00", 600), professionalID: .init(1))]
        #expect(try staffing(three, held: other).pick(for: ten)?.id == .init(1))
        let busy = held + [visit("10:30", 60, by: 3)]
        #expect(try staffing(three, held: busy).pick(for: ten, keeping: .init(3))?.id == .init(2))
    }

    @Test("the one asked for, or the reason why not")
    func asked() throws {
        let two = [professional(1), professional(2) { $0.services = [Self.clip] }]
        #expect(try staffing(two, by: 1).pick(for: ten)?.id == .init(1))
        let held = [visit("10:30", 60, by: 1)]
        #expect(try staffing(two, by: 1, held: held).refusal(of: ten) == .professionalBusy("P1"))
        #expect(throws: SchedulingError.cannotServe("P2")) { try staffing(two, by: 2) }
        #expect(throws: SchedulingError.unknownProfessional) { try staffing(two, by: 9) }
    }

    @Test("visits that are nobody's, or of somebody who left, keep as many of the staff as they are")
    func unassigned() throws {
        let two = [professional(1), professional(2) { $0.services = [Self.clip] }]
        #expect(try staffing(two, held: [visit("10:30", 60, by: nil)]).refusal(of: ten) == nil)
        let both = [visit("10:30", 60, by: nil), visit("10:30", 60, by: 7)]
        #expect(try staffing(two, held: both).refusal(of: ten) == .nobodyFree)
        #expect(try staffing(two, held: [visit("11:00", 60, by: nil), both[0]]).refusal(of: ten) == nil)
    }

    @Test("a resource holds as many visits at one moment as it has places, of the services that need it")
    func resources() throws {
        let tub = Resource(id: .init(1), name: "Banheira", capacity: 2, services: [Self.bath])
        let held = [visit("10:00", 60, by: nil), visit("10:30", 60, by: nil)]
        #expect(try staffing([], [tub], held: held).refusal(of: ten) == .resourceTaken("Banheira"))
        #expect(try staffing([], [tub], for: Self.clip, held: held).refusal(of: ten) == nil)
        let clips = [visit("10:00", 60, by: nil), visit("10:30", 60, by: nil, Self.clip)]
        #expect(try staffing([], [tub], held: clips).refusal(of: ten) == nil)
        #expect(try staffing([], [tub], held: held).refusal(of: .from("2026-03-03 09:30", 60)) == nil)
    }
}
