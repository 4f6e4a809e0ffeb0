import Hummingbird

/// A table as a file that Brazilian spreadsheets open as one: semicolons, decimal commas, UTF-8 with its mark.
enum CSVBody {
    static func response(_ header: [String], _ rows: [[String]], name: String) -> Response {
        let lines = ([header] + rows).map { $0.map(cell).joined(separator: ";") }
        let text = "\u{FEFF}" + lines.joined(separator: "\r\n") + "\r\n"
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8", .contentLength: String(text.utf8.count),
                .contentDisposition: "attachment; filename=\"\(name)\"",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    /// "1234,50"
    static func amount(_ reais: Double) -> String {
        let centavos = Int64((reais * 100).rounded())
        let rest = centavos.magnitude % 100
        return "\(centavos < 0 ? "-" : "")\(centavos.magnitude / 100),\(rest < 10 ? "0" : "")\(rest)"
    }

    /// Quoted where needed. A spreadsheet runs a cell that begins like a formula, and names come from customers
    /// (OWASP, "CSV Injection"): such a one gets an apostrophe before it.
    private static func cell(_ text: String) -> String {
        let isFormula = text.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) } ?? false
        let safe = isFormula ? "'" + text : text
        // By scalar: "\r\n" is one character, and neither of the two it is made of.
        guard safe.unicodeScalars.contains(where: { ";\"\r\n".unicodeScalars.contains($0) }) else { return safe }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }
}
