/// A driver seen through the trace of the request or job that uses it. Without one, the driver itself.
struct WatchedDriver: SQLDriver {
    let base: any SQLDriver
    let insight: Insight
    let site: CallSite

    func read<T: Sendable>(
        as tenant: TenantBinding, _ body: @Sendable (any SQLSession) throws -> T
    ) async throws -> T {
        guard let trace = QueryTrace.current else { return try await base.read(as: tenant, body) }
        return try await base.read(as: tenant) { session in try body(watched(session, trace)) }
    }

    func report<T: Sendable>(
        as tenant: TenantBinding, _ body: @escaping @Sendable (any SQLSession) throws -> T
    ) async throws -> T {
        // A thread of the engine's own knows nothing of this task: what is open here has to be carried along.
        guard let trace = QueryTrace.current else { return try await base.report(as: tenant, body) }
        return try await base.report(as: tenant) { session in try body(watched(session, trace)) }
    }

    func write<T: Sendable>(
        as tenant: TenantBinding, _ body: @escaping @Sendable (any SQLSession) throws -> T
    ) async throws -> T {
        guard let trace = QueryTrace.current else { return try await base.write(as: tenant, body) }
        return try await base.write(as: tenant) { session in try body(watched(session, trace)) }
    }

    func close() async { await base.close() }

    private func watched(_ session: any SQLSession, _ trace: QueryTrace) -> WatchedSession {
        WatchedSession(base: session, trace: trace, detector: insight.repeats, site: site)
    }
}

/// A session whose statements a trace counts.
private final class WatchedSession: SQLSession {
    private let base: any SQLSession
    private let trace: QueryTrace
    private let detector: RepeatDetector
    private let site: CallSite

    init(base: any SQLSession, trace: QueryTrace, detector: RepeatDetector, site: CallSite) {
        self.base = base
        self.trace = trace
        self.detector = detector
        self.site = site
    }

    func run(_ sql: SQL) throws -> Int {
        trace.note(sql.text, at: site, for: detector)
        return try base.run(sql)
    }

    func rows<T>(_ sql: SQL, _ map: (Row) throws -> T) throws -> [T] {
        trace.note(sql.text, at: site, for: detector)
        return try base.rows(sql, map)
    }
}
