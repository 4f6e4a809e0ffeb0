import Domain
import Foundation

/// The files of all companies, in a folder each beside the database. A file is whole or not there.
package struct MediaFiles: Sendable {
    let folder: String

    /// - Parameter folder: Made when the first file is.
    package init(folder: String) { self.folder = folder }

    /// Keeps a file, for its own user alone; returns when it is durable.
    func write(_ data: Data, as id: Message.ID, of company: Company.ID) throws {
        let place = place(of: company)
        try FileManager.default.createDirectory(
            atPath: place, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let draft = "\(place)/.\(id).\(SecureRandom.hex(4))"
        do {
            guard
                FileManager.default.createFile(
                    atPath: draft, contents: nil, attributes: [.posixPermissions: 0o600]),
                let handle = FileHandle(forWritingAtPath: draft)
            else { throw CocoaError(.fileWriteUnknown) }
            try handle.write(contentsOf: data)
            try handle.synchronize()
            try handle.close()
            guard rename(draft, path(of: id, company)) == 0 else { throw CocoaError(.fileWriteUnknown) }
        } catch {
            try? FileManager.default.removeItem(atPath: draft)
            throw error
        }
    }

    /// Where a file lies; nil when it is not there.
    package func find(_ id: Message.ID, of company: Company.ID) -> String? {
        let path = path(of: id, company)
        return FileManager.default.isReadableFile(atPath: path) ? path : nil
    }

    /// Deletes files; those that are gone stay gone.
    func remove(_ ids: [Message.ID], of company: Company.ID) {
        for id in ids { try? FileManager.default.removeItem(atPath: path(of: id, company)) }
    }

    /// What lies in a company's folder and has lain there for an hour: drafts that a crash left, and files.
    func settled(of company: Company.ID, at now: Date = Date()) -> (files: [Message.ID], drafts: [String]) {
        let place = place(of: company)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
        let old = names.filter { name in
            let facts = try? FileManager.default.attributesOfItem(atPath: "\(place)/\(name)")
            return (facts?[.modificationDate] as? Date).map { now.timeIntervalSince($0) > 3600 } ?? false
        }
        return (
            old.compactMap { Message.ID(text: $0) }, old.filter { $0.hasPrefix(".") }.map { "\(place)/\($0)" }
        )
    }

    private func place(of company: Company.ID) -> String { "\(folder)/\(company)" }
    private func path(of id: Message.ID, _ company: Company.ID) -> String { "\(place(of: company))/\(id)" }
}
