import Agent
import Business
import Foundation
import Logging
import Web

/// All settings, read once at the start. Code below receives values, and reads no environment.
struct Settings: Sendable {
    enum Environment: String, Sendable { case production, development }
    enum LogFormat: String, Sendable { case text, json }

    var host: String
    var port: Int
    /// nil: made of host and port once the port is known.
    var publicURL: String?
    var dataDir: String
    var environment: Environment
    var logLevel: Logger.Level
    var logFormat: LogFormat
    /// nil: the key kept in `dataDir`.
    var jwtSecret: [UInt8]?
    var registration: Accounts.Registration
    var origins: Set<String>
    var webhookPath: String
    var trustedProxies: [NetworkBlock]
    /// Both or neither.
    var certificate: (chain: String, key: String)?
    var maxConnections: Int
    /// nil: nothing is counted.
    var limits: RequestLimits.Settings?
    var metricsToken: String?
    var wahaURL: String?
    var wahaKey: String?
    var wahaSecret: String?
    var wahaHosts: Set<String>
    /// Milliseconds.
    var quietWindow: Int
    var humanDelay: Bool
    /// nil: no bound.
    var loopReplies: Int?
    /// Seconds.
    var sendRetries: [Int]

    /// - Throws: `SettingError`, for the first setting that is wrong.
    init(_ reader: SettingReader) throws {
        host = try reader.text(.host) ?? "127.0.0.1"
        port = try reader.number(.port, 3000, in: 0...65535)
        publicURL = try reader.address(.publicURL)
        dataDir = try reader.text(.dataDir) ?? "./auzap-data"
        environment = try reader.value(.environment, .production, Environment.init(rawValue:))
        logLevel = try reader.value(.logLevel, .info, Logger.Level.init(rawValue:))
        logFormat = try reader.value(.logFormat, .text, LogFormat.init(rawValue:))
        jwtSecret = try reader.optional(.jwtSecret) { $0.utf8.count >= 32 ? Array($0.utf8) : nil }
        registration = try reader.value(.registration, .open, Accounts.Registration.init(rawValue:))
        origins = try Set(
            reader.list(.frontendURL).map { text in
                guard let origin = SettingReader.address(text) else { throw SettingError(.frontendURL) }
                return origin
            })
        webhookPath = try reader.value(.webhookPath, "/webhook", Self.path)
        trustedProxies = try reader.list(.trustedProxies).map { text in
            guard let block = NetworkBlock(text: text) else { throw SettingError(.trustedProxies) }
            return block
        }
        switch (try reader.text(.tlsCert), try reader.text(.tlsKey)) {
        case (let chain?, let key?): certificate = (chain, key)
        case (nil, nil): certificate = nil
        case (nil, _): throw SettingError(.tlsCert)
        case (_, nil): throw SettingError(.tlsKey)
        }
        maxConnections = try reader.number(.maxConnections, 4096, in: 10...100_000)
        limits = try Self.limits(reader)
        metricsToken = try reader.optional(.metricsToken) { $0.utf8.count >= 16 ? $0 : nil }
        wahaURL = try reader.address(.wahaURL)
        wahaKey = try reader.text(.wahaKey)
        wahaSecret = try reader.optional(.wahaSecret) { $0.count >= 8 ? $0 : nil }
        let hosts = try reader.list(.wahaHosts).map { $0.lowercased() }
        wahaHosts = Set(hosts.isEmpty && environment == .development ? ["localhost", "127.0.0.1"] : hosts)
        quietWindow = try reader.number(.quietWindow, 3000, in: 0...60_000)
        let replies = try reader.number(.loopReplies, 20, in: 0...1000)
        loopReplies = replies == 0 ? nil : replies
        sendRetries = try reader.value(.sendRetries, SendReply.usualRetries, Self.seconds)
        humanDelay = try reader.value(.humanDelay, true) { ["on": true, "off": false][$0] }
    }

    private static func limits(_ reader: SettingReader) throws -> RequestLimits.Settings? {
        guard try reader.value(.rateLimit, true, { ["on": true, "off": false][$0] }) else { return nil }
        var limits = RequestLimits.Settings()
        let lawful = 1...1_000_000
        limits.anonymous = try reader.number(.rateLimitAnonymous, limits.anonymous, in: lawful)
        limits.user = try reader.number(.rateLimitUser, limits.user, in: lawful)
        limits.signIn = try reader.number(.rateLimitSignIn, limits.signIn, in: lawful)
        limits.registration = try reader.number(.rateLimitRegistration, limits.registration, in: lawful)
        limits.webhook = try reader.number(.rateLimitWebhook, limits.webhook, in: lawful)
        return limits
    }

    /// Where WAHA is told to post; nil while neither an address nor a port of ours is known.
    var webhookURL: String? {
        if let publicURL { return publicURL + webhookPath }
        guard port != 0 else { return nil }
        let local = host == "0.0.0.0" || host == "::" ? "127.0.0.1" : host
        return "http://\(local.contains(":") ? "[\(local)]" : local):\(port)\(webhookPath)"
    }

    private static func seconds(_ text: String) -> [Int]? {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { Int($0.trimmingCharacters(in: .whitespaces)) }
        let isLawful = numbers.count == parts.count && (1...10).contains(numbers.count)
        return isLawful && numbers.allSatisfy((1...86_400).contains) ? numbers : nil
    }

    private static func path(_ text: String) -> String? {
        let isLawful = text.utf8.allSatisfy { byte in
            (97...122).contains(byte) || (48...57).contains(byte) || [45, 95, 47].contains(byte)
        }
        let taken = text == "/" || text == "/api" || text.hasPrefix("/api/") || text.hasPrefix("/assets")
        return text.hasPrefix("/") && isLawful && !taken && !text.contains("//") ? text : nil
    }
}
