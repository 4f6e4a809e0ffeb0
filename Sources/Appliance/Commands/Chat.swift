import ArgumentParser
import Business
import Domain
import Foundation
import Logging

/// `auzap chat`: be the customer, in the terminal.
struct Chat: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Be the customer: talk to your shop's agent in the terminal.",
        discussion: """
            What you write takes the very way of a WhatsApp message. While a server runs on the same data folder the \
            chat goes to it; otherwise the folder is opened here. Without a shop there, a demo shop is used, kept in \
            the folder's own "demo".

            Lines that start with / are for the program: /porque shows why the last answer was given, /agenda lists \
            coming visits, /hora sets the clock of this conversation alone (/hora 2026-03-10 09:00, /hora +2h, \
            /hora agora), /nova starts the conversation anew, /sair leaves.

            \(SettingOptions.table)
            """)

    @Option(name: .long, help: ArgumentHelp("The customer's number, with area code.", valueName: "digits"))
    var phone = "5511900000001"

    @Option(name: .long, help: ArgumentHelp("The customer's name.", valueName: "name"))
    var name = "Ana"

    @Flag(name: .long, help: "Show after each answer why it was given.")
    var why = false

    @OptionGroup var options: SettingOptions

    func run() async throws {
        try await explaining {
            guard let number = PhoneNumber(phone) else {
                throw SettingError("--phone: expected a number with area code, 10 to 15 digits")
            }
            let settings = try await options.settings(standards: ["LOG_LEVEL": "error"])
            let line = try await ChatLines.open(settings)
            let talk = TerminalTalk(line: line, phone: number, name: name, alwaysWhy: why)
            do {
                try await talk.run()
            } catch {
                await line.close()
                throw error
            }
            await line.close()
        }
    }
}
