import ArgumentParser

/// `auzap`: one binary with the API, the webhook, the workers and the panel.
@main
struct Appliance: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "auzap",
        abstract: "Serves pet shops on WhatsApp: answers customers, books visits, keeps the agenda.",
        discussion: """
            Without a command, auzap serves. The first start makes its data folder and prints a one-time link with \
            which the owner opens the first shop.

            Exit codes: 0 done, 1 failed, 64 wrong usage, 78 a wrong setting.
            """,
        version: version, subcommands: [Serve.self, Chat.self, SQLCommand.self, Explain.self],
        defaultSubcommand: Serve.self)
}
