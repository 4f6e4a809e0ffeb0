import Domain
import HTTPTypes
import Hummingbird

/// One operation of the API: where it stands, who may call it, what goes in and what comes out. The router, the
/// OpenAPI document and the table of permissions are all made from these.
struct Operation: Sendable {
    /// Unique in the whole API, in the manner of a function name: "listServices".
    let id: String
    let method: HTTPRequest.Method
    /// With parameters in braces: "/api/services/{id}".
    let path: String
    /// Names in braces, in order.
    let pathParameters: [String]
    /// The group it is shown under.
    let tag: Tag
    /// One English line for developers.
    let summary: String
    let access: Access
    let query: [Parameter]
    let body: Body
    /// Answers of its own; those that every operation may give are added by the document.
    let answers: [Answer]
    let run: Run

    enum Tag: String, CaseIterable, Sendable {
        case accounts = "Accounts"
        case team = "Team"
        case appointments = "Appointments"
        case availability = "Availability"
        case staff = "Staff"
        case services = "Services"
        case tutors = "Tutors"
        case pets = "Pets"
        case conversations = "Conversations"
        case whatsApp = "WhatsApp"
        case settings = "Settings"
        case companies = "Companies"
        case notifications = "Notifications"
        case dashboard = "Dashboard"
        case statistics = "Statistics"
        case onboarding = "Onboarding"
        case agent = "Agent"
        case events = "Events"
        case webhooks = "Webhooks"
        case server = "Server"
        case administration = "Administration"
    }

    /// Who may call it.
    enum Access: Sendable, Hashable {
        case everyone
        /// Somebody signed in whose role has the permission.
        case signedIn(Permission)
        /// A super_admin, or the operator of the machine.
        case administrator
    }

    /// What is sent along.
    enum Body: Sendable {
        case none
        /// A JSON object that must be there.
        case json(Schema)
        /// A JSON object that may be left out.
        case optionalJSON(Schema)
        /// Bytes that the operation reads by itself, shown in the document as `schema`.
        case raw(Schema)
    }

    /// A parameter in the query. One that is absent or empty counts as not given.
    struct Parameter: Sendable {
        let name: String
        let schema: Schema
        let about: String
        var isRequired = false

        static func always(_ name: String, _ schema: Schema, _ about: String) -> Parameter {
            Parameter(name: name, schema: schema, about: about, isRequired: true)
        }

        static func maybe(_ name: String, _ schema: Schema, _ about: String) -> Parameter {
            Parameter(name: name, schema: schema, about: about)
        }
    }

    struct Answer: Sendable {
        let status: HTTPResponse.Status
        let about: String
        /// nil: no body, or one that is no JSON.
        let schema: Schema?
        var mediaType = "application/json"
        /// What the same answer may come as instead.
        var otherMediaType: String?

        static func ok(_ schema: Schema, _ about: String = "Done") -> Answer {
            Answer(status: .ok, about: about, schema: schema)
        }
        /// JSON, or on request a file.
        static func ok(_ schema: Schema, or mediaType: String) -> Answer {
            Answer(status: .ok, about: "Done", schema: schema, otherMediaType: mediaType)
        }
        static func created(_ schema: Schema, _ about: String = "Created") -> Answer {
            Answer(status: .created, about: about, schema: schema)
        }
        static func other(_ status: HTTPResponse.Status, _ about: String, _ schema: Schema? = nil) -> Answer {
            Answer(status: status, about: about, schema: schema ?? Schema.problem)
        }
        /// A body that is no JSON, such as a page or a stream.
        static func file(_ mediaType: String, _ about: String) -> Answer {
            Answer(status: .ok, about: about, schema: nil, mediaType: mediaType)
        }
    }

    enum Run: Sendable {
        case open(@Sendable (OpenCall) async throws -> Response)
        case tenant(@Sendable (TenantCall) async throws -> Response)
    }

    /// For people of a shop.
    init(
        _ method: HTTPRequest.Method, _ path: String, _ id: String, _ tag: Tag, _ summary: String,
        may permission: Permission, query: [Parameter] = [], body: Body = .none, answers: [Answer],
        run: @escaping @Sendable (TenantCall) async throws -> Response
    ) {
        self.init(method, path, id, tag, summary, .signedIn(permission), query, body, answers, .tenant(run))
    }

    /// For everyone, or for who administers the server.
    init(
        _ method: HTTPRequest.Method, _ path: String, _ id: String, _ tag: Tag, _ summary: String,
        open access: Access, query: [Parameter] = [], body: Body = .none, answers: [Answer],
        run: @escaping @Sendable (OpenCall) async throws -> Response
    ) {
        self.init(method, path, id, tag, summary, access, query, body, answers, .open(run))
    }

    private init(
        _ method: HTTPRequest.Method, _ path: String, _ id: String, _ tag: Tag, _ summary: String, _ access: Access,
        _ query: [Parameter], _ body: Body, _ answers: [Answer], _ run: Run
    ) {
        self.method = method
        self.path = path
        pathParameters = path.split(separator: "/").filter { $0.hasPrefix("{") }
            .map { String($0.dropFirst().dropLast()) }
        self.id = id
        self.tag = tag
        self.summary = summary
        self.access = access
        self.query = query
        self.body = body
        self.answers = answers
        self.run = run
    }

    /// The same operation at another address, where other readers look for it.
    func also(at path: String, as id: String, method: HTTPRequest.Method? = nil) -> Operation {
        Operation(method ?? self.method, path, id, tag, summary, access, query, body, answers, run)
    }

    /// As the router writes it: "/api/services/:id".
    var routerPath: String {
        path.replacing("{", with: ":").replacing("}", with: "")
    }
}

extension Schema {
    /// Every answer that says what went wrong.
    static let problem: Schema = .named(
        "Problem",
        .object(
            .always("success", .boolean), .always("error", .text, "Short type in English, for programs"),
            .always("message", .text, "What happened and what to do, in Portuguese"),
            .maybe("errors", .list(.text), "One sentence for each field that is wrong"),
            .maybe("retryAfter", .integer, "Seconds to wait")))
}
