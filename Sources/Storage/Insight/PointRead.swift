import Domain

/// A read of one row by its id, in a form that lets many be joined in one statement.
package struct PointRead<Value: Sendable>: Sendable {
    /// The table; reads of one kind are joined.
    let kind: String
    let id: Int64
    /// The rows of many ids; an id without a row is left out, an unreadable row fails alone.
    let rows: @Sendable (TenantTransaction, [Int64]) throws -> [Int64: Result<Value, any Error>]

    /// - Parameters:
    ///   - select: A SELECT whose first column is the id, up to and with the name of the id in its WHERE.
    init(
        _ kind: String, _ id: Identifier<some Any>, _ select: SQL, _ map: @escaping @Sendable (Row) throws -> Value
    ) {
        self.kind = kind
        self.id = id.rawValue
        rows = { tx, ids in
            var found: [Int64: Result<Value, any Error>] = [:]
            _ = try tx.rows("\(sql: select) IN \(padded: ids)") { row in
                found[row.int64(0)] = Result { try map(row) }
            }
            return found
        }
    }
}

extension PointRead where Value == Tutor {
    package static func tutor(_ id: Tutor.ID) -> Self {
        Self(
            "tutors", id, "SELECT \(sql: TutorsDAO.columns) FROM tutors WHERE erased_at IS NULL AND id",
            Tutor.init(row:))
    }
}

extension PointRead where Value == Pet {
    package static func pet(_ id: Pet.ID) -> Self {
        Self("pets", id, "SELECT \(sql: PetsDAO.columns) FROM pets WHERE id") { try Pet(row: $0) }
    }
}

extension PointRead where Value == PetService {
    package static func service(_ id: PetService.ID) -> Self {
        Self("services", id, "SELECT \(sql: ServicesDAO.columns) FROM services WHERE id", PetService.init(row:))
    }
}

extension PointRead where Value == Appointment {
    package static func appointment(_ id: Appointment.ID) -> Self {
        Self(
            "appointments", id, "SELECT \(sql: AppointmentsDAO.columns) FROM appointments a WHERE a.id",
            Appointment.init(row:))
    }
}

extension PointRead where Value == ServiceDetails {
    package static func serviceDetails(_ id: PetService.ID) -> Self {
        Self("services in their list", id, "\(sql: ServicesDAO.details) WHERE id", ServiceDetails.init(row:))
    }
}
