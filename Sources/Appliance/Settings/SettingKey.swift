/// One setting: its name as an environment variable, what it expects, and what holds without it.
struct SettingKey: Sendable {
    let name: String
    /// What a value must be, for the help and for the error that refuses another.
    let expects: String
    /// Shown in the help; nil when there is none.
    let standard: String?
    let about: String
    var isSecret = false

    /// Every setting there is, in the order of the help. Nothing else is read.
    static let all: [SettingKey] = [
        host, port, publicURL, dataDir, environment, logLevel, logFormat, jwtSecret, registration, frontendURL,
        webhookPath, trustedProxies, tlsCert, tlsKey, maxConnections, rateLimit, rateLimitAnonymous, rateLimitUser,
        rateLimitSignIn, rateLimitRegistration, rateLimitWebhook, metricsToken, wahaURL, wahaKey, wahaSecret,
        wahaHosts, quietWindow, humanDelay, loopReplies, sendRetries,
    ]

    static let trustedProxies = SettingKey(
        name: "TRUSTED_PROXIES", expects: "addresses or blocks such as 10.0.0.0/8, separated by commas",
        standard: nil, about: "proxies whose X-Forwarded-For is believed")
    static let tlsCert = SettingKey(
        name: "TLS_CERT", expects: "a PEM file with the certificate and its chain, together with TLS_KEY",
        standard: nil, about: "speak https; read again when it changes")
    static let tlsKey = SettingKey(
        name: "TLS_KEY", expects: "a PEM file with the key of TLS_CERT", standard: nil, about: "key of TLS_CERT")
    static let maxConnections = SettingKey(
        name: "MAX_CONNECTIONS", expects: "a number from 10 to 100000", standard: "4096",
        about: "most connections at a time; more wait")
    static let rateLimit = SettingKey(
        name: "RATE_LIMIT", expects: "on or off", standard: "on", about: "count requests and refuse those beyond")
    static let rateLimitAnonymous = SettingKey(
        name: "RATE_LIMIT_ANONYMOUS", expects: "a number from 1 to 1000000", standard: "100",
        about: "requests without a token, in 15 minutes, by address")
    static let rateLimitUser = SettingKey(
        name: "RATE_LIMIT_USER", expects: "a number from 1 to 1000000", standard: "1000",
        about: "requests in 15 minutes, by user")
    static let rateLimitSignIn = SettingKey(
        name: "RATE_LIMIT_SIGN_IN", expects: "a number from 1 to 1000000", standard: "5",
        about: "wrong passwords in 15 minutes, by account and address")
    static let rateLimitRegistration = SettingKey(
        name: "RATE_LIMIT_REGISTRATION", expects: "a number from 1 to 1000000", standard: "3",
        about: "new accounts in an hour, by address")
    static let rateLimitWebhook = SettingKey(
        name: "RATE_LIMIT_WEBHOOK", expects: "a number from 1 to 1000000", standard: "500",
        about: "webhooks in a minute, by session; more are answered 503, and WAHA sends them again")
    static let metricsToken = SettingKey(
        name: "METRICS_TOKEN", expects: "at least 16 characters", standard: nil,
        about: "opens /metrics to other machines, as bearer token", isSecret: true)

    static let host = SettingKey(
        name: "HOST", expects: "an address or host name", standard: "127.0.0.1", about: "address to listen on")
    static let port = SettingKey(
        name: "PORT", expects: "a number from 0 to 65535", standard: "3000",
        about: "port to listen on; 0 takes any free one")
    static let publicURL = SettingKey(
        name: "PUBLIC_URL", expects: "an http:// or https:// address", standard: "http://HOST:PORT",
        about: "address by which browsers reach this server")
    static let dataDir = SettingKey(
        name: "DATA_DIR", expects: "a folder", standard: "./auzap-data",
        about: "folder of the database and the keys; made at the first start")
    static let environment = SettingKey(
        name: "ENVIRONMENT", expects: "production or development", standard: "production",
        about: "development lets sessions name a WAHA on this machine")
    static let logLevel = SettingKey(
        name: "LOG_LEVEL", expects: "trace, debug, info, notice, warning, error or critical", standard: "info",
        about: "least important lines to log")
    static let logFormat = SettingKey(
        name: "LOG_FORMAT", expects: "text or json", standard: "text", about: "form of the log lines")
    static let jwtSecret = SettingKey(
        name: "JWT_SECRET", expects: "at least 32 bytes", standard: "made and kept in DATA_DIR",
        about: "key that signs access tokens", isSecret: true)
    static let registration = SettingKey(
        name: "REGISTRATION", expects: "open, invite or closed", standard: "open", about: "who may open an account")
    static let frontendURL = SettingKey(
        name: "FRONTEND_URL", expects: "http:// or https:// origins, separated by commas", standard: nil,
        about: "front ends that may call the API from a browser")
    static let webhookPath = SettingKey(
        name: "WEBHOOK_PATH", expects: "a path that starts with / and has no other sign than a-z 0-9 - _ /",
        standard: "/webhook", about: "where WAHA posts its events")
    static let wahaURL = SettingKey(
        name: "WAHA_API_URL", expects: "an http:// or https:// address", standard: nil,
        about: "the WAHA of sessions that name none")
    static let wahaKey = SettingKey(
        name: "WAHA_API_KEY", expects: "WAHA's key", standard: nil, about: "key for WAHA_API_URL", isSecret: true)
    static let wahaSecret = SettingKey(
        name: "WAHA_WEBHOOK_SECRET", expects: "at least 8 characters", standard: nil,
        about: "key of the webhooks' HMAC; without it bodies are not checked", isSecret: true)
    static let wahaHosts = SettingKey(
        name: "WAHA_ALLOWED_HOSTS", expects: "host names, separated by commas",
        standard: "none; localhost and 127.0.0.1 in development",
        about: "hosts inside your network that a session's WAHA address may name")
    static let quietWindow = SettingKey(
        name: "QUIET_WINDOW_MS", expects: "a number from 0 to 60000", standard: "3000",
        about: "how long a chat must be silent before it is answered")
    static let loopReplies = SettingKey(
        name: "LOOP_REPLIES", expects: "a number from 0 to 1000", standard: "20",
        about: "replies in one chat within five minutes after which the agent falls silent there; 0: never")
    static let sendRetries = SettingKey(
        name: "SEND_RETRY_SECONDS", expects: "1 to 10 numbers from 1 to 86400, separated by commas",
        standard: "30,120,600", about: "pauses before a reply that could not be sent is tried again")
    static let humanDelay = SettingKey(
        name: "HUMAN_DELAY", expects: "on or off", standard: "on", about: "type as slowly as a person")
}

/// Stops the start: one line that names the key and what is expected.
struct SettingError: Error, CustomStringConvertible {
    let description: String

    /// The value itself is never shown: it may be a secret.
    init(_ key: SettingKey) { description = "\(key.name): expected \(key.expects)" }
    init(_ text: String) { description = text }
}
