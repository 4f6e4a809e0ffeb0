import Storage

/// How hard the API may be pressed. One limiter for each thing that is counted; nil counts nothing.
package struct RequestLimits: Sendable {
    /// By address: requests without a valid token.
    let anonymous: (any RateLimiter)?
    /// By user.
    let user: (any RateLimiter)?
    /// By account and address: wrong passwords.
    let signIn: (any RateLimiter)?
    /// By address: new accounts.
    let registration: (any RateLimiter)?
    /// By WhatsApp session: webhooks.
    let webhook: (any RateLimiter)?

    /// What may be set of it.
    package struct Settings: Sendable, Hashable {
        /// In 15 minutes.
        package var anonymous = 100
        /// In 15 minutes.
        package var user = 1000
        /// In 15 minutes.
        package var signIn = 5
        /// In an hour.
        package var registration = 3
        /// In a minute.
        package var webhook = 500

        package init() {}
    }

    package init(_ settings: Settings = Settings(), clock: some Clock<Duration> = ContinuousClock()) {
        func limiter(_ name: String, _ limit: Int, _ window: Duration) -> any RateLimiter {
            TokenBucketLimiter(RateRule(name, limit: limit, per: window), clock: clock)
        }
        anonymous = limiter("anonymous", settings.anonymous, .seconds(900))
        user = limiter("user", settings.user, .seconds(900))
        signIn = limiter("sign-in", settings.signIn, .seconds(900))
        registration = limiter("registration", settings.registration, .seconds(3600))
        webhook = limiter("webhook", settings.webhook, .seconds(60))
    }

    private init() {
        anonymous = nil
        user = nil
        signIn = nil
        registration = nil
        webhook = nil
    }

    /// Counts nothing.
    package static let off = RequestLimits()
}
