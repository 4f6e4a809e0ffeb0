import Foundation

@testable import Business

/// Project Wycheproof's vectors (github.com/C2SP/wycheproof), read from `WYCHEPROOF_DIR` or from beside the
/// repository; tests that need them are skipped where they are absent.
enum Wycheproof {
    static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["WYCHEPROOF_DIR"] {
            return URL(filePath: path)
        }
        let repository = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return repository.deletingLastPathComponent().appending(path: "shared/reference/wycheproof")
    }()

    static var isPresent: Bool {
        FileManager.default.fileExists(
            atPath: folder.appending(path: "json_web_signature_test.json").path)
    }

    static func read<File: Decodable>(_ name: String, as: File.Type = File.self) throws -> File {
        try JSONDecoder().decode(File.self, from: Data(contentsOf: folder.appending(path: name)))
    }

    /// `hmac_sha256_test.json`
    struct MACFile: Decodable {
        let testGroups: [Group]
        struct Group: Decodable {
            /// In bits; shorter than 256 when the tag is cut.
            let tagSize: Int
            let tests: [Case]
        }
        struct Case: Decodable {
            let tcId: Int
            let key: String
            let msg: String
            let tag: String
            let result: String
        }
    }

    /// `json_web_signature_test.json`
    struct SignatureFile: Decodable {
        let testGroups: [Group]
        struct Group: Decodable {
            let `private`: Key?
            let tests: [Case]
        }
        struct Key: Decodable {
            let alg: String?
            /// base64url of a symmetric key; other kinds of key have none.
            let k: String?
        }
        struct Case: Decodable {
            let tcId: Int
            let comment: String
            let jws: String
            let result: String
        }
    }

    /// `json_web_key_test.json`
    struct KeyFile: Decodable {
        let testGroups: [Group]
        struct Group: Decodable {
            let comment: String
            let `private`: Keys?
            let tests: [SignatureFile.Case]
        }
        struct Keys: Decodable {
            let keys: [SignatureFile.Key]?
        }
    }
}
