import Domain
import Foundation
import Storage

/// The files that customers send: fetched at once, kept for a while beside the database, deleted with their chats.
package struct MediaDesk: Sendable {
    /// The job that fetches one file.
    package struct Payload: Codable, Sendable {
        package let messageID: Message.ID
    }

    package static let kind = "media"
    /// Larger files are not kept, in bytes.
    package static let largest = 20 << 20
    /// Pauses before the second try and each later one, in seconds: WAHA deletes a file after three minutes.
    static let retries = [2, 5, 15, 30, 60, 300]

    let database: Database
    let sessions: Sessions
    package let files: MediaFiles
    let clock: any ShopClock
    /// True while the disk is too full to keep more.
    let isShortOfSpace: @Sendable () -> Bool
    /// Each fetch holds a whole file in memory.
    private let few = FewAtOnce(4)

    package init(
        database: Database, sessions: Sessions, files: MediaFiles, clock: any ShopClock,
        isShortOfSpace: @escaping @Sendable () -> Bool = { false }
    ) {
        self.database = database
        self.sessions = sessions
        self.files = files
        self.clock = clock
        self.isShortOfSpace = isShortOfSpace
    }

    /// Stores what is known of a message's file with the job that fetches it, in a lane of its own: a slow file holds
    /// up no reply.
    static func queue(
        _ media: IncomingMedia, of message: Message, bareID: String, from name: SessionName,
        _ session: WhatsAppSession.ID, ids: IDMaker, at now: Moment, _ tx: TenantTransaction
    ) throws {
        try MediaDAO(tx).insert(
            MediaDAO.Entry(
                messageID: message.id, conversationID: message.conversationID, sessionID: session, state: .waiting,
                bareID: bareID, mimetype: String(media.mimetype.prefix(100)),
                filename: media.filename.map { String($0.prefix(255)) },
                path: media.url.flatMap { MediaPath.of($0, session: name) }, createdAt: now))
        try JobQueue(tx).enqueue(
            ids.next(), kind: kind, lane: "media:\(message.id)", payload: Payload(messageID: message.id), runAt: now,
            at: now)
    }

    /// Fetches one file.
    package func fetch(_ job: Job) async throws -> ChoreEnding {
        let id = try JobQueue.decode(Payload.self, from: job).messageID
        guard let entry = try await database.read(job.scope, { tx in try MediaDAO(tx).find(id) }),
            entry.state == .waiting
        else { return .done }
        do {
            let data = try await few.run {
                if isShortOfSpace() { throw MediaError.noSpace }
                return try await fetch(entry, in: job.scope)
            }
            return try await keep(data, entry, in: job.scope)
        } catch let error where !(error is CancellationError) && !(error is StorageError) {
            return try await failed(error, entry, attempt: job.attempts, in: job.scope)
        }
    }

    private func fetch(_ entry: MediaDAO.Entry, in scope: TenantScope) async throws -> Data {
        guard let session = try await database.read(scope, { tx in try WhatsAppSessionsDAO(tx).find(entry.sessionID) }),
            session.transport == .waha
        else { throw SessionError.unknown }
        let waha = try await sessions.waha(of: session, in: scope)
        if let path = entry.path {
            let answer = try await waha.file(at: path, of: session.name, most: Self.largest)
            if answer.status != 404 { return try answer.orRefusal().body }
        }
        // The file is gone, or was never there: asked for its message, WAHA gets it from WhatsApp once more.
        guard
            let chat = try await database.read(scope, { try ConversationsDAO($0).find(entry.conversationID)?.chatID }),
            let url = try await waha.mediaURL(of: "false_\(chat)_\(entry.bareID)", in: chat, of: session.name),
            let path = MediaPath.of(url, session: session.name)
        else { throw MediaError.gone }
        return try await waha.file(at: path, of: session.name, most: Self.largest).orRefusal().body
    }

    private func keep(_ data: Data, _ entry: MediaDAO.Entry, in scope: TenantScope) async throws -> ChoreEnding {
        try files.write(data, as: entry.messageID, of: scope.companyID)
        let isWanted = try await database.write(scope) { tx in
            guard try MediaDAO(tx).noteKept(entry.messageID, bytes: data.count) else { return false }
            try CompanyEvent.mediaKept(entry.messageID, entry.conversationID).tell(in: tx, at: clock.now)
            return true
        }
        // Erased while it was being fetched.
        if !isWanted { files.remove([entry.messageID], of: scope.companyID) }
        return .done
    }

    private func failed(
        _ error: any Error, _ entry: MediaDAO.Entry, attempt: Int, in scope: TenantScope
    ) async throws -> ChoreEnding {
        let isForGood =
            switch error {
            case GatewayError.tooLarge, GatewayError.forbiddenAddress, GatewayError.invalidRequest: true
            case let error as SessionError: error == .unknown
            default: false
            }
        if !isForGood, attempt <= Self.retries.count {
            return .again(seconds: Self.retries[max(1, attempt) - 1], error: "\(error)")
        }
        try await database.write(scope) { tx in try MediaDAO(tx).noteFailed(entry.messageID, error: "\(error)") }
        return .givenUp("\(error)")
    }
}

/// Why a file could not be fetched now.
enum MediaError: Error, Sendable, Hashable {
    case gone
    case noSpace
}
