/// An element of the page that is open. It goes stale when the page replaces it.
package struct WebDriverElement: Sendable {
    let browser: WebDriver
    let id: String

    package func click() async throws {
        let _: NoValue = try await browser.post("element/\(id)/click", [String: String]())
    }

    /// Types at the end of what the field holds; `WebDriverElement.enter` presses Enter.
    package func type(_ text: String) async throws {
        let _: NoValue = try await browser.post("element/\(id)/value", ["text": text])
    }

    /// The Enter key, as the standard writes it (§ 17.4.2).
    package static let enter = "\u{E007}"

    /// Empties a field.
    package func clear() async throws {
        let _: NoValue = try await browser.post("element/\(id)/clear", [String: String]())
    }

    /// The text as shown, without what is hidden.
    package func text() async throws -> String { try await browser.get("element/\(id)/text") }

    package func isDisplayed() async throws -> Bool { try await browser.get("element/\(id)/displayed") }
}
