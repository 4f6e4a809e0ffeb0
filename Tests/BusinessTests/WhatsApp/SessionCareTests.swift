import Domain
import Foundation
import Storage
import Support
import Testing

@testable import Business

@Suite("The care of sessions") struct SessionCareTests {
    private let care: CareShop

    init() async throws { care = try await CareShop() }

    private var session: WhatsAppSession {
        get async throws { try await care.sessions.find(care.shop.session.id, in: care.shop.scope) }
    }

    @Test("each session is asked about now and then, and what WAHA says is kept")
    func polled() async throws {
        let keeper = care.care()
        await keeper.round()
        #expect(care.waha.calls(to: "/api/sessions/loja-centro").count == 1)
        #expect(try await session.phone?.digits == "5511900000000")
        care.clock.advance(seconds: 20)
        await keeper.round()
        #expect(care.waha.calls(to: "/api/sessions/loja-centro").count == 1)
        care.waha.setState(.stopped, of: care.name)
        care.clock.advance(seconds: 10)
        await keeper.round()
        #expect(try await session.status == .disconnected)
        await care.waha.stop()
    }

    @Test("a failed session is restarted ever later, then logged out and started, and the shop is told once")
    func revived() async throws {
        let keeper = care.care()
        await keeper.round()
        care.waha.manner.failsToStart = true
        care.waha.setState(.failed, of: care.name)
        var restarts: [Int] = []
        for _ in 0..<10 {
            care.clock.advance(seconds: 130)
            await keeper.round()
            restarts.append(care.waha.calls(to: "/api/sessions/loja-centro/restart").count)
        }
        #expect(restarts == [1, 2, 3, 3, 3, 3, 3, 4, 4, 4])
        #expect(care.waha.calls(to: "/api/sessions/loja-centro/logout").count == 1)
        #expect(try await session.phone == nil)
        for _ in 0..<3 {
            care.clock.advance(seconds: 700)
            await keeper.round()
        }
        #expect(care.waha.calls(to: "/api/sessions/loja-centro/restart").count == 4)
        // Once that it failed, once that the phone has to be paired.
        #expect(try await care.notices("whatsapp_desconectado") == 2)
        await care.waha.stop()
    }

    @Test("a session that comes back after a restart is left to work")
    func recovered() async throws {
        let keeper = care.care()
        await keeper.round()
        care.waha.setState(.failed, of: care.name)
        care.clock.advance(seconds: 130)
        await keeper.round()
        #expect(care.waha.state(of: care.name) == .working)
        await keeper.round()
        #expect(try await session.status == .connected)
        #expect(care.waha.calls(to: "/api/sessions/loja-centro/restart").count == 1)
        await care.waha.stop()
    }

    @Test("once WAHA answers again, what it lost meanwhile is fetched")
    func back() async throws {
        let keeper = care.care()
        await keeper.round()
        care.clock.advance(seconds: 130)
        care.waha.fail(.refuse(status: 503), on: "/api/sessions/loja-centro")
        await keeper.round()
        await care.waha.say(try care.spoken("Perdida", id: "3A91"), to: care.name.rawValue, isPosted: false)
        care.clock.advance(seconds: 10)
        await keeper.round()
        #expect(try await care.jobs(Inbox.turnKind).count == 1)
        await care.waha.stop()
    }

    @Test("a session that came and went between two looks has what it missed fetched")
    func blink() async throws {
        let keeper = care.care()
        await keeper.round()
        await care.waha.say(try care.spoken("Perdida", id: "3A91"), to: care.name.rawValue, isPosted: false)
        try await care.sessions.note(.starting, of: care.shop.session)
        try await care.sessions.note(.working, of: care.shop.session)
        care.clock.advance(seconds: 10)
        await keeper.round()
        #expect(try await care.jobs(Inbox.turnKind).count == 1)
        await care.waha.stop()
    }

    @Test("a session never paired is not restarted over and over")
    func unpaired() async throws {
        try await care.shops.database.write(care.shop.scope) {
            try $0.run("UPDATE whatsapp_sessions SET phone_number = NULL")
        }
        care.waha.setState(.failed, of: care.name)
        let keeper = care.care()
        for _ in 0..<3 {
            care.clock.advance(seconds: 130)
            await keeper.round()
        }
        #expect(care.waha.calls(to: "/api/sessions/loja-centro/restart").isEmpty)
        await care.waha.stop()
    }

    @Test("each new QR code is read and told, and forgotten once the phone is paired")
    func codes() async throws {
        care.waha.setState(.scanQRCode, of: care.name)
        var codes: [String?] = []
        for _ in 0..<3 {
            try await care.sessions.note(.scanQRCode, of: care.shop.session)
            for job in try await care.jobs(Sessions.codeKind) {
                #expect(try await care.sessions.readCode(job) == .done)
                try await care.shops.database.write(care.shop.scope) { try JobQueue($0).complete(job.id) }
            }
            codes.append(try await care.sessions.code(of: care.shop.session.id, in: care.shop.scope).text)
            await care.waha.showNextCode(of: care.name)
        }
        #expect(codes == ["2@EXEMPLO,loja-centro", "2@EXEMPLO2,loja-centro", "2@EXEMPLO3,loja-centro"])
        let told = try await care.read { try EventsDAO($0).after(0) }.count { $0.kind == "session.qr" }
        #expect(told == 3)
        try await care.sessions.note(.working, of: care.shop.session)
        #expect(try await care.sessions.code(of: care.shop.session.id, in: care.shop.scope).text == nil)
        await care.waha.stop()
    }
}
