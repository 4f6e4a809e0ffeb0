import Foundation
import Support

// A WAHA server for developing without WhatsApp: answers every call and prints each text it is given to send.

let usage = "usage: waha-stand-in [--port 3999] [--api-key KEY]\n"

func exit(saying text: String, code: Int32) -> Never {
    FileHandle.standardError.write(Data(text.utf8))
    exit(code)
}

/// The options given, by name; anything else ends the program with its usage.
func readOptions() -> (port: Int, apiKey: String?) {
    var port = 3999
    var apiKey: String?
    var words = CommandLine.arguments.dropFirst()
    while let name = words.popFirst() {
        guard let value = words.popFirst() else { exit(saying: usage, code: 2) }
        switch name {
        case "--port":
            guard let number = Int(value), (0...65_535).contains(number) else { exit(saying: usage, code: 2) }
            port = number
        case "--api-key": apiKey = value
        default: exit(saying: usage, code: 2)
        }
    }
    return (port, apiKey)
}

/// Writes one line at once, also into a pipe, with nothing in it that moves the cursor.
@Sendable func say(_ line: String) {
    let plain = line.unicodeScalars.map { scalar -> String in
        if scalar == "\n" { return " ⏎ " }
        return scalar.properties.generalCategory == .control ? "" : String(scalar)
    }
    FileHandle.standardOutput.write(Data((plain.joined() + "\n").utf8))
}

let options = readOptions()
do {
    let standIn = try await WAHAStandIn.start(apiKey: options.apiKey, port: options.port) { text in
        say("→ \(text.chat.rawValue.prefix { $0 != "@" }): \(text.text)")
    }
    standIn.manner.followsConfig = true
    say("WAHA stand-in at \(standIn.baseURL)")
    while true { try await Task.sleep(for: .seconds(3600)) }
} catch {
    exit(saying: "cannot listen on port \(options.port): \(error)\n", code: 1)
}
