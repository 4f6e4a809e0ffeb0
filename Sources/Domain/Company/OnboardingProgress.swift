/// How far the owner is in the set-up wizard (table `onboarding`).
package struct OnboardingProgress: Sendable, Hashable {
    package static let steps = 1...9

    /// 1...9.
    package var step: Int
    /// What the wizard has gathered, by step, in the wizard's own shape.
    package var data: [String: JSONValue]
    package let createdAt: Moment
    package var updatedAt: Moment
    /// nil until its data was applied to the shop.
    package var completedAt: Moment?

    package init(
        step: Int = 1, data: [String: JSONValue] = [:], createdAt: Moment, updatedAt: Moment,
        completedAt: Moment? = nil
    ) {
        self.step = step
        self.data = data
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.completedAt = completedAt
    }
}
