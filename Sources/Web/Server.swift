import Business
import Domain
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import Storage

/// Everything the routes need, made by the appliance.
package struct ServerParts: Sendable {
    package var database: Database
    package var accounts: Accounts
    package var booking: Booking
    package var catalog: Catalog
    package var dashboard: Dashboard
    package var sessions: Sessions
    package var inbox: Inbox
    package var simulator: Simulator
    package var conversations: Conversations
    package var notices: Notices
    package var onboarding: Onboarding
    package var rehearsal: any AgentRehearsal
    package var clock: any ShopClock
    package var version: String
    /// Origins of front ends that may call the API from a browser.
    package var origins: Set<String>
    /// Where WAHA posts, such as "/webhook".
    package var webhookPath: String
    /// Signs WAHA's bodies; nil when it does not.
    package var webhookSecret: String?
    /// Lets whoever may read the data folder in as the first shop's owner (`auzap chat`).
    package var operatorToken: String
    /// True while the database refuses writes because the disk is nearly full.
    package var isShortOfSpace: @Sendable () -> Bool
    package var limits = RequestLimits.off
    package var metrics = Metrics()
    /// Opens /metrics to other machines.
    package var metricsToken: String?
    package var client = ClientAddress()
    /// True when browsers reach the server by https.
    package var isSecure = false
    package var patience = Patience()
    /// Files that customers sent; nil where none are kept.
    package var media: MediaDesk?

    package init(
        database: Database, accounts: Accounts, booking: Booking, catalog: Catalog, dashboard: Dashboard,
        sessions: Sessions, inbox: Inbox,
        simulator: Simulator, conversations: Conversations, notices: Notices, onboarding: Onboarding,
        rehearsal: any AgentRehearsal, clock: any ShopClock, version: String, origins: Set<String>,
        webhookPath: String,
        webhookSecret: String?, operatorToken: String, isShortOfSpace: @escaping @Sendable () -> Bool
    ) {
        self.database = database
        self.accounts = accounts
        self.booking = booking
        self.catalog = catalog
        self.dashboard = dashboard
        self.sessions = sessions
        self.inbox = inbox
        self.simulator = simulator
        self.conversations = conversations
        self.notices = notices
        self.onboarding = onboarding
        self.rehearsal = rehearsal
        self.clock = clock
        self.version = version
        self.origins = origins
        self.webhookPath = webhookPath
        self.webhookSecret = webhookSecret
        self.operatorToken = operatorToken
        self.isShortOfSpace = isShortOfSpace
    }
}

