import Domain
import Foundation
import HTTPTypes
import Storage
import Support
import Testing

@testable import Web

@Suite("Who may do what") struct PermissionTests {
    /// One person of each role in the first shop, signed in.
    private static func tokens(_ site: Site) async throws -> [Role: String] {
        var tokens: [Role: String] = [:]
        for role in Role.allCases {
            let token = try await site.token(of: role)
            tokens[role] = token
        }
        return tokens
    }

    @Test("each role is let in where the table says so, and nowhere else")
    func roles() async throws {
        let site = try await Site()
        let tokens = try await Self.tokens(site)
        // What switches the company off comes last.
        let operations = site.whole.operations
        for operation in operations.filter({ $0.id != "deactivateCompany" })
            + operations.filter({ $0.id == "deactivateCompany" })
        {
            guard case .signedIn(let permission) = operation.access else { continue }
            let uri = operation.uri { _ in "999999999" }
            let anonymous = try await site.call(operation.method, uri, headers: Self.json, body: operation.sampleBody)
            #expect(anonymous.status == .unauthorized, "\(operation.id)")
            for role in [Role.staff, .manager, .owner, .superAdmin] where operation.isQuick {
                let token = try #require(tokens[role])
                let answer = try await site.call(
                    operation.method, uri, token: token, headers: Self.json, body: operation.sampleBody)
                let refusal = "Seu perfil não permite fazer isto. Fale com o responsável pela empresa."
                #expect(
                    (answer.status == .forbidden && answer.message == refusal) == !role.may(permission),
                    "\(operation.id) as \(role): \(answer.status)")
            }
        }
    }

    @Test("a thing of another company is answered exactly as one that does not exist")
    func foreign() async throws {
        let site = try await Site()
        let (mine, theirs) = (site.shops.first, site.shops.second)
        for operation in site.whole.operations where operation.isQuick {
            guard case .signedIn = operation.access, !operation.pathParameters.isEmpty else { continue }
            let foreignURI = operation.uri { Things.id($0, of: operation.path, in: theirs) ?? "999999999" }
            let missingURI = operation.uri { Things.isText($0) ? "nada" : "999999999" }
            let foreign = try await site.call(
                operation.method, foreignURI, token: mine.signedIn.tokens.access, headers: Self.json,
                body: operation.sampleBody)
            let missing = try await site.call(
                operation.method, missingURI, token: mine.signedIn.tokens.access, headers: Self.json,
                body: operation.sampleBody)
            #expect(foreign == missing, "\(operation.id)")
            #expect(foreign.status.code < 500, "\(operation.id)")
        }
    }

    @Test("docs/permissions.md is what the table says")
    func document() async throws {
        let operations = Server.api(try await Site().parts).operations
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs/permissions.md")
        let text = PermissionPage(operations).text
        if ProcessInfo.processInfo.environment["WRITE_DOCS"] != nil {
            try Data(text.utf8).write(to: file)
        }
        #expect(
            try String(contentsOf: file, encoding: .utf8) == text, "run `make permissions` and commit what it wrote")
    }

    private static let json = ["Content-Type": "application/json"]
}

/// Ids that stand in paths.
private enum Things {
    static func isText(_ name: String) -> Bool { ["telefone", "tag", "categoria", "slug", "chatId"].contains(name) }

    static func id(_ name: String, of path: String, in shop: Shop) -> String? {
        switch name {
        case "petId": return shop.pet.id.description
        case "tutorId": return shop.tutor.id.description
        case "companyId": return shop.companyID.description
        case "chatId": return shop.conversation.description
        case "telefone": return nil
        case "id": break
        default: return nil
        }
        let things: [(String, String)] = [
            ("/api/appointments/services", shop.bath.id.description), ("/api/appointments", shop.visit.id.description),
            ("/api/services", shop.bath.id.description), ("/api/tutors", shop.tutor.id.description),
            ("/api/customers", shop.tutor.id.description), ("/api/pets", shop.pet.id.description),
            ("/api/whatsapp/sessions", shop.session.id.description),
            ("/api/companies", shop.companyID.description), ("/api/team", shop.signedIn.user.id.description),
        ]
        return things.first { path.hasPrefix($0.0) }?.1
    }
}

extension Web.Operation {
    /// False for what waits: for an event, or for WAHA.
    fileprivate var isQuick: Bool { id != "watchEvents" }

    fileprivate func uri(_ value: (String) -> String) -> String {
        let parts = path.split(separator: "/").map { part in
            part.hasPrefix("{") ? value(String(part.dropFirst().dropLast())) : String(part)
        }
        let query = self.query.filter(\.isRequired).map { "\($0.name)=\($0.schema.sample.queryText)" }
        return "/" + parts.joined(separator: "/") + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
    }

    fileprivate var sampleBody: String? {
        switch body {
        case .none, .optionalJSON: nil
        case .json(let schema), .raw(let schema): schema.sample.text
        }
    }
}

extension JSONValue {
    fileprivate var queryText: String {
        if case .string(let text) = self { return text }
        return text
    }
}
