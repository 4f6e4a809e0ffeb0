import Domain
import Foundation

extension WAHAStandIn {
    /// What it does by itself, beside answering.
    package struct Manner: Sendable {
        /// How long a call to a session that is not working is held before its 422; WAHA takes up to five seconds.
        package var waitForWorking = Duration.zero
        /// A text that is sent comes back as `message.any`, in each of these forms.
        package var echoes: [EchoForm] = []
        /// The acks that follow a text, in this order.
        package var acks: [Int] = []
        /// Whether chats can be read back; NOWEB without its store cannot.
        package var keepsHistory = true
        /// Whether the list of chats is there.
        package var listsChats = true
        /// Each start ends in FAILED.
        package var failsToStart = false

        /// Events go where each session's config says; else only where `post(to:)` says.
        package var followsConfig = false
        /// How late every call about a chat is answered; it acts at once.
        package var pace = Duration.zero
        /// The same for single chats.
        package var paces: [ChatID: Duration] = [:]

        package init() {}
    }

    /// How the shop's own message comes back. WhatsApp's bare id is the same in all.
    package enum EchoForm: String, Sendable, CaseIterable {
        /// In the chat it was sent to, by the API.
        case plain
        /// In the chat's hidden form.
        case hidden
        /// With the bare id alone.
        case bareID
        /// With the author behind the id, as in groups.
        case withAuthor
        /// With the mark of browser engines.
        case out
        /// Without a source.
        case noSource
        /// As if somebody had typed it on the phone (waha#1044).
        case wrongSource
    }

    /// Which calls go wrong by chance: for one seed and one order of calls, the same ones.
    package struct FaultPlan: Sendable {
        package struct Rule: Sendable {
            /// The end of the paths it is about, such as "/sendText".
            let path: String
            /// 0...1.
            let chance: Double
            let fault: Fault

            package init(_ path: String, _ chance: Double, _ fault: Fault) {
                self.path = path
                self.chance = chance
                self.fault = fault
            }
        }

        private let rules: [Rule]
        private var numbers: SeededNumbers

        package init(seed: UInt64, _ rules: [Rule]) {
            self.rules = rules
            numbers = SeededNumbers(seed: seed)
        }

        package mutating func next(for path: String) -> Fault? {
            for rule in rules where path.hasSuffix(rule.path) {
                if Double.random(in: 0..<1, using: &numbers) < rule.chance { return rule.fault }
            }
            return nil
        }
    }

    /// A media file as WAHA keeps it.
    package struct File: Sendable {
        package let data: Data
        package let type: String
        let until: Moment
    }
}