/// Door one: HTTP API, webhook and panel.
package enum Server {
    /// Middleware in order, then every route.
    static func router(_ parts: ServerParts) -> Router<AppContext> {
        let api = api(parts)
        let router = Router(context: AppContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: RequestName())
        router.add(middleware: AccessLog(metrics: parts.metrics))
        router.add(middleware: SecurityHeaders(isSecure: parts.isSecure))
        router.add(middleware: CORS(origins: parts.origins))
        router.add(middleware: Compression())
        router.add(middleware: RateLimit(limits: parts.limits, accounts: parts.accounts, client: parts.client))
        router.add(middleware: ErrorResponses())
        router.add(
            middleware: MethodCheck(literal: api.literalMethods) { api.methods(at: $0) + PanelRoutes.methods(at: $0) })
        api.add(to: router)
        HealthRoutes(parts).add(to: router)
        PanelRoutes().add(to: router)
        return router
    }

    static func responder(_ parts: ServerParts) -> FrontDoor {
        ServerGauges.add(to: parts.metrics, parts)
        return FrontDoor(router: router(parts).buildResponder())
    }

    /// Every operation behind its gate.
    static func api(_ parts: ServerParts) -> API {
        let reports = Reports(database: parts.database, clock: parts.clock)
        let customers = Customers(database: parts.database, clock: parts.clock)
        let others =
            HealthRoutes(parts).operations
            + WAHAWebhook(
                sessions: parts.sessions, inbox: parts.inbox, secret: parts.webhookSecret, path: parts.webhookPath,
                limits: parts.limits
            ).operations
            + AuthRoutes(
                accounts: parts.accounts, operatorToken: parts.operatorToken,
                signIns: SignInGuard(accounts: parts.accounts, limits: parts.limits)
            ).operations
            + ProfileRoutes(accounts: parts.accounts).operations
            + TeamRoutes(accounts: parts.accounts).operations
            + AdminRoutes(database: parts.database, accounts: parts.accounts, clock: parts.clock).operations
            + AppointmentRoutes(booking: parts.booking).operations
            + AvailabilityRoutes(booking: parts.booking).operations
            + SeriesRoutes(series: Series(booking: parts.booking)).operations
            + WaitlistRoutes(waitlist: Waitlist(database: parts.database, clock: parts.clock)).operations
            + StaffRoutes(staff: Staff(database: parts.database, clock: parts.clock)).operations
            + ServiceRoutes(catalog: parts.catalog).operations
            + TutorRoutes(customers: customers).operations
            + PrivacyRoutes(
                privacy: Privacy(database: parts.database, clock: parts.clock, files: parts.media?.files),
                customers: customers
            )
            .operations
            + PetRoutes(pets: Pets(database: parts.database, clock: parts.clock)).operations
            + CompanyRoutes(companies: Companies(database: parts.database, clock: parts.clock)).operations
            + SettingsRoutes(catalog: parts.catalog).operations
            + WhatsAppRoutes(sessions: parts.sessions).operations
            + DashboardRoutes(dashboard: parts.dashboard, reports: reports).operations
            + StatsRoutes(reports: reports).operations
            + ReportRoutes(reports: reports).operations
            + AgentRoutes(reports: reports, rehearsal: parts.rehearsal).operations
            + EventRoutes(database: parts.database, accounts: parts.accounts).operations
            + MetricsRoutes(metrics: parts.metrics, token: parts.metricsToken).operations
            + SimulatorRoutes(simulator: parts.simulator).operations
            + ConversationRoutes(conversations: parts.conversations, clock: parts.clock).operations
            + MediaRoutes(media: parts.media).operations
            + NotificationRoutes(notices: parts.notices).operations
            + OnboardingRoutes(onboarding: parts.onboarding).operations
        return API(
            operations: others + DocumentRoutes(others: others, version: parts.version).operations,
            gate: Gate(
                accounts: parts.accounts, operatorToken: parts.operatorToken,
                acts: OneAct(database: parts.database, clock: parts.clock)))
    }

    /// The server as a service of the process.
    ///
    /// - Parameters:
    ///   - certificate: Speaks TLS with it; nil speaks plainly.
    ///   - connections: Most connections at a time; more wait in the kernel's queue.
    ///   - onRunning: Called with the port once connections are accepted.
    package static func application(
        _ parts: ServerParts, host: String, port: Int, certificate: CertificateFiles? = nil, connections: Int = 4096,
        log: Logger, onRunning: @escaping @Sendable (Int) async -> Void
    ) throws -> some ApplicationProtocol {
        var headers = HTTP1Channel.Configuration.DecoderConfiguration()
        headers.maxHeaderFieldSize = 16 * 1024
        headers.maxHeaderListSize = 32 * 1024
        headers.maxHeaderFieldCount = 100
        let configuration = HTTP1Channel.Configuration(
            additionalChannelHandlers: [RequestTimer(parts.patience)], idleTimeout: .seconds(75),
            httpDecoderConfiguration: headers)
        let plain = HTTPServerBuilder { OnItsLoop(HTTP1Channel(responder: $0, configuration: configuration)) }
        return Application(
            responder: responder(parts),
            server: try certificate.map { try .tls(plain, tlsConfiguration: $0.configuration()) } ?? plain,
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port), serverName: nil,
                availableConnectionsDelegate: MaximumAvailableConnections(connections)),
            onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? port) },
            logger: log)
    }
}
