/// One step of the schema. A landed step stays as it is; a later step changes what it made.
///
/// Tables with a company are created under their walled name (`rls$tutors`) and listed in `tenantTables`, from
/// which `TenantWall` makes what a company sees. Every key, unique constraint and index of such a table starts
/// with `company_id`, so that neither an error nor a plan tells one company about another.
struct Migration: Sendable {
    let number: Int
    let name: String
    let tenantTables: [String]
    let text: String

    init(_ number: Int, _ name: String, tenantTables: [String] = [], _ text: () -> StaticString) {
        self.number = number
        self.name = name
        self.tenantTables = tenantTables
        self.text = text().description
    }

    /// The table of the steps that a database has seen.
    static let journal = """
        CREATE TABLE IF NOT EXISTS migrations
            (number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)
        """
}
