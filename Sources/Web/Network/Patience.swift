import NIOCore

/// How long a connection may take to say what it wants.
package struct Patience: Sendable {
    /// From the last answer, or the connection's begin, to the end of the next head.
    package var untilHead: Duration = .seconds(30)
    /// From the end of the head to the end of the body.
    package var untilEnd: Duration = .seconds(30)

    package init() {}
}
