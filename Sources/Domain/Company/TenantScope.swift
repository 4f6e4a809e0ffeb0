/// The proof that work belongs to one company: made only after a verified token, a webhook's session
/// look-up, a claimed job, a command that names its company, or a look at its public card.
package struct TenantScope: Sendable, Hashable {
    /// Who acts inside the company.
    package enum Actor: Sendable, Hashable {
        case user(User.ID, Role)
        case webhook
        case worker
        case operatorCommand
        /// Nobody signed in, looking at what the company shows to all.
        case visitor
    }

    package let companyID: Company.ID
    package let actor: Actor

    package init(companyID: Company.ID, actor: Actor) {
        self.companyID = companyID
        self.actor = actor
    }
}
