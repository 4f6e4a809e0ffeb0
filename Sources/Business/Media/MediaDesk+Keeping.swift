import Domain
import Foundation
import Storage

/// What becomes of the files that are here.
extension MediaDesk {
    /// A file that may be handed out.
    package struct Opened: Sendable, Hashable {
        package let entry: MediaDAO.Entry
        package let path: String
    }

    /// - Returns: nil when this company has no such file, or not yet, or no more.
    package func open(_ id: Message.ID, in scope: TenantScope) async throws -> Opened? {
        guard let entry = try await database.read(scope, { tx in try MediaDAO(tx).find(id) }), entry.state == .kept,
            let path = files.find(id, of: scope.companyID)
        else { return nil }
        return Opened(entry: entry, path: path)
    }

    /// Deletes the files whose days are over, and what a crash left behind.
    ///
    /// - Returns: How many files went.
    @discardableResult
    package func tidy(in scope: TenantScope) async throws -> Int {
        let now = clock.now
        var count = 0
        let days = try await database.read(scope) { try CompaniesDAO($0).current()?.settings.mediaDays }
        while let days, !Task.isCancelled {
            let before = now.adding(seconds: -days * 86_400)
            let old = try await database.read(scope) { try MediaDAO($0).kept(before: before, limit: Self.batch) }
            guard !old.isEmpty else { break }
            // The files first: a row without a file is noticed, a file without a row would lie there unseen.
            files.remove(old, of: scope.companyID)
            try await database.write(scope) { try MediaDAO($0).noteExpired(old) }
            count += old.count
        }
        return try await count + sweep(scope)
    }

    /// Deletes what lies in the folder and is known to no row.
    private func sweep(_ scope: TenantScope) async throws -> Int {
        let (found, drafts) = files.settled(of: scope.companyID)
        for draft in drafts { try? FileManager.default.removeItem(atPath: draft) }
        var strays: [Message.ID] = []
        for start in stride(from: 0, to: found.count, by: Self.batch) {
            let some = Array(found[start..<min(start + Self.batch, found.count)])
            let known = try await database.read(scope) { try MediaDAO($0).kept(of: some) }
            strays += some.filter { !known.contains($0) }
        }
        files.remove(strays, of: scope.companyID)
        return strays.count + drafts.count
    }

    private static let batch = 128
}
