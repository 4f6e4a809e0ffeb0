/// The proof that work belongs to one company: made only after a verified token, a webhook's session
/// look-up, a claimed job, or a command that names its company.
package struct TenantScope: Sendable, Hashable {
    /// Who acts inside the company.
    package enum Actor: Sendable, Hashable {
        case user(User.ID, Role)
        case webhook
        case worker
        case operatorCommand
    }

    package let companyID: Company.ID
    package let actor: Actor

    package init(companyID: Company.ID, actor: Actor) {
        self.companyID = companyID
        self.actor = actor
    }
}
