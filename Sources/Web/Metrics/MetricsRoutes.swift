import Business
import HTTPTypes
import Hummingbird
import NIOCore
import Storage

/// `/metrics`: what the process counts, for Prometheus.
struct MetricsRoutes: Sendable {
    let metrics: Metrics
    /// nil: only this machine may look.
    let token: String?

    var operations: [Operation] {
        [
            Operation(
                .get, "/metrics", "showMetrics", .server,
                "Counters, histograms and gauges in the text form of Prometheus; from this machine, or with the token",
                open: .everyone,
                answers: [
                    .file("text/plain", "The metrics"), .other(.unauthorized, "Not this machine, and no token"),
                ], run: show)
        ]
    }

    @Sendable func show(_ call: OpenCall) async throws -> Response {
        guard isAllowed(call) else {
            throw Problem.unauthorized("Envie o METRICS_TOKEN como bearer token, ou pergunte a partir desta máquina.")
        }
        return Response(
            status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: await metrics.text())))
    }

    private func isAllowed(_ call: OpenCall) -> Bool {
        if let token, let given = try? Gate.bearer(of: call.request) { return SecretText.areEqual(given, token) }
        // Behind a proxy on this machine everybody comes from here.
        guard call.request.headers[.forwardedFor] == nil else { return false }
        guard let peer = call.context.peer else { return true }
        return NetworkAddress(text: peer)?.isLoopback == true
    }
}
