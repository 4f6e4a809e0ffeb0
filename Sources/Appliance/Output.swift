import Foundation

/// What people read on standard output, shown at once: a pipe would hold it back.
enum Output {
    static func line(_ text: String) { write(text + "\n") }
    static func write(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }
}
