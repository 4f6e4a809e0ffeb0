import Business
import Domain
import Foundation
import Logging
import ServiceLifecycle
import Storage

/// How `auzap chat` reaches the agent: inside this process, or through the server that is running.
protocol ChatLine: Sendable {
    var shop: String { get }
    var agent: String { get }
    func send(_ text: String, phone: PhoneNumber, name: String) async throws
    func messages(phone: PhoneNumber, after: Message.ID?) async throws -> Simulator.Chat
    func reset(phone: PhoneNumber) async throws
    /// Sets what the agent takes for now in this chat alone; nil for the present.
    ///
    /// - Returns: What the chat's clock shows.
    func setClock(_ now: LocalDateTime?, phone: PhoneNumber) async throws -> LocalDateTime
    func now(phone: PhoneNumber) async throws -> LocalDateTime
    /// Coming visits, a line each.
    func agenda() async throws -> [String]
    func close() async
}

enum ChatLines {
    /// The running server's first shop, or this folder's own, or the demo shop.
    static func open(_ settings: Settings) async throws -> any ChatLine {
        let folder = try DataFolder(settings.dataDir)
        if let running = folder.running, let line = try await RemoteChatLine(running) { return line }
        do {
            if let line = try await LocalChatLine(settings, folder: folder, makesDemo: false) { return line }
        } catch StorageError.locked {
            // A server that is starting or stopping, or one without a shop yet: the demo keeps its own file.
        } catch let error as StorageError {
            throw SettingError(Serve.words(for: error, folder))
        }
        let demo = try DataFolder(folder.path + "/demo")
        do {
            if let line = try await LocalChatLine(settings, folder: demo, makesDemo: true) { return line }
        } catch let error as StorageError {
            throw SettingError(Serve.words(for: error, demo))
        }
        throw SettingError("DATA_DIR: the demo shop could not be made in \(demo.path)")
    }
}

/// The agent inside this process: the same objects that `serve` runs, without HTTP.
struct LocalChatLine: ChatLine {
    let shop: String
    let agent: String
    private let assembly: Assembly
    private let scope: TenantScope
    private let worker: Task<Void, any Error>

    /// - Returns: nil when the folder has no shop and none is to be made.
    init?(_ settings: Settings, folder: DataFolder, makesDemo: Bool) async throws {
        var settings = settings
        settings.quietWindow = 0
        settings.humanDelay = false
        settings.registration = .open
        let log = LogOutput.logger(settings)
        let assembly = try Assembly(
            settings, folder: folder, version: Appliance.version, operatorToken: SecureRandom.hex(32), log: log)
        if makesDemo, try await assembly.database.system.companies().isEmpty {
            try await DemoShop.open(with: assembly)
        }
        guard let company = try await assembly.database.system.companies().first else {
            await assembly.database.close()
            return nil
        }
        self.assembly = assembly
        scope = TenantScope(companyID: company.id, actor: .operatorCommand)
        shop = company.name
        agent = company.settings.agentName
        worker = Task { try await assembly.worker.run() }
    }

    func send(_ text: String, phone: PhoneNumber, name: String) async throws {
        _ = try await assembly.simulator.send(text, phone: phone, name: name, in: scope)
    }

    func messages(phone: PhoneNumber, after: Message.ID?) async throws -> Simulator.Chat {
        try await assembly.simulator.chat(phone: phone, after: after, in: scope)
    }

    func reset(phone: PhoneNumber) async throws { try await assembly.simulator.reset(phone: phone, in: scope) }

    func setClock(_ now: LocalDateTime?, phone: PhoneNumber) async throws -> LocalDateTime {
        try await assembly.simulator.setClock(now, phone: phone, in: scope).wall
    }

    func now(phone: PhoneNumber) async throws -> LocalDateTime {
        try await assembly.simulator.now(phone: phone, in: scope).wall
    }

    func agenda() async throws -> [String] {
        var filter = AppointmentsDAO.Filter()
        filter.firstDay = ShopZone.saoPaulo.wall(at: SystemClock().now).day
        let visits = try await assembly.server.booking.list(filter, in: scope).visits
        return visits.map { visit in
            let slot = visit.appointment.slot
            return "\(slot.day) \(slot.start) \(visit.serviceName), \(visit.pet.name) (\(visit.tutorName)), "
                + "\(visit.appointment.price.formatted), \(visit.appointment.status.rawValue)"
        }
    }

    func close() async {
        worker.cancel()
        _ = try? await worker.value
        await assembly.database.close()
    }
}

/// A shop to try things on.
enum DemoShop {
    /// Nobody signs in to it, so its password is thrown away.
    static func open(with assembly: Assembly) async throws {
        let owner = try await assembly.accounts.register(
            .init(
                email: "demo@example.com", password: "Aa1!" + SecureRandom.hex(16), name: "Demonstração",
                companyName: "Pet Shop Amigo Fiel", template: .petShopEveryDay))
        let scope = TenantScope(companyID: owner.user.companyID, actor: .operatorCommand)
        _ = try await assembly.server.catalog.changeShop(in: scope, hours: nil) { company in
            company.settings.address = "Rua das Acácias, 120, Centro"
        }
    }
}
