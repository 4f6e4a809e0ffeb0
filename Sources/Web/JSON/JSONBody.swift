import Foundation
import Hummingbird
import NIOCore

/// Reading and writing JSON bodies.
enum JSONBody {
    static func response(_ body: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        let encoder = JSONEncoder()
        // Sorted, so that the same answer is the same bytes.
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let data = try encoder.encode(body)
        return Response(
            status: status,
            headers: [.contentType: "application/json; charset=utf-8", .contentLength: String(data.count)],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
    }
}

extension Request {
    /// The whole body, at most `limit` bytes.
    ///
    /// - Throws: `Problem.tooLarge`.
    func bytes(upTo limit: Int = AppContext.bodyLimit) async throws -> Data {
        do {
            let buffer = try await body.collect(upTo: limit)
            return Data(buffer.readableBytesView)
        } catch let error as HTTPError where error.status == .contentTooLarge {
            throw Problem.tooLarge
        } catch is NIOTooManyBytesError {
            throw Problem.tooLarge
        }
    }

    /// - Throws: `Problem` 400 with what is wrong: not JSON, or a field of another type.
    func json<Form: Decodable>(_ type: Form.Type = Form.self) async throws -> Form {
        let data = try await bytes()
        do {
            return try JSONDecoder().decode(Form.self, from: data)
        } catch DecodingError.dataCorrupted(let context) where context.codingPath.isEmpty {
            throw Problem.invalid("O corpo da requisição não é um JSON válido.")
        } catch let error as DecodingError {
            throw Problem.invalid("Confira os dados enviados.", [Self.explain(error)])
        }
    }

    private static func explain(_ error: DecodingError) -> String {
        func path(_ keys: [any CodingKey]) -> String { keys.map(\.stringValue).joined(separator: ".") }
        switch error {
        case .keyNotFound(let key, let context): return "\(path(context.codingPath + [key])): campo obrigatório"
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            guard !context.codingPath.isEmpty else { return "corpo em formato inesperado" }
            return "\(path(context.codingPath)): valor de tipo inesperado"
        @unknown default: return "corpo em formato inesperado"
        }
    }
}
