import Domain
import Storage

/// What the shop's people are told, by the product or by each other.
package struct Notices: Sendable {
    let database: Database
    let clock: any ShopClock

    package init(database: Database, clock: any ShopClock) {
        self.database = database
        self.clock = clock
    }

    /// A notice yet to be stored.
    package struct Draft: Sendable {
        package var kind: String
        package var title: String
        package var text: String
        package var level: Notice.Level
        package var userID: User.ID?
        package var link: String?
        package var linkLabel: String?
        package var about: [String: JSONValue]

        package init(
            kind: String, title: String, text: String, level: Notice.Level, userID: User.ID? = nil,
            link: String? = nil, linkLabel: String? = nil, about: [String: JSONValue] = [:]
        ) {
            self.kind = kind
            self.title = title
            self.text = text
            self.level = level
            self.userID = userID
            self.link = link
            self.linkLabel = linkLabel
            self.about = about
        }
    }

    /// Stores a notice in the transaction of what it tells.
    @discardableResult
    package func tell(_ draft: Draft, in tx: TenantTransaction) throws -> Notice {
        let now = clock.now
        let notice = Notice(
            id: database.ids.next(), userID: draft.userID, kind: draft.kind, title: draft.title, text: draft.text,
            level: draft.level, link: draft.link, linkLabel: draft.linkLabel, about: draft.about, createdAt: now,
            updatedAt: now)
        try NoticesDAO(tx).insert(notice)
        try CompanyEvent.noticeAdded(notice).tell(in: tx, at: now)
        return notice
    }

    /// - Throws: `NoticeError.unknownUser` when it is for somebody whom the company does not have.
    package func add(_ draft: Draft, in scope: TenantScope) async throws -> Notice {
        try await database.write(scope) { tx in
            if let user = draft.userID, try UsersDAO(tx).find(user) == nil { throw NoticeError.unknownUser }
            return try tell(draft, in: tx)
        }
    }

    /// Notices that match, newest first, and how many there are in all.
    package func list(
        _ filter: NoticesDAO.Filter, limit: Int, offset: Int, in scope: TenantScope
    ) async throws -> (notices: [Notice], total: Int) {
        try await database.read(scope) { tx in
            let dao = NoticesDAO(tx)
            let notices = try dao.list(filter, for: scope.user, limit: limit, offset: offset)
            let isLast = notices.count < limit && (offset == 0 || !notices.isEmpty)
            return (notices, try isLast ? offset + notices.count : dao.count(filter, for: scope.user))
        }
    }

    package func unreadCount(in scope: TenantScope) async throws -> Int {
        try await database.read(scope) { tx in try NoticesDAO(tx).count(.unread, for: scope.user) }
    }

    /// - Returns: nil when this reader has no such notice.
    package func find(_ id: Notice.ID, in scope: TenantScope) async throws -> Notice? {
        try await database.read(scope) { tx in try NoticesDAO(tx).find(id, for: scope.user) }
    }

    /// - Returns: False when this reader has no such notice; so it is below.
    package func setRead(_ isRead: Bool, of id: Notice.ID, in scope: TenantScope) async throws -> Bool {
        let now = clock.now
        return try await database.write(scope) { tx in
            try NoticesDAO(tx).setRead(id, readAt: isRead ? now : nil, for: scope.user, at: now)
        }
    }

    package func archive(_ id: Notice.ID, in scope: TenantScope) async throws -> Bool {
        let now = clock.now
        return try await database.write(scope) { tx in try NoticesDAO(tx).archive(id, for: scope.user, at: now) }
    }

    package func delete(_ id: Notice.ID, in scope: TenantScope) async throws -> Bool {
        try await database.write(scope) { tx in try NoticesDAO(tx).delete(id, for: scope.user) }
    }

    /// - Returns: How many were unread.
    package func markAllRead(in scope: TenantScope) async throws -> Int {
        let now = clock.now
        return try await database.write(scope) { tx in try NoticesDAO(tx).markAllRead(for: scope.user, at: now) }
    }

    /// Removes what has been read and is older than so many days.
    ///
    /// - Returns: How many were removed.
    package func cleanUp(days: Int, in scope: TenantScope) async throws -> Int {
        let before = clock.now.adding(seconds: -days * 86_400)
        return try await database.write(scope) { tx in
            try NoticesDAO(tx).deleteRead(before: before, for: scope.user)
        }
    }
}

/// Why a notice could not be left.
package enum NoticeError: Error, Sendable, Hashable {
    case unknownUser
}

extension NoticesDAO.Filter {
    /// What still waits for a reader.
    package static var unread: Self {
        var filter = Self()
        filter.isRead = false
        filter.isArchived = false
        return filter
    }
}

extension TenantScope {
    /// Who reads; nil for the product itself.
    fileprivate var user: User.ID? {
        if case .user(let id, _) = actor { id } else { nil }
    }
}
