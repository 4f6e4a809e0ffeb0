import Domain

@testable import Storage

/// The queries of the care of sessions and of files.
enum SessionQueries {
    private static let now = TwoCompanies.now
    private static let session = TwoCompanies.session

    static let reads: [ProductQueries.Call] = [
        ("SessionCareDAO.code(of:)", { _ = try SessionCareDAO($0).code(of: session) }),
        ("SessionCareDAO.reconciledAt(_:)", { _ = try SessionCareDAO($0).reconciledAt(session) }),
        ("SessionCareDAO.silenceToldAt(_:)", { _ = try SessionCareDAO($0).silenceToldAt(session) }),
        (
            "SessionCareDAO.lastHeard(_:since:)",
            { _ = try SessionCareDAO($0).lastHeard(session, since: now) }
        ),
        (
            "SessionCareDAO.heard(_:from:to:)",
            { _ = try SessionCareDAO($0).heard(session, from: now, to: now.adding(seconds: 900)) }
        ),
        (
            "SessionCareDAO.chats(of:since:limit:)",
            { _ = try SessionCareDAO($0).chats(of: session, since: now, limit: 20) }
        ),
        ("SessionCareDAO.known(_:of:)", { _ = try SessionCareDAO($0).known(["W71", "W72", "W73"], of: session) }),
        ("MediaDAO.find(_:)", { _ = try MediaDAO($0).find(Identifier(70)) }),
        ("MediaDAO.kept(before:limit:)", { _ = try MediaDAO($0).kept(before: now, limit: 128) }),
        ("MediaDAO.kept(of:)", { _ = try MediaDAO($0).kept(of: [Identifier(70), Identifier(71)]) }),
        ("MediaDAO.all(of:)", { _ = try MediaDAO($0).all(of: Identifier(7)) }),
    ]

    static let writes: [ProductQueries.Call] = [
        ("SessionCareDAO.setCode(_:of:at:)", { _ = try SessionCareDAO($0).setCode("2@", of: session, at: now) }),
        ("SessionCareDAO.noteReconciled(_:upTo:)", { try SessionCareDAO($0).noteReconciled(session, upTo: now) }),
        ("SessionCareDAO.noteFirstWork(_:at:)", { try SessionCareDAO($0).noteFirstWork(session, at: now) }),
        ("SessionCareDAO.forgetPhone(of:at:)", { try SessionCareDAO($0).forgetPhone(of: session, at: now) }),
        ("SessionCareDAO.noteSilence(_:at:)", { try SessionCareDAO($0).noteSilence(session, at: now) }),
        (
            "SessionCareDAO.noteEscalation(of:notSince:at:)",
            { _ = try SessionCareDAO($0).noteEscalation(of: Identifier(7), notSince: now, at: now) }
        ),
        ("MediaDAO.insert(_:)", { try MediaDAO($0).insert(TwoCompanies.media(71, chat: 7)) }),
        ("MediaDAO.noteKept(_:bytes:)", { _ = try MediaDAO($0).noteKept(Identifier(70), bytes: 9) }),
        ("MediaDAO.noteFailed(_:error:)", { try MediaDAO($0).noteFailed(Identifier(70), error: "e") }),
        ("MediaDAO.noteExpired(_:)", { try MediaDAO($0).noteExpired([Identifier(70)]) }),
    ]
}
