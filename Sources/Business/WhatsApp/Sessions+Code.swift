import Domain
import Storage

/// The QR code while a phone is being paired: WhatsApp shows a new one every twenty seconds or so, and WAHA tells of
/// each.
extension Sessions {
    /// The job that reads a session's present code.
    struct CodePayload: Codable, Sendable {
        let sessionID: WhatsAppSession.ID
    }

    package static let codeKind = "session-code"

    /// What can be scanned now.
    package struct Code: Sendable, Hashable {
        package let session: WhatsAppSession
        /// The code's own text; nil while none is shown.
        package let text: String?
        package let readAt: Moment?
        /// WAHA's picture of it as a `data:` URL; nil when it gives none.
        package let image: String?
    }

    /// The latest code, as it was last told. Asks WAHA for its picture alone.
    package func code(of id: WhatsAppSession.ID, in scope: TenantScope) async throws -> Code {
        let session = try await find(id, in: scope)
        let code = try await database.read(scope) { tx in try SessionCareDAO(tx).code(of: id) }
        guard let code else { return Code(session: session, text: nil, readAt: nil, image: nil) }
        let image = try? await waha(of: session, in: scope).qrImage(of: session.name)
        return Code(session: session, text: code.text, readAt: code.readAt, image: image ?? nil)
    }

    /// Has the worker read the new code: a webhook is answered at once.
    static func queueCode(of session: WhatsAppSession, ids: IDMaker, at now: Moment, _ tx: TenantTransaction) throws {
        let lane = "session:\(session.id)"
        guard try !JobQueue(tx).postpone(kind: codeKind, lane: lane, to: now) else { return }
        try JobQueue(tx).enqueue(
            ids.next(), kind: codeKind, lane: lane, payload: CodePayload(sessionID: session.id), runAt: now, at: now)
    }

    /// Reads the present code and tells those who watch. One that could not be read is followed by another soon.
    package func readCode(_ job: Job) async throws -> ChoreEnding {
        let id = try JobQueue.decode(CodePayload.self, from: job).sessionID
        do {
            let session = try await find(id, in: job.scope)
            let text = try await waha(of: session, in: job.scope).qrText(of: session.name)
            let now = clock.now
            try await database.write(job.scope) { tx in
                guard try SessionCareDAO(tx).setCode(text, of: id, at: now) else { return }
                try CompanyEvent.codeChanged(id).tell(in: tx, at: now)
            }
            return .done
        } catch let error as GatewayError {
            return job.attempts < 3 ? .again(seconds: 2, error: "\(error)") : .givenUp("\(error)")
        } catch is SessionError {
            return .done
        }
    }
}
