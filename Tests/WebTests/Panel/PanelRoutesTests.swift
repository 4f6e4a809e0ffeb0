import Domain
import HTTPTypes
import Storage
import Support
import Testing

@Suite("The panel's files") struct PanelRoutesTests {
    private static let shared = Task { try await Site() }

    @Test(
        "pages come as HTML that loads nothing from elsewhere", arguments: ["login", "cadastro", "setup", "simulador"])
    func pages(page: String) async throws {
        let site = try await Self.shared.value
        let answer = try await site.call(.get, "/\(page)")
        #expect(answer.status == .ok)
        #expect(answer.header("Content-Type")?.hasPrefix("text/html") == true)
        #expect(answer.header("Content-Security-Policy")?.contains("script-src 'self'") == true)
        #expect(answer.header("Content-Length") == String(answer.body.utf8.count))
        #expect(!answer.body.contains("<script>"))
        #expect(!answer.body.contains("style=\""))
        #expect(answer.body.firstMatch(of: #/(src|href)="https?:/#) == nil)
    }

    @Test("every file that a page or file asks for is there", arguments: ["login", "cadastro", "setup", "simulador"])
    func references(page: String) async throws {
        let site = try await Self.shared.value
        let body = try await site.call(.get, "/\(page)").body
        let files = body.matches(of: #/(?:src|href)="(\/assets\/[^"#]+)/#).map { String($0.1) }
        #expect(!files.isEmpty)
        for file in files {
            let answer = try await site.call(.get, file)
            #expect(answer.status == .ok, "\(file)")
            for imported in answer.body.matches(of: #/from "\.\/([a-z-]+\.js)"/#) {
                #expect(try await site.call(.get, "/assets/\(imported.1)").status == .ok, "\(imported.1)")
            }
        }
    }

    @Test(
        "files come with their own kind",
        arguments: [("style.css", "text/css"), ("api.js", "text/javascript"), ("logo.svg", "image/svg+xml")])
    func kinds(file: String, type: String) async throws {
        let answer = try await Self.shared.value.call(.get, "/assets/\(file)")
        #expect(answer.status == .ok)
        #expect(answer.header("Content-Type")?.hasPrefix(type) == true)
    }

    @Test("the root leads a browser to the panel, and tells a program where things are")
    func root() async throws {
        let site = try await Self.shared.value
        let browser = try await site.call(.get, "/", headers: ["Accept": "text/html,*/*"])
        #expect(browser.status == .found)
        #expect(browser.header("Location") == "/simulador")
        let program = try await site.call(.get, "/", headers: ["Accept": "*/*"])
        #expect(program.at("endpoints", "webhook") == "/webhook")
    }
}
