import Business
import Domain
import HTTPTypes

/// The OpenAPI 3.1 document of a list of operations.
struct OpenAPI {
    let operations: [Operation]
    let version: String

    var document: JSONValue {
        var components: [String: JSONValue] = [:]
        let paths = Dictionary(grouping: operations, by: \.path).mapValues { group -> JSONValue in
            .object(
                Dictionary(group.map { ($0.method.rawValue.lowercased(), item($0, &components)) }) { first, _ in first }
            )
        }
        let tags = Operation.Tag.allCases.filter { tag in operations.contains { $0.tag == tag } }
        return .object([
            "openapi": "3.1.0",
            "info": [
                "title": "Auzap", "version": .string(version),
                "description": .string(Self.introduction), "license": ["name": "MIT", "identifier": "MIT"],
            ],
            "servers": [["url": "/"]],
            "tags": .array(tags.map { ["name": .string($0.rawValue)] }),
            "paths": .object(paths),
            "components": [
                "schemas": .object(components),
                "securitySchemes": [
                    "bearer": ["type": "http", "scheme": "bearer", "bearerFormat": "JWT"],
                    "companyKey": ["type": "apiKey", "in": "header", "name": "X-API-Key"],
                    "operator": ["type": "apiKey", "in": "header", "name": "X-Operator-Token"],
                ],
            ],
        ])
    }

    private static let introduction = """
        Everything that the panel does, and the webhooks. Times are UTC unless a field is a civil day or hour, which \
        are the shop's own. Money is in reais. A row of another company is answered as one that does not exist.
        """

    private func item(_ operation: Operation, _ components: inout [String: JSONValue]) -> JSONValue {
        var item: [String: JSONValue] = [
            "operationId": .string(operation.id), "summary": .string(operation.summary),
            "tags": [.string(operation.tag.rawValue)],
        ]
        let parameters = parameters(of: operation, &components)
        if !parameters.isEmpty { item["parameters"] = .array(parameters) }
        switch operation.access {
        case .everyone: item["security"] = []
        case .signedIn(let permission):
            let isOpenToKeys = permission != .ownAccount && Accounts.keyRole.may(permission)
            item["security"] = isOpenToKeys ? [["bearer": []], ["companyKey": []]] : [["bearer": []]]
            item["x-permission"] = .string(permission.rawValue)
        case .administrator:
            item["security"] = [["bearer": []], ["operator": []]]
            item["x-permission"] = .string(Permission.administer.rawValue)
        }
        if let (schema, isRequired) = operation.body.shown {
            item["requestBody"] = [
                "required": .bool(isRequired),
                "content": ["application/json": ["schema": schema.document(&components)]],
            ]
        }
        item["responses"] = .object(
            Dictionary(operation.everyAnswer.map { (String($0.status.code), document($0, &components)) }) { a, _ in a })
        return .object(item)
    }

    private func parameters(of operation: Operation, _ components: inout [String: JSONValue]) -> [JSONValue] {
        let inPath = operation.pathParameters.map { name -> JSONValue in
            [
                "name": .string(name), "in": "path", "required": true,
                "schema": Operation.schema(ofPathParameter: name).document(&components),
            ]
        }
        let inQuery = operation.query.map { parameter -> JSONValue in
            [
                "name": .string(parameter.name), "in": "query", "required": .bool(parameter.isRequired),
                "description": .string(parameter.about),
                "schema": parameter.isRequired
                    ? parameter.schema.document(&components) : parameter.schema.orEmptyDocument(&components),
            ]
        }
        guard operation.method == .post, case .signedIn = operation.access else { return inPath + inQuery }
        let key: JSONValue = [
            "name": "Idempotency-Key", "in": "header", "required": false,
            "description": "The client's name for this one act: sent again, it is done once and answered alike",
            "schema": ["type": "string", "minLength": 1, "maxLength": 128, "pattern": "^[!-~]+$"],
        ]
        return inPath + inQuery + [key]
    }

    private func document(_ answer: Operation.Answer, _ components: inout [String: JSONValue]) -> JSONValue {
        var shown: [String: JSONValue] = ["description": .string(answer.about)]
        if let schema = answer.schema {
            var content: [String: JSONValue] = [answer.mediaType: ["schema": schema.document(&components)]]
            if let other = answer.otherMediaType { content[other] = ["schema": ["type": "string"]] }
            shown["content"] = .object(content)
        } else if answer.mediaType != "application/json" {
            shown["content"] = .object([answer.mediaType: ["schema": ["type": "string"]]])
        }
        return .object(shown)
    }
}

extension Operation.Body {
    fileprivate var shown: (Schema, isRequired: Bool)? {
        switch self {
        case .none: nil
        case .json(let schema), .raw(let schema): (schema, true)
        case .optionalJSON(let schema): (schema, false)
        }
    }
}

extension Operation {
    /// Ids are numbers; anything else in a path is text.
    static func schema(ofPathParameter name: String) -> Schema {
        name == "id" || name.hasSuffix("Id") && name != "chatId" ? .id : .text(1...200)
    }

    /// All that it may answer, its own first.
    var everyAnswer: [Answer] {
        var all = answers
        func add(_ status: HTTPResponse.Status, _ about: String) {
            if !all.contains(where: { $0.status == status }) { all.append(.other(status, about)) }
        }
        if case .none = body, query.isEmpty, pathParameters.isEmpty, method != .post {
        } else {
            add(.badRequest, "What was sent is not lawful; `errors` says all of it")
        }
        if access != .everyone {
            add(.unauthorized, "No token, or one that is not valid any more")
            add(.forbidden, "The role does not allow this")
        }
        if !pathParameters.isEmpty { add(.notFound, "No such thing in this company") }
        if case .none = body {
        } else {
            add(.contentTooLarge, "The body is larger than allowed")
            add(.unsupportedMediaType, "The body is no JSON")
        }
        if method == .post, case .signedIn = access {
            add(.conflict, "It exists already, or the same act is being done now")
            add(.unprocessableContent, "The idempotency key was used for something else")
        }
        add(.tooManyRequests, "Too many requests; `Retry-After` says when to come back")
        add(.serviceUnavailable, "The database is away; nothing was done")
        add(.internalServerError, "A fault of ours; the log has it under the request id")
        return all
    }
}
