/// How much data the figures are measured over. The full scale is 200 companies with a million visits.
struct Scale: Sendable {
    let companies: Int
    let tutors: Int
    let pets: Int
    let servicesPerCompany: Int
    let appointments: Int

    static let full = Scale(
        companies: 200, tutors: 50_000, pets: 80_000, servicesPerCompany: 10, appointments: 1_000_000)

    /// The full scale with so many visits and fewer shops, each as large as at full scale: what grows is the database,
    /// not the work.
    static func visits(_ count: Int) -> Scale {
        let part = Double(count) / Double(full.appointments)
        return Scale(
            companies: max(2, Int(Double(full.companies) * part)),
            tutors: max(100, Int(Double(full.tutors) * part)), pets: max(160, Int(Double(full.pets) * part)),
            servicesPerCompany: full.servicesPerCompany, appointments: count)
    }
}

/// A fixed sequence of numbers (SplitMix64), so that every run measures the same data.
struct Sequence64: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
