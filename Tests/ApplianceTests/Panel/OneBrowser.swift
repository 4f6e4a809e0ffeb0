import Support
import Testing

/// One browser for all tests of a suite, one after the other: starting it takes longer than most of them.
struct OneBrowser: SuiteTrait, TestScoping {
    @TaskLocal static var current: WebDriver?

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await WebDriver.session { browser in
            try await Self.$current.withValue(browser) { try await function() }
        }
    }
}

extension Trait where Self == OneBrowser {
    static var oneBrowser: Self { OneBrowser() }
}
