import Foundation
import Support
import Testing

@Suite("auzap chat", .timeLimit(.minutes(2)))
struct ChatTests {
    private let booking = "Quero marcar um banho pro Thor amanhã às 15h\nsim\n"

    @Test("in an empty folder a demo shop answers, books, and shows the visit in its agenda")
    func demo() async throws {
        let folder = try TemporaryFolder()
        let tomorrow = try Tomorrow()
        let run = try await chat(in: folder, booking + "/porque\n/agenda\n/sair\n")
        #expect(run.ending == .code(0))
        #expect(run.errors.isEmpty, "\(run.errors)")
        #expect(run.output.contains("Agendado! Banho para Thor"))
        #expect(run.output.contains("\(tomorrow.iso) 15:00 Banho, Thor (Ana), R$ 60,00, confirmado"))
        #expect(run.output.contains("motivo: "))

        // The demo is kept, and the end of input leaves as /sair does.
        let again = try await chat(in: folder, "/agenda\n")
        #expect(again.ending == .code(0))
        #expect(again.output.contains("\(tomorrow.iso) 15:00 Banho, Thor"))
    }

    @Test("while a server runs on the folder, what is booked in the terminal is on that server's agenda")
    func runningServer() async throws {
        let waha = try await WAHAStandIn.start()
        try await RunningAppliance.session { app in
            let shop = try await Shop.open("Banho & Cia", on: app, waha: waha)
            let run = try await chat(in: app.folder, booking + "/agenda\n")
            #expect(run.ending == .code(0), "\(run.errors)")
            #expect(run.output.contains("Você está falando com Banho & Cia"))
            let visit = try #require(try await shop.visits().first)
            #expect((visit.petNome, visit.serviceName, visit.tutorNome) == ("Thor", "Banho", "Ana"))
            #expect(visit.dataAgendamento == (try Tomorrow().iso))
            #expect(run.output.contains("\(visit.dataAgendamento) 15:00 Banho, Thor (Ana), R$ 60,00, confirmado"))
            // Nothing of the simulator leaves for WhatsApp.
            #expect(waha.calls.allSatisfy { $0.method == "GET" || $0.path.hasPrefix("/api/sessions") })
        }
        await waha.stop()
    }

    @Test("after the server has stopped, the chat opens the shop itself and finds what was booked before")
    func stoppedServer() async throws {
        let waha = try await WAHAStandIn.start()
        let app = try await RunningAppliance.start()
        _ = try await Shop.open("Banho & Cia", on: app, waha: waha)
        _ = try await chat(in: app.folder, booking)
        await app.stop()
        let run = try await chat(in: app.folder, "/agenda\n/nova\n/sair\n")
        #expect(run.output.contains("Você está falando com Banho & Cia"))
        #expect(run.output.contains("15:00 Banho, Thor"))
        #expect(run.output.contains("Conversa recomeçada."))
        await waha.stop()
    }

    @Test("a server that was killed leaves nothing behind that misleads the chat")
    func killedServer() async throws {
        let waha = try await WAHAStandIn.start()
        let app = try await RunningAppliance.start()
        _ = try await Shop.open("Banho & Cia", on: app, waha: waha)
        app.kill()
        _ = try await app.child.waitForEnd()
        let run = try await chat(in: app.folder, booking + "/agenda\n")
        #expect(run.ending == .code(0), "\(run.errors)")
        #expect(run.output.contains("Você está falando com Banho & Cia"))
        #expect(run.output.contains("15:00 Banho, Thor"))
        await waha.stop()
    }

    @Test("a number that is none is refused with one line")
    func wrongPhone() async throws {
        let folder = try TemporaryFolder()
        let run = try await Program.run(["chat", "--phone", "123"], in: folder)
        #expect(run.ending == .code(78))
        #expect(run.errorLines.count == 1)
        #expect(run.errors.contains("--phone"))
    }

    private func chat(in folder: TemporaryFolder, _ input: String) async throws -> Program.Run {
        try await Program.run(["chat"], settings: ["DATA_DIR": folder.path + "/data"], in: folder, input: input)
    }
}
