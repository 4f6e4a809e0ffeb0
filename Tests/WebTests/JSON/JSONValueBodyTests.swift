import Domain
import Foundation
import Hummingbird
import NIOCore
import Testing

@testable import Web

@Suite("Values written as JSON") struct JSONValueBodyTests {
    private func text(_ value: JSONValue) -> String {
        var json = JSONWriter()
        value.write(to: &json)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    @Test(
        "numbers read back as what they were, whole ones without a fraction",
        arguments: [
            (0.5, "0.5"), (50, "50"), (-3, "-3"), (0.1, "0.1"), (1e300, "1e+300"), (2.5e-7, "2.5e-07"), (.nan, "null"),
            (.infinity, "null"),
        ])
    func numbers(number: Double, written: String) {
        #expect(text(.number(number)) == written)
    }

    @Test("names are sorted and both names and texts are escaped")
    func object() throws {
        let value: JSONValue = .object([
            "b": ["x", .null, true], "a\"\n": .string("\u{1} \\ \"ç🐾"), "": .object([:]), "n": .integer(.min),
        ])
        let written = text(value)
        #expect(
            written
                == #"{"":{},"a\"\n":"\u0001 \\ \"ç🐾","b":["x",null,true],"n":-9223372036854775808}"#)
        #expect(JSONValue(bytes: written.utf8) == value)
    }

    @Test("a page, a list and a single thing have the envelope that an encoder gives them")
    func envelopes() async throws {
        let items: [JSONValue] = [.object(["id": 1]), .object(["id": 2])]
        let page = PageBody(items, total: 7, Page(limit: 2, offset: 2, page: nil, usual: 20, most: 100))
        try await expect(JSONBody.response(page), encoded: page)
        let list = ListBody(data: items, total: 2)
        try await expect(JSONBody.response(list), encoded: list)
        let one = DataBody(data: items[0])
        try await expect(JSONBody.response(one, status: .created), encoded: one)
    }

    private func expect(_ response: Response, encoded body: some Encodable) async throws {
        let writer = CollectedBody()
        try await response.body.write(writer)
        #expect(String(buffer: writer.buffer) == (try JSONBody.text(body)))
    }
}
