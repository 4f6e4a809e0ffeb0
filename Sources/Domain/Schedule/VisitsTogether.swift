/// Several visits agreed on at once: two pets, or two services for one pet.
package struct VisitsTogether: Sendable, Hashable {
    package struct Part: Sendable, Hashable {
        /// Length of the visit, 1...1440.
        package let minutes: Int
        /// Parts of the same pet follow one another.
        package let pet: Int
        /// nil for what a visit that is there already is about.
        package let service: PetService.ID?

        package init(minutes: Int, pet: Int, service: PetService.ID? = nil) {
            self.minutes = minutes
            self.pet = pet
            self.service = service
        }
    }

    /// How many can be agreed on at once.
    package static let most = 6

    package let parts: [Part]

    package init(_ parts: [Part]) { self.parts = parts }

    /// Length of the first visit, by which starts are looked for.
    package var firstMinutes: Int { parts.first?.minutes ?? 0 }
    /// Minutes that all of them take, one after the other.
    package var minutes: Int { parts.reduce(0) { $0 + $1.minutes } }

    /// Where each visit stands when the first begins at `starts`: all pets at the same time where there are places,
    /// otherwise one after the other.
    ///
    /// - Parameter placing: The place of a part in a slot, beside those that are placed already; or why there is none.
    /// - Returns: One slot for each part, in their order; the refusal of the last arrangement tried when none fits.
    package func place(
        at starts: LocalDateTime, placing: (Part, Slot, [HeldPlace]) -> Result<HeldPlace, SchedulingError>
    ) -> Result<[Slot], SchedulingError> {
        var last = SchedulingError.slotTaken
        for isSideBySide in [true, false] {
            switch place(at: starts, isSideBySide: isSideBySide, placing: placing) {
            case .success(let slots): return .success(slots)
            case .failure(let why): last = why
            }
        }
        return .failure(last)
    }

    private func place(
        at starts: LocalDateTime, isSideBySide: Bool,
        placing: (Part, Slot, [HeldPlace]) -> Result<HeldPlace, SchedulingError>
    ) -> Result<[Slot], SchedulingError> {
        var places: [HeldPlace] = []
        var passed: [Int: Int] = [:]
        for part in parts {
            let lane = isSideBySide ? part.pet : 0
            let offset = passed[lane, default: 0]
            passed[lane] = offset + part.minutes
            guard let time = LocalTime(minutes: starts.time.minutes + offset) else {
                return .failure(.closed(starts.day))
            }
            let slot = Slot(day: starts.day, start: time, minutes: part.minutes)
            switch placing(part, slot, places) {
            case .success(let place): places.append(place)
            case .failure(let why): return .failure(why)
            }
        }
        return .success(places.map(\.slot))
    }
}
