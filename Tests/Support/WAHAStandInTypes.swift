import Business
import Domain
import Foundation

extension WAHAStandIn {
    /// Whose answers it gives; they differ in shape.
    package enum Engine: String, Sendable, CaseIterable {
        case gows = "GOWS"
        case noweb = "NOWEB"
        case webjs = "WEBJS"

        /// Whether it makes ids for messages yet to be sent.
        var makesIDs: Bool { self != .webjs }
    }

    /// What goes wrong with a call, once asked for.
    package enum Fault: Sendable, Hashable {
        /// Acts at once, answers late.
        case delay(Duration)
        /// The connection is reset and nothing is done.
        case reset
        /// Acts, then closes the connection without an answer.
        case loseAnswer
        /// Acts, then answers 201 without a body.
        case emptyAnswer
        /// The engine fails: 500, with the request echoed in the body as WAHA does.
        case engineError
        /// 422, as after WAHA has waited in vain for WORKING.
        case notWorking(SessionState)
        /// Any other status, with a `Retry-After` in seconds.
        case refuse(status: Int, retryAfter: Int? = nil)
        /// Does nothing and answers with these bytes, such as a recorded body.
        case reply(status: Int, body: Data)
    }

    /// One call as received, whether or not it was answered.
    package struct Call: Sendable, Hashable {
        package let method: String
        /// Decoded, without the query.
        package let path: String
        package let query: [String: String]
        /// Names in lower case.
        package let headers: [String: String]
        package let body: Data

        /// The body's top-level texts, such as `chatId`.
        package var fields: [String: String] {
            let object = try? JSONSerialization.jsonObject(with: body) as? [String: Any]
            return (object ?? [:]).compactMapValues { $0 as? String }
        }
    }

    /// One text that reached the customer's phone.
    package struct Text: Sendable, Hashable {
        package let session: String
        package let chat: ChatID
        package let text: String
        package let id: MessageID
        package let at: Moment
        package let received: ContinuousClock.Instant
    }

    /// What was waited for did not come in time; `seen` is how many did.
    package struct TimedOut: Error, Hashable {
        package let seen: Int
    }
}
