import Testing

@testable import Domain

@Suite struct JSONValueTests {
    private static func members(_ bytes: [UInt8]) -> [String: JSONValue]? { JSONValue(bytes: bytes, depth: 8)?.members }

    @Test("members come back with their types")
    func types() {
        let text =
            #" { "a":"x", "b" : -12,"c":true,"d":false,"e":null,"f":[1,{"g":[]}],"h":{},"i":1.5,"j":1e3 } "#
        #expect(
            Self.members(Array(text.utf8)) == [
                "a": .string("x"), "b": .integer(-12), "c": .bool(true), "d": .bool(false), "e": .null,
                "f": .array([.integer(1), .object(["g": .array([])])]), "h": .object([:]), "i": .number(1.5),
                "j": .number(1000),
            ])
    }

    @Test("an integer too large for 64 bits is not taken for another")
    func hugeInteger() {
        #expect(Self.members(Array(#"{"a":9223372036854775808}"#.utf8)) == ["a": .number(9223372036854775808)])
        #expect(Self.members(Array(#"{"a":1e999}"#.utf8)) == nil)
    }

    @Test(
        "escapes are read",
        arguments: [
            (#"\"\\\/\b\f\n\r\t"#, "\"\\/\u{8}\u{C}\n\r\t"), (#"\u00e9"#, "é"), (#"\uD83D\uDC36"#, "🐶"),
        ])
    func escapes(escaped: String, plain: String) {
        #expect(Self.members(Array(#"{"a":"\#(escaped)"}"#.utf8)) == ["a": .string(plain)])
    }

    @Test(
        "text that is not strict JSON is refused",
        arguments: [
            "", "{", "}", "{}x", "[]", "null", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, #"{,"a":1}"#,
            #"{"a":1 "b":2}"#,
            #"{a:1}"#, #"{'a':1}"#, #"{"a":01}"#, #"{"a":-}"#, #"{"a":+1}"#, #"{"a":1.}"#, #"{"a":.5}"#,
            #"{"a":1e}"#,
            #"{"a":NaN}"#, #"{"a":tru}"#, #"{"a":"x}"#, #"{"a":"\x"}"#, #"{"a":"\u12"}"#,
            #"{"a":"\ud83d"}"#,
            #"{"a":"\ud83dx"}"#, #"{"a":"\udc36"}"#, "{\"a\":\"\n\"}", #"{"a":1,"a":1}"#,
            #"{"a":1,"\u0061":2}"#,
            #"{"f":{"a":1,"a":2}}"#, "\u{FEFF}{}", "{\u{A0}}", #"{"a":[1 2]}"#, #"{"a":[1,]}"#,
        ])
    func refused(text: String) {
        #expect(Self.members(Array(text.utf8)) == nil)
    }

    @Test("broken UTF-8 inside a string is refused")
    func brokenText() {
        #expect(Self.members(Array(#"{"a":""#.utf8) + [0xC3, 0x28] + Array(#""}"#.utf8)) == nil)
        #expect(
            Self.members(Array(#"{"a":""#.utf8) + [0xED, 0xA0, 0x80] + Array(#""}"#.utf8)) == nil)
    }

    @Test("nesting beyond eight levels is refused, however deep it goes")
    func depth() {
        func nested(_ levels: Int) -> [UInt8] {
            let lists = String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
            return Array("{\"a\":\(lists)}".utf8)
        }
        #expect(Self.members(nested(7)) != nil)
        #expect(Self.members(nested(8)) == nil)
        #expect(Self.members(nested(100_000)) == nil)
    }
}
