import Foundation
import Support
import Testing

@Suite(
    "Simulator page", .enabled(if: WebDriver.isInstalled, "needs chromedriver"), .serialized, .oneBrowser,
    .timeLimit(.minutes(2)))
struct SimulatorPageTests {
    @Test("an owner opens the shop by the set-up link, books a bath as a customer and sees it in the agenda")
    func firstBooking() async throws {
        try await visit { owner in
            try await owner.openShop(named: "Banho & Cia")
            try await owner.keepPicture("simulator-empty")
            try await owner.say("Quero marcar um banho pro Thor amanhã às 15h")
            let offer = try await owner.reply(1)
            #expect(offer.contains("Thor"))
            #expect(offer.contains("15:00") || offer.contains("15h"))
            try await owner.keepPicture("simulator-offer")

            try await owner.say("sim")
            let confirmation = try await owner.reply(2)
            #expect(confirmation.contains("15:00") || confirmation.contains("15h"))
            try await owner.see("Thor", in: "#agenda .visit")
            #expect(try await owner.browser.find("#agenda .visit .tag").text() == "15:00")
            try await owner.keepPicture("simulator-booked")
            #expect(try await owner.complaints().isEmpty)
        }
    }

    @Test("each reply shows on demand why it was given")
    func whyThisReply() async throws {
        try await visit { owner in
            try await owner.openShop(named: "Banho & Cia")
            try await owner.say("Quanto custa a tosa?")
            _ = try await owner.reply(1)
            let details = try await owner.browser.find(".bubble.theirs .why dl")
            #expect(try await !details.isDisplayed())
            try await owner.browser.find(".bubble.theirs .why summary").click()
            #expect(try await details.text().contains("Entendeu"))
        }
    }

    @Test("the clock of one conversation can be set, is shown, and goes back to the present", arguments: [390, 1280])
    func clock(width: Int) async throws {
        try await visit { owner in
            try await owner.browser.setViewport(width: width, height: 844)
            try await owner.openShop(named: "Banho & Cia")
            try await owner.browser.find("#clock").click()
            try await owner.keepPicture("simulator-clock-dialog-\(width)")
            _ = try await owner.browser.execute(
                "document.getElementById('clock-now').value = '2027-12-24T10:00'; return 1", as: Int.self)
            try await owner.browser.find("#clock-form button[type=submit]").click()
            try await owner.see("10:00", in: "#pretended")
            try await owner.say("Quero marcar um banho pro Thor amanhã às 15h")
            let reply = try await owner.reply(1)
            #expect(reply.contains("Natal"))
            #expect(try await owner.overflow() == 0)
            try await owner.keepPicture("simulator-clock-\(width)")
            try await owner.browser.find("#clock").click()
            try await owner.browser.find("#clock-present").click()
            try await owner.see("voltou ao presente", in: "#messages")
            #expect(try await !owner.browser.find("#pretended").isDisplayed())
            #expect(try await owner.complaints().isEmpty)
        }
    }

    @Test("names and messages with markup are shown as text and never run")
    func hostileNames() async throws {
        let hostile = #"<img src=x onerror="document.title='tomado'">"#
        try await visit { owner in
            try await owner.openShop(named: hostile)
            #expect(try await owner.browser.find("#company").text() == hostile)
            try await owner.addCustomer(named: hostile)
            #expect(try await owner.browser.find("#customer-name").text() == hostile)
            try await owner.say(hostile)
            try await owner.see(hostile, in: ".bubble.mine")
            _ = try await owner.reply(1)
            #expect(try await owner.browser.findAll("img[src=x]").isEmpty)
            #expect(try await owner.browser.execute("return document.title") == "Simulador · Auzap")
            #expect(try await owner.complaints().isEmpty)
        }
    }

    @Test("no page scrolls sideways on a phone", arguments: [320, 390])
    func phoneWidth(width: Int) async throws {
        try await visit { owner in
            try await owner.browser.setViewport(width: width, height: 844)
            for page in ["/login", "/cadastro"] {
                try await owner.browser.go(to: owner.app.baseURL + page)
                #expect(try await owner.overflow() == 0, "\(page)")
                try await owner.keepPicture("\(page.dropFirst())-\(width)")
            }
            try await owner.openShop(named: "Pet Shop da Maria Aparecida dos Santos e Filhos")
            try await owner.say("Quero marcar um banho pro Thor amanhã às 15h")
            _ = try await owner.reply(1)
            #expect(try await owner.overflow() == 0, "/simulador")
            try await owner.keepPicture("simulator-\(width)")
        }
    }

    @Test("without a session the simulator leads to the sign-in page, and signing out leads there too")
    func signedOut() async throws {
        try await visit { owner in
            try await owner.browser.go(to: owner.app.baseURL + "/simulador")
            try await owner.arrive(at: "/login")
            try await owner.openShop(named: "Banho & Cia")
            try await owner.browser.find("#sign-out").click()
            try await owner.arrive(at: "/login")
        }
    }

    /// A new server, and the suite's browser as if it were new: another port is another origin.
    private func visit(_ body: @Sendable (Owner) async throws -> Void) async throws {
        let browser = try #require(OneBrowser.current)
        let app = try await RunningAppliance.start()
        _ = try await browser.console()
        do {
            try await browser.setViewport(width: 1280, height: 800)
            try await body(Owner(app: app, browser: browser))
        } catch {
            await leave(app, browser)
            throw error
        }
        await leave(app, browser)
    }

    /// Forgets the page first: what it keeps, and what it would go on asking a server that has stopped.
    private func leave(_ app: RunningAppliance, _ browser: WebDriver) async {
        _ = try? await browser.execute("localStorage.clear(); sessionStorage.clear(); return 1", as: Int.self)
        try? await browser.go(to: "about:blank")
        await app.stop()
    }
}
