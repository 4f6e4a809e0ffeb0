/// One thing that people of a shop may or may not do. Every signed-in operation of the API names exactly one.
package enum Permission: String, Sendable, Hashable, CaseIterable {
    /// One's own profile and password.
    case ownAccount = "account.own"
    case readAgenda = "agenda.read"
    case writeAgenda = "agenda.write"
    case readCustomers = "customers.read"
    case writeCustomers = "customers.write"
    /// Erasing a customer's data and handing all of it out (LGPD, articles 18 and 19).
    case eraseCustomers = "customers.erase"
    case readCatalog = "catalog.read"
    case writeCatalog = "catalog.write"
    case readConversations = "conversations.read"
    /// Writing as a human, pausing and resuming the agent.
    case reply = "conversations.reply"
    case readNotifications = "notifications.read"
    case writeNotifications = "notifications.write"
    case readDashboard = "dashboard.read"
    /// Revenue by period, by service and by customer.
    case readReports = "reports.read"
    case readSettings = "settings.read"
    case writeSettings = "settings.write"
    case readWhatsApp = "whatsapp.read"
    case manageWhatsApp = "whatsapp.manage"
    case readTeam = "team.read"
    case manageTeam = "team.manage"
    /// The company itself: its key for the API, its plan, switching it off.
    case manageCompany = "company.manage"
    /// The whole installation, over all companies.
    case administer = "server.administer"
}

extension Role {
    /// The one table of who may do what.
    package var permissions: Set<Permission> {
        switch self {
        case .superAdmin: Self.all
        case .owner: Self.owning
        case .manager: Self.managing
        case .staff: Self.serving
        }
    }

    package func may(_ permission: Permission) -> Bool { permissions.contains(permission) }

    private static let all = Set(Permission.allCases)
    private static let owning = all.subtracting([.administer])
    private static let serving: Set<Permission> = [
        .ownAccount, .readAgenda, .writeAgenda, .readCustomers, .writeCustomers, .readCatalog, .readConversations,
        .reply, .readNotifications, .writeNotifications, .readDashboard, .readSettings, .readWhatsApp,
    ]
    private static let managing = serving.union([
        .writeCatalog, .readReports, .writeSettings, .manageWhatsApp, .readTeam,
    ])
}
