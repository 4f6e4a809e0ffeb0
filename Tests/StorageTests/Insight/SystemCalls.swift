import Domain

@testable import Storage

/// Every act of `SystemDesk`, called with ordinary values.
enum SystemCalls {
    typealias Call = (name: String, body: @Sendable (SystemDesk) async throws -> Void)

    private static let now = TwoCompanies.now

    static let all: [Call] = [
        ("SystemDesk.signIn(email:)", { _ = try await $0.signIn(email: "u1@c1.example") }),
        ("SystemDesk.session(named:)", { _ = try await $0.session(named: sure(SessionName("session1"))) }),
        ("SystemDesk.sessionsAtWork()", { _ = try await $0.sessionsAtWork() }),
        ("SystemDesk.nextCompanyID()", { _ = try await $0.nextCompanyID() }),
        ("SystemDesk.companies()", { _ = try await $0.companies() }),
        ("SystemDesk.company(slug:)", { _ = try await $0.company(slug: "pet-1") }),
        ("SystemDesk.company(apiKeyHash:)", { _ = try await $0.company(apiKeyHash: "h") }),
        (
            "SystemDesk.audit(_:actor:act:about:detail:at:)",
            {
                try await $0.audit(
                    Identifier(1), actor: "user 1", act: "customer.erase", about: Identifier(1), detail: "-", at: now)
            }
        ),
        ("SystemDesk.hasUsers()", { _ = try await $0.hasUsers() }),
        ("SystemDesk.waitingJobs()", { _ = try await $0.waitingJobs() }),
        ("SystemDesk.countDeadJobs()", { _ = try await $0.countDeadJobs() }),
        ("SystemDesk.nextDue()", { _ = try await $0.nextDue() }),
        (
            "SystemDesk.claimJobs(limit:lease:at:turns:)",
            {
                _ = try await $0.claimJobs(limit: 32, lease: 1000, at: now)
                _ = try await $0.claimJobs(limit: 32, lease: 1000, at: now, turns: JobTurns(most: 16))
            }
        ),
        ("SystemDesk.deadJobs(limit:)", { _ = try await $0.deadJobs() }),
        ("SystemDesk.replayJobs(kind:at:)", { _ = try await $0.replayJobs(kind: "answer", at: now) }),
        ("SystemDesk.releaseLeases(at:)", { _ = try await $0.releaseLeases(at: now) }),
        ("SystemDesk.replaceSetupLink(hash:expiresAt:)", { try await $0.replaceSetupLink(hash: "h", expiresAt: now) }),
        ("SystemDesk.takeSetupLink(hash:at:)", { _ = try await $0.takeSetupLink(hash: "h", at: now) }),
    ]
}
