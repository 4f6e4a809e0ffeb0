import Foundation
import Support
import Testing

@Suite("A second server", .timeLimit(.minutes(3)))
struct SecondServerTests {
    @Test("on the same data folder is refused with one line, and the first goes on")
    func sameFolder() async throws {
        try await RunningAppliance.session { app in
            let data = app.folder.path + "/data"
            let run = try await Program.run(["serve"], settings: ["DATA_DIR": data, "PORT": "0"], in: app.folder)
            expectRefusal(run, naming: "DATA_DIR")
            #expect(run.errors.contains(data))
            let health = try await APIClient(app: app).get("/health")
            #expect(health.status == 200)
        }
    }

    @Test("on the same port is refused with one line")
    func samePort() async throws {
        try await RunningAppliance.session { app in
            let port = try #require(app.baseURL.split(separator: ":").last.map(String.init))
            let folder = try TemporaryFolder()
            let settings = ["DATA_DIR": folder.path + "/data", "PORT": port, "LOG_LEVEL": "critical"]
            let run = try await Program.run(["serve"], settings: settings, in: folder)
            expectRefusal(run, naming: "PORT")
            #expect(run.errors.contains(port))
        }
    }

    @Test("may follow at once after a kill: the lock goes with the process")
    func afterKill() async throws {
        try await RunningAppliance.session { app in
            for _ in 0..<3 {
                app.kill()
                try await app.restart()
            }
        }
    }

    private func expectRefusal(_ run: Program.Run, naming name: String) {
        #expect(run.ending == .code(78), "\(run.errors)")
        #expect(run.errorLines.count == 1, "\(run.errors)")
        #expect(run.errors.hasPrefix("auzap: \(name): "), "\(run.errors)")
    }
}
