import Business
import Domain
import Hummingbird

/// `/api/onboarding`: the set-up wizard's memory, and its end, which makes a working shop of it.
struct OnboardingRoutes: Sendable {
    let onboarding: Onboarding

    var operations: [Operation] {
        [
            Operation(
                .get, "/api/onboarding/progress", "showOnboarding", .onboarding, "Where the owner is in the wizard",
                may: .readSettings, answers: [.ok(ProgressBody.schema)], run: show),
            Operation(
                .put, "/api/onboarding/progress", "saveOnboarding", .onboarding,
                "Keep step and data; data replaces all that was kept", may: .writeSettings,
                body: .json(
                    .object(.maybe("currentStep", .integer(OnboardingProgress.steps)), .maybe("data", .map(.anything)))),
                answers: [.ok(ProgressBody.schema)], run: save),
            Operation(
                .delete, "/api/onboarding/progress", "resetOnboarding", .onboarding,
                "Forget the wizard's data; what was applied stays", may: .writeSettings, answers: [.ok(.message)],
                run: reset),
            Operation(
                .post, "/api/onboarding/complete", "completeOnboarding", .onboarding,
                "Apply what was gathered to the company", may: .writeSettings,
                body: .optionalJSON(.object(.maybe("data", .map(.anything)))),
                answers: [
                    .ok(ProgressBody.schema), .other(.notFound, "The wizard was not started"),
                ], run: complete),
        ]
    }

    @Sendable func show(_ call: TenantCall) async throws -> Response {
        try JSONBody.response(ProgressBody(try await onboarding.progress(in: call.scope)))
    }

    @Sendable func save(_ call: TenantCall) async throws -> Response {
        let progress = try await onboarding.save(
            step: call.form.int("currentStep"), data: call.form.members["data"]?.members, in: call.scope)
        return try JSONBody.response(ProgressBody(progress))
    }

    @Sendable func complete(_ call: TenantCall) async throws -> Response {
        let progress = try await onboarding.complete(data: call.form.members["data"]?.members, in: call.scope)
        return try JSONBody.response(
            ProgressBody(progress, message: "Configuração concluída. Sua loja está pronta para atender."))
    }

    @Sendable func reset(_ call: TenantCall) async throws -> Response {
        try await onboarding.reset(in: call.scope)
        return try JSONBody.response(MessageBody(message: "O assistente de configuração foi reiniciado."))
    }
}

private struct ProgressBody: Encodable {
    struct Progress: Encodable {
        let currentStep: Int
        let completed: Bool
        let data: [String: JSONValue]
        let createdAt: String
        let updatedAt: String
        @OrNull var completedAt: String?
    }

    var success = true
    let message: String?
    let progress: Progress

    static let schema: Schema = .object(
        .always("success", .boolean), .maybe("message", .text),
        .always(
            "progress",
            .named(
                "Onboarding",
                .object(
                    .always("currentStep", .integer(OnboardingProgress.steps)), .always("completed", .boolean),
                    .always("data", .map(.anything)), .always("createdAt", .moment), .always("updatedAt", .moment),
                    .always("completedAt", .moment.orNull)))))

    init(_ progress: OnboardingProgress, message: String? = nil) {
        self.message = message
        self.progress = Progress(
            currentStep: progress.step, completed: progress.completedAt != nil, data: progress.data,
            createdAt: progress.createdAt.iso8601, updatedAt: progress.updatedAt.iso8601,
            completedAt: progress.completedAt?.iso8601)
    }
}
