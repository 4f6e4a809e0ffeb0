import Foundation

/// A headless Chromium led through W3C WebDriver, for tests that look at a page as a person would.
///
/// Source: https://www.w3.org/TR/webdriver2/ and, for the console and the viewport, ChromeDriver's own commands.
package struct WebDriver: Sendable {
    let wire: WebDriverWire
    let session: String

    /// Whether this machine has a browser to lead.
    package static var isInstalled: Bool { WebDriverProcess.executable != nil }

    /// Runs `body` in a fresh browser, which is gone when this returns or throws.
    package static func session<Answer: Sendable>(
        _ body: @Sendable (WebDriver) async throws -> Answer
    ) async throws -> Answer {
        let process = try await WebDriverProcess.start()
        defer { process.stop() }
        let browser = try await WebDriver.open(on: WebDriverWire(port: process.port))
        do {
            let answer = try await body(browser)
            try await browser.quit()
            return answer
        } catch {
            try? await browser.quit()
            throw error
        }
    }

    private static func open(on wire: WebDriverWire) async throws -> WebDriver {
        let opened: NewSession.Answer = try await wire.send("POST", "/session", NewSession())
        return WebDriver(wire: wire, session: opened.sessionId)
    }

    package func quit() async throws {
        let _: NoValue = try await wire.send("DELETE", "/session/\(session)")
    }

    package func go(to address: String) async throws {
        let _: NoValue = try await post("url", ["url": address])
    }

    package func address() async throws -> String { try await get("url") }

    /// The first element that matches a CSS selector.
    ///
    /// - Throws: `WebDriverError.refused("no such element", …)`.
    package func find(_ selector: String) async throws -> WebDriverElement {
        let found: ElementReference = try await post("element", ["using": "css selector", "value": selector])
        return WebDriverElement(browser: self, id: found.id)
    }

    /// Every element that matches, in document order; empty when none does.
    package func findAll(_ selector: String) async throws -> [WebDriverElement] {
        let found: [ElementReference] = try await post("elements", ["using": "css selector", "value": selector])
        return found.map { WebDriverElement(browser: self, id: $0.id) }
    }

    /// What a script returns, such as `return document.title`; `arguments` reach it as strings.
    package func execute<Answer: Decodable & Sendable>(
        _ script: String, _ arguments: [String] = [], as type: Answer.Type = Answer.self
    ) async throws -> Answer {
        try await post("execute/sync", Script(script: script, args: arguments))
    }

    /// Sets the page's own width and height in CSS pixels; a window cannot be made as narrow as a phone.
    package func setViewport(width: Int, height: Int) async throws {
        let metrics = DeviceMetrics.Parameters(width: width, height: height)
        let _: NoValue = try await post("goog/cdp/execute", DeviceMetrics(params: metrics))
    }

    /// Sets the outer size of the window, in pixels.
    package func setWindowSize(width: Int, height: Int) async throws {
        let _: NoValue = try await post("window/rect", ["width": width, "height": height])
    }

    /// The viewport as a PNG.
    package func screenshot() async throws -> Data {
        let text: String = try await get("screenshot")
        guard let image = Data(base64Encoded: text) else { throw WebDriverError.unreadable("screenshot") }
        return image
    }

    /// What the page wrote to the console since it was last asked, failed loads and script errors included.
    package func console() async throws -> [ConsoleEntry] { try await post("se/log", ["type": "browser"]) }

    /// Polls until `condition` holds. An element that is missing or was just replaced counts as "not yet".
    ///
    /// - Throws: `WebDriverError.timedOut` with `what`.
    package func waitUntil(
        _ what: String, within limit: Duration = .seconds(15), _ condition: () async throws -> Bool
    ) async throws {
        let end = ContinuousClock.now + limit
        while ContinuousClock.now < end {
            do {
                if try await condition() { return }
            } catch let error as WebDriverError where error.isPassing {}
            try await Task.sleep(for: .milliseconds(50))
        }
        throw WebDriverError.timedOut(what)
    }

    func get<Answer: Decodable & Sendable>(_ path: String) async throws -> Answer {
        try await wire.send("GET", "/session/\(session)/\(path)")
    }

    func post<Answer: Decodable & Sendable>(_ path: String, _ body: some Encodable & Sendable) async throws -> Answer {
        try await wire.send("POST", "/session/\(session)/\(path)", body)
    }
}

/// A line of the browser's console.
package struct ConsoleEntry: Decodable, Sendable {
    /// `SEVERE`, `WARNING`, `INFO` or `DEBUG`.
    package let level: String
    package let message: String
}

private struct NewSession: Encodable, Sendable {
    struct Answer: Decodable, Sendable { let sessionId: String }
    struct Capabilities: Encodable, Sendable { let alwaysMatch = AlwaysMatch() }
    struct AlwaysMatch: Encodable, Sendable {
        let browserName = "chrome"
        let options = ["args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]]
        let logging = ["browser": "ALL"]

        enum CodingKeys: String, CodingKey {
            case browserName
            case options = "goog:chromeOptions"
            case logging = "goog:loggingPrefs"
        }
    }
    let capabilities = Capabilities()
}

private struct Script: Encodable, Sendable {
    let script: String
    let args: [String]
}

private struct DeviceMetrics: Encodable, Sendable {
    struct Parameters: Encodable, Sendable {
        let width: Int
        let height: Int
        let deviceScaleFactor = 1
        let mobile = false
    }
    let cmd = "Emulation.setDeviceMetricsOverride"
    let params: Parameters
}

private struct ElementReference: Decodable, Sendable {
    let id: String

    /// The key is a constant of the standard (§ 12.1).
    enum CodingKeys: String, CodingKey { case id = "element-6066-11e4-a52e-4f735466cecf" }
}
