import Domain

/// What the agent keeps of a chat between turns; stored as JSON in `conversations.dialogue`.
struct Dialogue: Codable, Sendable, Hashable {
    /// What is being talked about; nil when nothing is under way.
    var task: Task?
    /// The question that is open.
    var expecting: Expectation?
    /// What the numbers of the last list stand for.
    var options: [Option] = []
    /// Made by the program, acted on only after a clear yes.
    var offer: Offer?
    /// Service and pet of the last question, so that "marca sexta então" knows what is meant.
    var topic: Request?
    /// Kept so that the same sentence is not said twice in a row.
    var lastReply = ""
    /// Turns in a row that were not understood.
    var misses = 0
    /// The customer wants no messages that we start.
    var hasOptedOut = false
    /// Times that were listed and not taken, so that "tem outro?" brings others.
    var shown: [LocalDateTime]?
    /// The last reply asked whether a person should be called.
    var offersPerson: Bool?

    enum Task: Codable, Sendable, Hashable {
        case booking(Request)
        case moving(Appointment.ID, Request)
        case cancelling(Appointment.ID)
        /// Several visits are open, and the customer has yet to say which.
        case choosingVisit(Change, Request)
    }

    enum Change: String, Codable, Sendable {
        case move, cancel
    }

    enum Option: Codable, Sendable, Hashable {
        case service(PetService.ID)
        case pet(Pet.ID)
        case time(LocalDateTime)
        case visit(Appointment.ID)
    }

    /// What the customer has said so far about a visit to come.
    struct Request: Codable, Sendable, Hashable {
        var serviceID: PetService.ID?
        var petID: Pet.ID?
        /// A pet that is not on record yet.
        var petName: String?
        var species: Pet.Species?
        var size: Pet.Size?
        var breed: String?
        /// First and last day that suit, both included.
        var days: DaySpan?
        var clock: ClockSpan?
        /// Visits to be agreed on together with this one.
        var others: [Item]?

        /// What is wanted first, without the time.
        var first: Item {
            get {
                Item(
                    serviceID: serviceID, petID: petID, petName: petName, species: species, size: size, breed: breed)
            }
            set {
                (serviceID, petID, petName) = (newValue.serviceID, newValue.petID, newValue.petName)
                (species, size, breed) = (newValue.species, newValue.size, newValue.breed)
            }
        }

        /// All visits, the first one first.
        var items: [Item] {
            get { [first] + (others ?? []) }
            set {
                first = newValue.first ?? Item()
                others = newValue.count > 1 ? Array(newValue.dropFirst()) : nil
            }
        }
    }

    /// One visit of a request.
    struct Item: Codable, Sendable, Hashable {
        var serviceID: PetService.ID?
        var petID: Pet.ID?
        var petName: String?
        var species: Pet.Species?
        var size: Pet.Size?
        var breed: String?
    }

    struct DaySpan: Codable, Sendable, Hashable {
        var first: LocalDay
        var last: LocalDay
        var single: LocalDay? { first == last ? first : nil }
    }

    /// Start times that suit, both included.
    struct ClockSpan: Codable, Sendable, Hashable {
        var first: LocalTime
        var last: LocalTime
        var single: LocalTime? { first == last ? first : nil }
        func contains(_ time: LocalTime) -> Bool { first <= time && time <= last }
    }

    /// Something the program may do once the customer says yes.
    struct Offer: Codable, Sendable, Hashable {
        enum Act: Codable, Sendable, Hashable {
            case book(Request, LocalDateTime)
            /// One start for each of the request's visits.
            case bookTogether(Request, [LocalDateTime])
            case move(Appointment.ID, LocalDateTime)
            case cancel(Appointment.ID)
            case cancelTogether([Appointment.ID])
            case confirm(Appointment.ID)
        }

        /// Also the key under which the act happens once.
        let id: String
        let act: Act
        /// What was offered, in a few words, to ask again.
        let summary: String
        let madeAt: Moment

        var isConfirmation: Bool {
            if case .confirm = act { return true }
            return false
        }
    }

    init() {}

    /// Ends what was under way; what concerns the customer stays.
    mutating func settle() {
        task = nil
        expecting = nil
        options = []
        offer = nil
        shown = nil
    }
}
