import Testing

@testable import Storage

@Suite struct StatementSplitterTests {
    private func statements(_ input: String) throws -> [String] {
        var splitter = StatementSplitter()
        var found: [String] = []
        for line in input.split(separator: "\n", omittingEmptySubsequences: false) {
            if let text = try splitter.take(String(line)) { found.append(text) }
        }
        if let text = try splitter.finish() { found.append(text) }
        return found
    }

    @Test(
        "statements end with a semicolon at the end of a line",
        arguments: [
            ("SELECT 1;", ["SELECT 1"]),
            ("SELECT 1;\nSELECT 2;\n", ["SELECT 1", "SELECT 2"]),
            ("SELECT\n  1\n;", ["SELECT\n  1"]),
            ("SELECT 1; SELECT 2;", ["SELECT 1; SELECT 2"]),
            ("SELECT 'a;\nb';  \r\n", ["SELECT 'a", "b'"]),
            ("SELECT 1", ["SELECT 1"]),
            ("\n\n;\n ; \nSELECT 1 ;\t", ["SELECT 1"]),
            ("", []),
            (";", []),
        ])
    func splitting(input: String, wanted: [String]) throws {
        #expect(try statements(input) == wanted)
    }

    @Test("a statement that is too long is an error, and the next one is read")
    func tooLong() throws {
        var splitter = StatementSplitter()
        let line = String(repeating: "x", count: 1000)
        for _ in 0..<2000 { #expect(try splitter.take(line) == nil) }
        #expect(throws: StorageError.self) { try splitter.take(";") }
        #expect(try splitter.take("SELECT 1;") == "SELECT 1")
    }
}
