import Domain
import Support

@testable import Storage

/// The care of sessions, and files.
extension DAOAct {
    private static let later = Moment.monday.adding(seconds: 60)

    static let careReads: [DAOAct] = [
        DAOAct("session_care.lastHeard") { tx, shop in
            try SessionCareDAO(tx).lastHeard(shop.session.id, since: .monday) == nil ? 0 : 1
        },
        DAOAct("session_care.heard") { tx, shop in
            try SessionCareDAO(tx).heard(shop.session.id, from: .monday, to: later)
        },
        DAOAct("session_care.chats") { tx, shop in
            try SessionCareDAO(tx).chats(of: shop.session.id, since: .monday, limit: 9).count
        },
        DAOAct("session_care.known") { tx, shop in try SessionCareDAO(tx).known(["3A01"], of: shop.session.id).count },
        DAOAct("media.find") { tx, shop in try MediaDAO(tx).find(shop.message) == nil ? 0 : 1 },
        DAOAct("media.kept before") { tx, shop in
            try MediaDAO(tx).kept(before: later, limit: 9).count { $0 == shop.message }
        },
        DAOAct("media.kept of") { tx, shop in try MediaDAO(tx).kept(of: [shop.message]).count },
        DAOAct("media.all") { tx, shop in try MediaDAO(tx).all(of: shop.tutor.id).count },
    ]

    static let careWrites: [DAOAct] = [
        DAOAct("session_care.setCode") { tx, shop in
            try SessionCareDAO(tx).setCode("2@", of: shop.session.id, at: later) ? 1 : 0
        },
        DAOAct("session_care.noteReconciled") { tx, shop in
            try SessionCareDAO(tx).noteReconciled(shop.session.id, upTo: later)
            return 0
        },
        DAOAct("session_care.noteFirstWork") { tx, shop in
            try SessionCareDAO(tx).noteFirstWork(shop.session.id, at: later)
            return 0
        },
        DAOAct("session_care.forgetPhone") { tx, shop in
            try SessionCareDAO(tx).forgetPhone(of: shop.session.id, at: later)
            return 0
        },
        DAOAct("session_care.noteSilence") { tx, shop in
            try SessionCareDAO(tx).noteSilence(shop.session.id, at: later)
            return 0
        },
        DAOAct("session_care.noteEscalation") { tx, shop in
            try SessionCareDAO(tx).noteEscalation(of: shop.conversation, notSince: .monday, at: later) ? 1 : 0
        },
        DAOAct("media.noteKept") { tx, shop in try MediaDAO(tx).noteKept(shop.message, bytes: 9) ? 1 : 0 },
        DAOAct("media.noteFailed") { tx, shop in
            try MediaDAO(tx).noteFailed(shop.message, error: "x")
            return 0
        },
        DAOAct("media.noteExpired") { tx, shop in
            try MediaDAO(tx).noteExpired([shop.message])
            return 0
        },
    ]
}
