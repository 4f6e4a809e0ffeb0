import Business
import Domain
import Hummingbird
import NIOCore

/// A request to a public operation, with its parameters and body checked.
struct OpenCall: Sendable {
    let request: Request
    let context: AppContext
    /// The checked body; empty without one.
    let form: Form
    let bytes: ByteBuffer
}

/// A request of somebody signed in who may do this: principal and scope are there, never nil.
struct TenantCall: Sendable {
    let request: Request
    let context: AppContext
    let principal: Principal
    /// The caller's company; another one only for a super_admin who names it.
    let scope: TenantScope
    let form: Form
    /// What the client calls this one act, so that sending it twice does it once.
    let idempotencyKey: String?
}

/// What both kinds of call can be asked.
protocol Asked {
    var request: Request { get }
    var context: AppContext { get }
}

extension OpenCall: Asked {}
extension TenantCall: Asked {}

extension Asked {
    /// The id in the path; 404 when it is none, as for one that does not exist.
    func id<Entity>(_ name: String = "id") throws -> Identifier<Entity> { try context.id(name) }

    /// A part of the path, percent-encoding undone; 404 when there is none.
    func part(_ name: String) throws -> String {
        guard let text = context.parameters.get(name)?.removingPercentEncoding, !text.utf8.contains(0) else {
            throw Problem.notFound
        }
        return text
    }

    func query(_ name: String) -> String? { request.query(name) }

    func flag(_ name: String) -> Bool? { request.query(name).map { $0 == "true" || $0 == "1" } }

    func number(_ name: String) -> Int? { request.query(name).flatMap { Int($0) } }

    func day(_ name: String) throws -> LocalDay? { try request.day(name) }

    /// `page` or `offset`, and `limit`, taken to the nearest lawful value.
    func page(usual: Int = 50, most: Int = 100) -> Page {
        Page(limit: number("limit"), offset: number("offset"), page: number("page"), usual: usual, most: most)
    }
}
