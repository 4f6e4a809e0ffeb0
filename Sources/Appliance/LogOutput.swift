import Domain
import Foundation
import Logging

/// Where log lines go: standard error, so that standard output stays for what people read.
enum LogOutput {
    static func logger(_ settings: Settings) -> Logger {
        let isJSON = settings.logFormat == .json
        var logger = Logger(label: "auzap") { _ in LineLogHandler(isJSON: isJSON) }
        logger.logLevel = settings.logLevel
        return logger
    }
}

/// One event, one line, one write: lines of several threads never mix, and no text in them can begin another.
struct LineLogHandler: LogHandler {
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]
    let isJSON: Bool
    /// What the HTTP library numbers requests by; ours have names.
    private static let unwanted = "hb.request.id"

    init(isJSON: Bool) { self.isJSON = isJSON }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let own = metadata.filter { $0.key != Self.unwanted && event.metadata?[$0.key] == nil }
        let fields = (own.map { ($0.key, $0.value) } + (event.metadata ?? [:]).map { ($0.key, $0.value) })
            .sorted { $0.0 < $1.0 }
        let time = SystemClock().now.iso8601
        var line =
            isJSON
            ? Self.json(time, event.level.rawValue, "\(event.message)", fields)
            : Self.text(time, event.level.rawValue, "\(event.message)", fields)
        line.append(10)
        Self.write(line)
    }

    private typealias Fields = [(String, Logger.Metadata.Value)]

    /// "2026-03-01T17:30:00.000Z info request method=GET ms=1.2".
    private static func text(_ time: String, _ level: String, _ message: String, _ fields: Fields) -> [UInt8] {
        var line = Array("\(time) \(level) ".utf8)
        appendPlain(message, to: &line)
        for (name, value) in fields {
            line.append(32)
            line += name.utf8
            line.append(61)
            appendPlain("\(value)", to: &line)
        }
        return line
    }

    private static func json(_ time: String, _ level: String, _ message: String, _ fields: Fields) -> [UInt8] {
        var line = Array("{\"time\":\"\(time)\",\"level\":\"\(level)\",\"message\":".utf8)
        appendQuoted(message, to: &line)
        for (name, value) in fields where !["time", "level", "message"].contains(name) {
            line.append(44)
            appendQuoted(name, to: &line)
            line.append(58)
            appendQuoted("\(value)", to: &line)
        }
        line.append(125)
        return line
    }

    private static func appendPlain(_ text: String, to line: inout [UInt8]) {
        for byte in text.utf8 {
            switch byte {
            case 10: line += [92, 110]
            case 0..<32, 127: line.append(63)
            default: line.append(byte)
            }
        }
    }

    /// RFC 8259, section 7.
    private static func appendQuoted(_ text: String, to line: inout [UInt8]) {
        line.append(34)
        for byte in text.utf8 {
            switch byte {
            case 34, 92: line += [92, byte]
            case 10: line += [92, 110]
            case 0..<32: line += Array("\\u00".utf8) + [48 + byte >> 4, Array("0123456789abcdef".utf8)[Int(byte & 15)]]
            default: line.append(byte)
            }
        }
        line.append(34)
    }

    private static func write(_ line: [UInt8]) {
        line.withUnsafeBytes { bytes in
            var rest = bytes[...]
            // A pipe takes what fits; a reader that is gone is no reason to stop.
            while !rest.isEmpty {
                let written = Foundation.write(
                    STDERR_FILENO, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                guard written > 0 || errno == EINTR else { return }
                rest = rest.dropFirst(max(0, written))
            }
        }
    }
}
