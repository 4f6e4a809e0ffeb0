import ArgumentParser
import Business
import Foundation
import Logging
import ServiceLifecycle
import Storage
import Web

/// `auzap serve`: runs the server until it is told to stop.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the server (the default command).",
        discussion: """
            Stops on SIGTERM or SIGINT after finishing what was begun. Exit codes: 0 stopped, 1 failed, 78 a wrong \
            setting.

            \(SettingOptions.table)
            """)

    @Option(name: .long, help: ArgumentHelp("Address to listen on (HOST).", valueName: "address"))
    var host: String?

    @Option(name: .long, help: ArgumentHelp("Port to listen on, 0 for any (PORT).", valueName: "port"))
    var port: String?

    @OptionGroup var options: SettingOptions

    func run() async throws {
        try await explaining {
            let settings = try await options.settings(["HOST": host, "PORT": port])
            let log = LogOutput.logger(settings)
            let folder = try DataFolder(settings.dataDir)
            let operatorToken = SecureRandom.base64url(32)
            let assembly = try Self.assemble(settings, folder, operatorToken, log)
            Self.report(assembly.driver, log)
            let application = try Server.application(
                assembly.server, host: settings.host, port: settings.port,
                certificate: try Self.certificate(settings, log), connections: settings.maxConnections, log: log
            ) { port in
                await Self.announce(settings, port: port, folder: folder, token: operatorToken, assembly)
            }
            let group = ServiceGroup(
                configuration: .init(
                    services: [
                        .init(service: assembly.worker), .init(service: assembly.keeper), .init(service: application),
                    ],
                    gracefulShutdownSignals: [.sigterm, .sigint], logger: log))
            do {
                try await group.run()
            } catch {
                await Self.stop(assembly, folder)
                throw Self.explained(error, settings)
            }
            await Self.stop(assembly, folder)
            log.info("stopped")
        }
    }

    private static func certificate(_ settings: Settings, _ log: Logger) throws -> CertificateFiles? {
        guard let files = settings.certificate else { return nil }
        do {
            return try CertificateFiles(certificate: files.chain, key: files.key, log: log)
        } catch let error as CertificateError {
            throw SettingError("TLS_CERT, TLS_KEY: \(error)")
        }
    }

    private static func assemble(
        _ settings: Settings, _ folder: DataFolder, _ token: String, _ log: Logger
    ) throws -> Assembly {
        do {
            return try Assembly(
                settings, folder: folder, version: Appliance.version, operatorToken: token, log: log)
        } catch let error as StorageError {
            throw SettingError(Self.words(for: error, folder))
        }
    }

    /// Says loudly what opening the database showed, and looks for damage while the server already works.
    private static func report(_ driver: SQLiteDriver, _ log: Logger) {
        let opening = driver.opening
        if !opening.migrations.isEmpty {
            log.notice("schema brought up to date", metadata: ["steps": "\(opening.migrations)"])
        }
        if opening.lostCommits > 0 {
            log.critical(
                "the database is behind what was acknowledged: restore the newest backup, or go on without these commits",
                metadata: ["lost_commits": "\(opening.lostCommits)"])
        }
        guard opening.wasUnclean else { return }
        log.notice("the last run did not stop cleanly; checking the database")
        Task {
            do {
                let damage = try await driver.findDamage()
                if damage.isEmpty {
                    log.notice("the database is sound")
                } else {
                    log.critical("the database is damaged: restore the newest backup", metadata: ["found": "\(damage)"])
                }
            } catch {
                log.error("the database could not be checked", metadata: ["error": "\(error)"])
            }
        }
    }

    /// What the operator reads when the database cannot be opened.
    static func words(for error: StorageError, _ folder: DataFolder) -> String {
        switch error {
        case .locked: "DATA_DIR: another auzap is running on \(folder.path); stop it or choose another folder"
        case .schemaTooNew(let found, let known):
            "DATA_DIR: \(folder.path) was written by a newer auzap (schema \(found), this one knows \(known)); update auzap"
        case .io(let reason): "DATA_DIR: the database in \(folder.path) cannot be opened: \(reason)"
        default: "DATA_DIR: the database in \(folder.path) cannot be used: \(error)"
        }
    }

    private static func announce(
        _ settings: Settings, port: Int, folder: DataFolder, token: String, _ assembly: Assembly
    ) async {
        let local = settings.host == "0.0.0.0" || settings.host == "::" ? "127.0.0.1" : settings.host
        let here = "\(settings.certificate == nil ? "http" : "https")://\(local):\(port)"
        let url = settings.publicURL ?? here
        try? folder.note(.init(url: here, operatorToken: token))
        Output.line("auzap \(Appliance.version) is ready: \(url)")
        if let link = try? await assembly.accounts.makeSetupLink() {
            Output.line("Open this once to set up your shop (valid for 24 hours): \(url)/setup?token=\(link)")
        }
    }

    private static func stop(_ assembly: Assembly, _ folder: DataFolder) async {
        folder.forgetRunning()
        await assembly.database.close()
    }

    private static func explained(_ error: any Error, _ settings: Settings) -> any Error {
        let words = "\(error)"
        guard words.contains("EADDRINUSE") || words.contains("Address already in use") || words.contains("errno: 98")
        else { return error }
        return SettingError("PORT: \(settings.port) is in use on \(settings.host); expected a free port, or 0 for any")
    }
}
