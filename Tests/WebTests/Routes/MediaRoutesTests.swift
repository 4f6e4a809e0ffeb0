import Business
import Domain
import Foundation
import HTTPTypes
import Storage
import Support
import Testing

@Suite("Files over the API") struct MediaRoutesTests {
    private let site: Site
    private let shop: Shop
    private let folder: TemporaryFolder

    init() async throws {
        var site = try await Site()
        folder = try TemporaryFolder()
        site.parts.media = MediaDesk(
            database: site.shops.database, sessions: site.parts.sessions, files: MediaFiles(folder: folder.path),
            clock: site.shops.clock)
        self.site = site
        shop = site.shops.first
        let own = folder.path("\(shop.companyID)")
        try FileManager.default.createDirectory(atPath: own, withIntermediateDirectories: true)
        try Data("JPEG".utf8).write(to: URL(filePath: "\(own)/\(shop.message)"))
    }

    @Test("the file that came with a message is handed out to be saved, under a safe type")
    func download() async throws {
        let answer = try await site.get("/api/messages/\(shop.message)/media", as: shop)
        #expect(answer.status == .ok)
        #expect(answer.body == "JPEG")
        #expect(answer.header("Content-Type") == "image/jpeg")
        #expect(answer.header("X-Content-Type-Options") == "nosniff")
        #expect(answer.header("Content-Disposition") == "attachment; filename*=UTF-8''auzap-\(shop.message).jpg")
    }

    @Test("what the sender calls a page, or names with tricks, does no harm")
    func hostile() async throws {
        try await site.shops.database.write(shop.scope) { tx in
            try tx.run("UPDATE media SET mimetype = 'text/html', filename = 'a\"\r\n/../é.html'")
        }
        let answer = try await site.get("/api/messages/\(shop.message)/media", as: shop)
        #expect(answer.header("Content-Type") == "application/octet-stream")
        #expect(
            answer.header("Content-Disposition") == "attachment; filename*=UTF-8''a%22%0D%0A_.._%C3%A9.html")
    }

    @Test("another company's file, one that is not kept, and no file at all are not found")
    func missing() async throws {
        let path = "/api/messages/\(shop.message)/media"
        #expect(try await site.get(path, as: site.shops.second).status == .notFound)
        #expect(try await site.call(.get, path).status == .unauthorized)
        #expect(try await site.get("/api/messages/1/media", as: shop).status == .notFound)
        try await site.shops.database.write(shop.scope) { try $0.run("UPDATE media SET state = 'expired'") }
        #expect(try await site.get(path, as: shop).status == .notFound)
    }

    @Test("the code to scan is told while there is one")
    func code() async throws {
        let path = "/api/whatsapp/sessions/\(shop.session.id)/qr"
        let none = try await site.get(path, as: shop)
        #expect(none.status == .ok)
        #expect(none.at("qrCode", as: String.self) == nil)
        try await site.shops.database.write(shop.scope) { tx in
            _ = try SessionCareDAO(tx).setCode("2@X", of: shop.session.id, at: shop.clock.now)
        }
        #expect(try await site.get(path, as: shop).at("qrCode") == "2@X")
        #expect(try await site.get(path, as: site.shops.second).status == .notFound)
    }
}
