import Domain
import Foundation
import Storage
import Support
import Testing

@testable import Business

@Suite("Files that customers send") struct MediaTests {
    private let care: CareShop
    private let bytes = Data("OggS e o resto".utf8)

    init() async throws { care = try await CareShop() }

    /// A voice note comes in; its file lies at WAHA under a host of WAHA's own idea.
    private func receive(_ url: String?, id: String = "3AF1") async throws -> Message.ID {
        var message = try care.shop.text("", id: id, chat: "5511900000002@c.us")
        message.kind = .audio
        message.media = IncomingMedia(url: url, mimetype: "audio/ogg; codecs=opus")
        guard
            case .stored(let id, _) = try await care.shop.inbox(quietWindow: 0).receive(
                message, from: care.shop.session)
        else { throw CancellationError() }
        return id
    }

    private func fetch() async throws -> [ChoreEnding] {
        var endings: [ChoreEnding] = []
        for job in try await care.jobs(MediaDesk.kind) { endings.append(try await care.media.fetch(job)) }
        return endings
    }

    private func state(_ id: Message.ID) async throws -> MediaDAO.Entry? {
        try await care.read { try MediaDAO($0).find(id) }
    }

    @Test("a voice note is fetched from the session's own WAHA, whatever host its URL names, and kept")
    func fetched() async throws {
        care.waha.serve(bytes, "audio/ogg", as: "3AF1.oga")
        let id = try await receive("http://169.254.169.254/api/files/loja-centro/3AF1.oga")
        #expect(try await fetch() == [.done])
        #expect(care.waha.calls(to: "/api/files/loja-centro/3AF1.oga").first?.headers["x-api-key"] == "chave")
        let opened = try #require(try await care.media.open(id, in: care.shop.scope))
        #expect(FileManager.default.contents(atPath: opened.path) == bytes)
        #expect(opened.entry.bytes == bytes.count)
        let facts = try FileManager.default.attributesOfItem(atPath: opened.path)
        #expect((facts[.posixPermissions] as? Int).map { $0 & 0o077 } == 0)
        #expect(try await care.media.open(id, in: care.shops.second.scope) == nil)
        await care.waha.stop()
    }

    @Test("a file that WAHA has deleted is asked for through its message")
    func gone() async throws {
        var spoken = try care.spoken("", id: "3AF1")
        spoken.file = ("3AF1.oga", "audio/ogg")
        await care.waha.say(spoken, to: care.name.rawValue, isPosted: false)
        care.waha.serve(bytes, "audio/ogg", as: "3AF1.oga")
        let id = try await receive("http://localhost:3000/api/files/loja-centro/3AF1.oga")
        care.clock.advance(seconds: 200)
        #expect(try await fetch() == [.done])
        #expect(try await state(id)?.state == .kept)
        await care.waha.stop()
    }

    @Test("a file that WAHA had not got at first is fetched too")
    func notDownloaded() async throws {
        var spoken = try care.spoken("", id: "3AF1")
        spoken.file = ("3AF1.oga", "audio/ogg")
        await care.waha.say(spoken, to: care.name.rawValue, isPosted: false)
        care.waha.serve(bytes, "audio/ogg", as: "3AF1.oga", for: 0)
        let id = try await receive(nil)
        #expect(try await fetch() == [.done])
        #expect(try await state(id)?.state == .kept)
        await care.waha.stop()
    }

    @Test("a WAHA that is away is asked again later; one that never has the file is given up, once")
    func retried() async throws {
        let id = try await receive("http://localhost:3000/api/files/loja-centro/3AF1.oga")
        let job = try #require(try await care.jobs(MediaDesk.kind).first)
        guard case .again(let seconds, _) = try await care.media.fetch(job) else {
            Issue.record("not tried again")
            return
        }
        #expect(seconds == 2)
        let last = Job(
            id: job.id, companyID: job.companyID, kind: job.kind, lane: job.lane, payload: job.payload,
            attempts: MediaDesk.retries.count + 1)
        guard case .givenUp = try await care.media.fetch(last) else {
            Issue.record("not given up")
            return
        }
        #expect(try await state(id)?.state == .failed)
        #expect(try await care.media.fetch(last) == .done)
        await care.waha.stop()
    }

    @Test("a file too large is cut off and not kept")
    func tooLarge() async throws {
        care.waha.serve(Data(count: MediaDesk.largest + 1), "video/mp4", as: "3AF1.mp4")
        let id = try await receive("http://localhost:3000/api/files/loja-centro/3AF1.mp4")
        guard case .givenUp = try #require(try await fetch().first) else {
            Issue.record("kept")
            return
        }
        #expect(try await state(id)?.state == .failed)
        await care.waha.stop()
    }

    @Test(
        "only a plain file of the session's own folder is ever asked for",
        arguments: [
            "http://x/api/files/loja-norte/a.oga", "http://x/api/files/loja-centro/../loja-norte/a.oga",
            "http://x/api/sessions", "file:///etc/passwd", "http://x/api/files/loja-centro/a.oga/b",
            "http://x/api/files/loja-centro/.a", "http://x/api/files/loja-centro/%2e%2e", "",
        ])
    func paths(url: String) throws {
        #expect(MediaPath.of(url, session: care.name) == nil)
        #expect(MediaPath.of("https://a.b/x/api/files/loja-centro/A_1.oga?k=1", session: care.name) != nil)
    }

    @Test("files go when their days are over, and strays with them; the message stays")
    func tidying() async throws {
        care.waha.serve(bytes, "audio/ogg", as: "3AF1.oga")
        let id = try await receive("http://localhost:3000/api/files/loja-centro/3AF1.oga")
        _ = try await fetch()
        let path = try #require(care.files.find(id, of: care.shop.companyID))
        let folder = URL(filePath: path).deletingLastPathComponent()
        for name in ["777", ".778.ab12"] {
            let stray = folder.appending(path: name).path
            try bytes.write(to: URL(filePath: stray))
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -7200)], ofItemAtPath: stray)
        }
        #expect(try await care.media.tidy(in: care.shop.scope) == 2)
        #expect(try await care.media.open(id, in: care.shop.scope) != nil)
        care.clock.advance(seconds: 91 * 86_400)
        _ = try await care.media.tidy(in: care.shop.scope)
        #expect(try await state(id)?.state == .expired)
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(try await care.read { try MessagesDAO($0).find(id) } != nil)
        await care.waha.stop()
    }

    @Test("erasing a customer deletes their files too")
    func erasure() async throws {
        care.waha.serve(bytes, "audio/ogg", as: "3AF1.oga")
        let id = try await receive("http://localhost:3000/api/files/loja-centro/3AF1.oga")
        _ = try await fetch()
        let path = try #require(care.files.find(id, of: care.shop.companyID))
        let tutor = try #require(try await care.read { try TutorsDAO($0).find(phone: .test("5511900000002")) })
        let privacy = Privacy(database: care.shops.database, clock: care.clock, files: care.files)
        #expect(try await privacy.erase(tutor.id, in: care.shop.scope) != nil)
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(try await state(id) == nil)
        await care.waha.stop()
    }

    @Test("what a browser would run is handed out as plain bytes")
    func types() {
        #expect(SafeType.of("audio/ogg; codecs=opus") == "audio/ogg")
        #expect(SafeType.of("IMAGE/PNG") == "image/png")
        for type in ["text/html", "image/svg+xml", "application/xhtml+xml", "text/javascript", ""] {
            #expect(SafeType.of(type) == "application/octet-stream")
        }
        #expect(SafeType.name(of: "audio/ogg; codecs=opus", message: "7") == "auzap-7.ogg")
    }
}
