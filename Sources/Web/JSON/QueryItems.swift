import Domain
import Hummingbird

extension Request {
    /// The value of a query parameter; nil when absent or empty.
    func query(_ name: String) -> String? {
        guard let value = uri.queryParameters[Substring(name)], !value.isEmpty else { return nil }
        return String(value)
    }

    /// - Throws: `Problem` 400 when the parameter is there and is no day.
    func day(_ name: String) throws -> LocalDay? {
        guard let text = query(name) else { return nil }
        // A full time stamp is taken by its calendar day.
        guard let day = LocalDay(iso: text.prefix(10)) else {
            throw Problem.invalid("Confira os dados enviados.", ["\(name): data no formato AAAA-MM-DD"])
        }
        return day
    }
}

extension RequestContext {
    /// The id in the path; 404 when it is none, as for one that does not exist.
    func id<Entity>(_ name: String = "id") throws -> Identifier<Entity> {
        guard let text = parameters.get(name), let id = Identifier<Entity>(text: text) else { throw Problem.notFound }
        return id
    }
}
