/// Why something could not be kept.
package enum RegistryError: Error, Sendable, Hashable {
    /// Another customer of the shop has this number, with or without its ninth digit.
    case phoneTaken
    /// Another company has this name for URLs.
    case slugTaken
    /// More tags or vaccines than a row holds.
    case tooMany(limit: Int)
    case unknownTutor
}
