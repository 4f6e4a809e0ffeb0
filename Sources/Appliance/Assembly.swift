import Agent
import Business
import Domain
import Foundation
import Logging
import Storage
import Web

/// Builds every object, by hand, in one place.
struct Assembly: Sendable {
    let database: Database
    let accounts: Accounts
    let simulator: Simulator
    let worker: InboxWorker
    let keeper: SessionKeeper
    let server: ServerParts
    let driver: SQLiteDriver

    /// Opens the data folder and plugs everything together. Nothing runs yet.
    ///
    /// - Throws: `SettingError`, `StorageError`.
    init(_ settings: Settings, folder: DataFolder, version: String, operatorToken: String, log: Logger) throws {
        let clock = SystemClock()
        // A developer sees the plan of every statement; a server at work looks at the slow ones.
        var watch = Insight.Settings()
        watch.plans = settings.environment == .development ? .everyStatement : .slowStatements
        driver = try SQLiteDriver(
            path: folder.database, clock: clock, insight: Insight(watch, logger: log))
        database = Database(driver: driver, ids: IDMaker(clock: clock))
        accounts = Accounts(
            database: database, passwords: PasswordHasher(),
            tokens: try TokenCodec(key: try settings.jwtSecret ?? folder.key("token.key"), clock: clock), clock: clock,
            registration: settings.registration)

        let bell = JobBell()
        let metrics = Metrics()
        let registry = Registry(ids: database.ids, clock: clock)
        let booking = Booking(database: database, clock: clock)
        let sessions = Sessions(
            database: database, secrets: try SecretBox(key: try folder.key("secrets.key")), clock: clock,
            defaults: .init(
                url: settings.wahaURL, apiKey: settings.wahaKey, allowedHosts: settings.wahaHosts,
                webhookURL: settings.webhookURL, webhookSecret: settings.wahaSecret),
            http: HTTPCaller(counting: (metrics, "waha")))
        let inbox = Inbox(
            database: database, registry: registry, bell: bell, clock: clock, quietWindow: settings.quietWindow)
        let clocks = SimulatedClocks()
        simulator = Simulator(database: database, sessions: sessions, inbox: inbox, clock: clock, clocks: clocks)
        let pipeline = MessagePipeline(
            database: database, booking: booking, registry: registry, clock: clock,
            makeOfferID: { SecureRandom.hex(12) }, log: log, clocks: clocks,
            mostReplies: settings.loopReplies)
        let media = MediaDesk(
            database: database, sessions: sessions, files: MediaFiles(folder: folder.media), clock: clock,
            isShortOfSpace: { [driver] in driver.isShortOfSpace })
        var worker = InboxWorker(
            database: database, pipeline: pipeline, sessions: sessions, bell: bell, clock: clock,
            humanDelay: settings.humanDelay, retries: settings.sendRetries, metrics: metrics,
            log: log)
        worker.chores = Chores(
            media: media, sessions: sessions,
            escalation: Escalation(database: database, sessions: sessions, clock: clock))
        self.worker = worker
        keeper = SessionKeeper(
            care: SessionCare(
                sessions: sessions,
                reconciler: Reconciler(database: database, sessions: sessions, clock: clock, inbox: inbox),
                watchdog: Watchdog(database: database, clock: clock), media: media, metrics: metrics, log: log))
        var parts = ServerParts(
            database: database, accounts: accounts, booking: booking,
            catalog: Catalog(database: database, clock: clock),
            dashboard: Dashboard(database: database, clock: clock), sessions: sessions, inbox: inbox,
            simulator: simulator, conversations: Conversations(database: database, bell: bell, clock: clock),
            notices: Notices(database: database, clock: clock),
            onboarding: Onboarding(database: database, clock: clock), rehearsal: Rehearsal(pipeline),
            clock: clock, version: version, origins: settings.origins,
            webhookPath: settings.webhookPath, webhookSecret: settings.wahaSecret, operatorToken: operatorToken,
            isShortOfSpace: { [driver] in driver.isShortOfSpace })
        parts.metrics = metrics
        parts.media = media
        parts.limits = settings.limits.map { RequestLimits($0) } ?? .off
        parts.client = ClientAddress(trusted: settings.trustedProxies)
        parts.metricsToken = settings.metricsToken
        parts.isSecure = settings.certificate != nil || settings.publicURL?.hasPrefix("https://") == true
        server = parts
    }
}
