import HTTPTypes
import Support
import Testing

@Suite("The panel's files on the wire") struct AssetTests {
    private static let site = Task { try await Site() }
    static let files = ["/assets/style.css", "/assets/api.js", "/login"]

    @Test("a browser that has a file gets 304 and no bytes", arguments: files)
    func notModified(path: String) async throws {
        let site = try await Self.site.value
        let answer = try await site.raw(path)
        let tag = try #require(answer.header("ETag"))
        #expect(tag.first == "\"" && tag.last == "\"")
        #expect(answer.header("Cache-Control") == "no-cache")
        for known in [tag, "W/\(tag)", "\"other\", \(tag)", "*"] {
            let again = try await site.raw(path, headers: ["If-None-Match": known])
            #expect(again.status == .notModified, "\(known)")
            #expect(again.bytes.readableBytes == 0)
            #expect(again.header("ETag") == tag)
        }
        let stale = try await site.raw(path, headers: ["If-None-Match": "\"other\""])
        #expect(stale.status == .ok && stale.text == answer.text)
    }

    @Test("files come packed to who takes them so", arguments: files)
    func packed(path: String) async throws {
        let site = try await Self.site.value
        let plain = try await site.raw(path)
        let packed = try await site.raw(path, headers: ["Accept-Encoding": "gzip"])
        #expect(packed.header("Content-Encoding") == "gzip" && plain.header("Content-Encoding") == nil)
        #expect(Array(packed.bytes.readableBytesView.prefix(2)) == [0x1f, 0x8b])
        #expect(packed.bytes.readableBytes < plain.bytes.readableBytes)
        for answer in [plain, packed] {
            #expect(answer.values("Vary") == ["Accept-Encoding"])
            #expect(answer.header("Content-Length") == String(answer.bytes.readableBytes))
        }
    }

    @Test("different files have different tags")
    func tags() async throws {
        let site = try await Self.site.value
        var tags: Set<String> = []
        for path in Self.files { tags.insert(try #require(try await site.raw(path).header("ETag"))) }
        #expect(tags.count == Self.files.count)
    }
}
