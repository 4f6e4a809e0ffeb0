/// Where a call stands in the source.
struct CallSite: Sendable, Hashable, CustomStringConvertible {
    let file: StaticString
    let line: Int

    /// "Business/Catalog.swift:19"
    var description: String { "\(file):\(line)" }

    static func == (left: CallSite, right: CallSite) -> Bool {
        left.line == right.line && left.file.utf8Start == right.file.utf8Start
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(line)
        hasher.combine(file.utf8Start)
    }
}
