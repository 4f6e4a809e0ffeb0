/// What became of a piece of work that nobody waits for.
package enum ChoreEnding: Sendable, Hashable {
    case done
    /// Not now; try again after so many seconds.
    case again(seconds: Int, error: String)
    /// It will not work, and that has been written down where it matters.
    case givenUp(String)
}
