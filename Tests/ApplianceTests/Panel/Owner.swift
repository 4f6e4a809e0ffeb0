import Foundation
import Support
import Testing

/// A shop owner at the browser: what one does on the panel's pages, and what one sees there.
struct Owner: Sendable {
    let app: RunningAppliance
    let browser: WebDriver

    /// Fills in the set-up page, with every day open so that "amanhã" is never a closed Sunday.
    func openShop(named shop: String) async throws {
        try await browser.go(to: try #require(app.setupURL))
        try await fill("#companyName", with: shop)
        try await fill("#name", with: "Marta")
        try await fill("#email", with: "marta@example.com")
        try await fill("#password", with: "Bigode-Fofo-2026")
        try await browser.find("option[value=petshop-todos-os-dias]").click()
        try await browser.find("[type=submit]").click()
        try await arrive(at: "/simulador")
        try await browser.waitUntil("the shop's name in the bar") { try await browser.find("#company").text() == shop }
    }

    func addCustomer(named name: String) async throws {
        try await browser.find("#new-customer").click()
        try await browser.find("#dialog-name").clear()
        try await fill("#dialog-name", with: name)
        try await browser.find("#customer-form [type=submit]").click()
    }

    /// Types a message as the customer and presses Enter.
    func say(_ text: String) async throws {
        try await fill("#text", with: text + WebDriverElement.enter)
    }

    /// The text of the shop's `count`-th reply, once it is there and nobody is typing any more.
    func reply(_ count: Int) async throws -> String {
        try await browser.waitUntil("reply \(count)") {
            let replies = try await browser.findAll(".bubble.theirs .body").count
            let typing = try await browser.find("#typing").isDisplayed()
            return replies >= count && !typing
        }
        return try await browser.findAll(".bubble.theirs .body").last?.text() ?? ""
    }

    func see(_ text: String, in selector: String) async throws {
        try await browser.waitUntil("\(text) in \(selector)") {
            try await browser.find(selector).text().contains(text)
        }
    }

    func arrive(at path: String) async throws {
        let address = app.baseURL + path
        try await browser.waitUntil("arrival at \(path)") { try await browser.address() == address }
    }

    /// How far the page reaches past the right edge, in pixels.
    func overflow() async throws -> Int {
        try await browser.execute(
            "const page = document.documentElement; return Math.max(0, page.scrollWidth - page.clientWidth);"
        )
    }

    /// Errors in the browser's console: failed loads, scripts that threw, whatever the content policy stopped.
    func complaints() async throws -> [String] {
        try await browser.console().filter { $0.level == "SEVERE" }.map(\.message)
    }

    /// Saves the viewport in the folder that `PANEL_SCREENSHOTS` names; does nothing when it names none.
    func keepPicture(_ name: String) async throws {
        guard let folder = ProcessInfo.processInfo.environment["PANEL_SCREENSHOTS"], !folder.isEmpty else { return }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        // What is still moving would be shown half faded.
        _ = try await browser.execute(
            "document.getAnimations().filter(a => a.effect.getComputedTiming().iterations !== Infinity)"
                + ".forEach(a => a.finish()); return 1", as: Int.self)
        try await browser.screenshot().write(to: URL(fileURLWithPath: folder).appendingPathComponent("\(name).png"))
    }

    private func fill(_ selector: String, with text: String) async throws {
        try await browser.find(selector).type(text)
    }
}
