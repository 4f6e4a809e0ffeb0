import Foundation

/// The functions of libpq that the tests use, found when asked for: nothing here links to it.
/// (postgresql.org/docs/15/libpq.html)
package struct PostgresLibrary: Sendable {
    typealias Handle = OpaquePointer
    typealias Text = UnsafePointer<CChar>

    let connect: @convention(c) @Sendable (Text) -> Handle?
    let finish: @convention(c) @Sendable (Handle) -> Void
    let status: @convention(c) @Sendable (Handle) -> Int32
    let errorMessage: @convention(c) @Sendable (Handle) -> Text?
    /// Connection, text, number of values, their types, values, lengths, formats, result format.
    let execute:
        @convention(c) @Sendable (
            Handle, Text, Int32, UnsafeRawPointer?, UnsafePointer<Text?>?, UnsafeRawPointer?, UnsafeRawPointer?, Int32
        ) -> Handle?
    let resultStatus: @convention(c) @Sendable (Handle) -> Int32
    let errorField: @convention(c) @Sendable (Handle, Int32) -> Text?
    let clear: @convention(c) @Sendable (Handle) -> Void
    let rowCount: @convention(c) @Sendable (Handle) -> Int32
    let columnCount: @convention(c) @Sendable (Handle) -> Int32
    let columnName: @convention(c) @Sendable (Handle, Int32) -> Text?
    let columnType: @convention(c) @Sendable (Handle, Int32) -> UInt32
    let value: @convention(c) @Sendable (Handle, Int32, Int32) -> Text?
    let isNull: @convention(c) @Sendable (Handle, Int32, Int32) -> Int32
    let affected: @convention(c) @Sendable (Handle) -> Text?

    /// - Throws: `PostgresServer.Failure` where libpq is not installed, with the loader's words.
    package init() throws {
        guard let library = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL) else {
            throw PostgresServer.Failure(description: dlerror().map { String(cString: $0) } ?? "libpq.so.5")
        }
        func find<T>(_ name: String) throws -> T {
            guard let symbol = dlsym(library, name) else { throw PostgresServer.Failure(description: name) }
            return unsafeBitCast(symbol, to: T.self)
        }
        connect = try find("PQconnectdb")
        finish = try find("PQfinish")
        status = try find("PQstatus")
        errorMessage = try find("PQerrorMessage")
        execute = try find("PQexecParams")
        resultStatus = try find("PQresultStatus")
        errorField = try find("PQresultErrorField")
        clear = try find("PQclear")
        rowCount = try find("PQntuples")
        columnCount = try find("PQnfields")
        columnName = try find("PQfname")
        columnType = try find("PQftype")
        value = try find("PQgetvalue")
        isNull = try find("PQgetisnull")
        affected = try find("PQcmdTuples")
    }
}
