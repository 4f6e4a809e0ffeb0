import Foundation
import HTTPTypes
import NIOCore
import Support
import Testing

@testable import Web

@Suite("Compression") struct CompressionTests {
    private let site: Site
    private let token: String

    init() async throws {
        site = try await Site()
        token = site.shops.first.signedIn.tokens.access
    }

    private func get(_ path: String, accepting encoding: String? = "gzip, deflate, br") async throws -> Site.RawAnswer {
        var headers = ["Authorization": "Bearer \(token)", "X-Request-ID": "one"]
        headers["Accept-Encoding"] = encoding
        return try await site.raw(path, headers: headers)
    }

    /// What gzip itself makes of it.
    private func unpacked(_ bytes: ByteBuffer) async throws -> String {
        let folder = try TemporaryFolder()
        try Data(bytes.readableBytesView).write(to: URL(filePath: folder.path("answer.gz")))
        let gzip = try ChildProcess("/usr/bin/gzip", ["-dc", "answer.gz"], environment: [:], folder: folder.path)
        #expect(try await gzip.waitForEnd() == .code(0))
        return gzip.sayings.output
    }

    @Test(
        "a large answer comes packed to who takes it so, and unpacks to the very same",
        arguments: ["gzip", "*", "GZip;q=0.5"])
    func packed(encoding: String) async throws {
        let plain = try await get("/api/services", accepting: nil)
        let packed = try await get("/api/services", accepting: encoding)
        #expect(plain.header("Content-Encoding") == nil && plain.bytes.readableBytes >= 1024)
        #expect(packed.header("Content-Encoding") == "gzip")
        #expect(packed.header("Content-Length") == String(packed.bytes.readableBytes))
        #expect(packed.bytes.readableBytes < plain.bytes.readableBytes)
        #expect(try await unpacked(packed.bytes) == plain.text)
        for answer in [plain, packed] { #expect(answer.values("Vary").contains("Accept-Encoding")) }
    }

    @Test(
        "who does not take it gets it plain", arguments: ["", "br", "gzip;q=0", "gzip; q=0.0", "gzipped", "identity"])
    func plain(encoding: String) async throws {
        let answer = try await get("/api/services", accepting: encoding)
        #expect(answer.header("Content-Encoding") == nil)
        #expect(answer.text.hasPrefix("{"))
        #expect(answer.values("Vary").contains("Accept-Encoding"))
    }

    @Test("answers with tokens in them, and small ones, are never packed", arguments: ["/api/auth/me", "/health"])
    func never(path: String) async throws {
        let answer = try await get(path)
        #expect(answer.status == .ok)
        #expect(answer.header("Content-Encoding") == nil)
    }

    @Test("a large answer of a sign-in is never packed either, nor under a repeated /api")
    func signIn() async throws {
        let name = String(repeating: "Ana Maria ", count: 12)
        _ = try await site.send(
            .patch, "/api/auth/profile",
            #"{"nome": "\#(name.dropLast())", "avatar_url": "\#(String(repeating: "a", count: 512))"}"#,
            as: site.shops.first)
        for path in ["/api/auth/me", "/api/api/auth/me"] {
            let answer = try await get(path)
            #expect(answer.bytes.readableBytes >= 1024, "\(answer.bytes.readableBytes)")
            #expect(answer.header("Content-Encoding") == nil)
        }
    }

    @Test("bytes are packed in the gzip form")
    func gzip() throws {
        let packed = try #require(Compression.gzip(ByteBuffer(string: String(repeating: "a", count: 9000)), level: 1))
        #expect(packed.readableBytes < 200)
        #expect(Array(packed.readableBytesView.prefix(3)) == [0x1f, 0x8b, 8])
    }
}
