import Business
import Domain
import Hummingbird

/// `/api/professionals` and `/api/resources`: whom and what the shop serves with.
struct StaffRoutes: Sendable {
    let staff: Staff

    var operations: [Operation] { professionals + resources }

    private static let many: Operation.Answer = .other(.conflict, "The shop has as many as it may have")

    private var professionals: [Operation] {
        let one: [Operation.Answer] = [.ok(.data(ProfessionalBody.schema))]
        return [
            Operation(
                .get, "/api/professionals", "listProfessionals", .staff,
                "Who serves, longest known first; without any, the shop books by its places alone", may: .readAgenda,
                answers: [.ok(.all(of: ProfessionalBody.schema))], run: listProfessionals),
            Operation(
                .get, "/api/professionals/{id}", "showProfessional", .staff, "One professional", may: .readAgenda,
                answers: one, run: showProfessional),
            Operation(
                .post, "/api/professionals", "createProfessional", .staff,
                "Add a professional, with skills, hours and time off", may: .writeSettings,
                body: .json(ProfessionalForm.schema),
                answers: [.created(.data(ProfessionalBody.schema)), Self.many], run: createProfessional),
            Operation(
                .patch, "/api/professionals/{id}", "changeProfessional", .staff,
                "Change a professional; fields left out stay", may: .writeSettings,
                body: .json(ProfessionalForm.schema.partial), answers: one, run: changeProfessional),
            Operation(
                .delete, "/api/professionals/{id}", "deleteProfessional", .staff,
                "Delete a professional; one whom visits name is switched off", may: .writeSettings,
                answers: [.ok(.message)], run: removeProfessional),
        ]
    }

    private var resources: [Operation] {
        let one: [Operation.Answer] = [.ok(.data(ResourceBody.schema))]
        return [
            Operation(
                .get, "/api/resources", "listResources", .staff,
                "What services need a place at, longest known first", may: .readAgenda,
                answers: [.ok(.all(of: ResourceBody.schema))], run: listResources),
            Operation(
                .get, "/api/resources/{id}", "showResource", .staff, "One resource", may: .readAgenda, answers: one,
                run: showResource),
            Operation(
                .post, "/api/resources", "createResource", .staff, "Add a resource and the services that need it",
                may: .writeSettings, body: .json(ResourceForm.schema),
                answers: [.created(.data(ResourceBody.schema)), Self.many], run: createResource),
            Operation(
                .patch, "/api/resources/{id}", "changeResource", .staff, "Change a resource; fields left out stay",
                may: .writeSettings, body: .json(ResourceForm.schema.partial), answers: one, run: changeResource),
            Operation(
                .delete, "/api/resources/{id}", "deleteResource", .staff, "Delete a resource", may: .writeSettings,
                answers: [.ok(.message)], run: removeResource),
        ]
    }

    @Sendable func listProfessionals(_ call: TenantCall) async throws -> Response {
        let bodies = try await staff.professionals(in: call.scope).map(ProfessionalBody.shape.body)
        return try JSONBody.response(ListBody(data: bodies, total: bodies.count))
    }

    @Sendable func showProfessional(_ call: TenantCall) async throws -> Response {
        try one(try await staff.professional(try call.id(), in: call.scope))
    }

    @Sendable func createProfessional(_ call: TenantCall) async throws -> Response {
        let edit = try ProfessionalForm.edit(call.form)
        return try await naming {
            try one(try await staff.addProfessional(in: call.scope, edit), status: .created)
        }
    }

    @Sendable func changeProfessional(_ call: TenantCall) async throws -> Response {
        let edit = try ProfessionalForm.edit(call.form)
        let id: Professional.ID = try call.id()
        return try await naming { try one(try await staff.changeProfessional(id, in: call.scope, edit)) }
    }

    @Sendable func removeProfessional(_ call: TenantCall) async throws -> Response {
        guard let isGone = try await staff.removeProfessional(try call.id(), in: call.scope) else {
            throw Problem.notFound
        }
        return try JSONBody.response(
            MessageBody(
                message: isGone ? "Profissional excluído." : "O profissional tem visitas registradas e foi desativado.")
        )
    }

    @Sendable func listResources(_ call: TenantCall) async throws -> Response {
        let bodies = try await staff.resources(in: call.scope).map(ResourceBody.shape.body)
        return try JSONBody.response(ListBody(data: bodies, total: bodies.count))
    }

    @Sendable func showResource(_ call: TenantCall) async throws -> Response {
        try one(try await staff.resource(try call.id(), in: call.scope))
    }

    @Sendable func createResource(_ call: TenantCall) async throws -> Response {
        let edit = ResourceForm.edit(call.form)
        return try await naming { try one(try await staff.addResource(in: call.scope, edit), status: .created) }
    }

    @Sendable func changeResource(_ call: TenantCall) async throws -> Response {
        let edit = ResourceForm.edit(call.form)
        let id: Resource.ID = try call.id()
        return try await naming { try one(try await staff.changeResource(id, in: call.scope, edit)) }
    }

    @Sendable func removeResource(_ call: TenantCall) async throws -> Response {
        guard try await staff.removeResource(try call.id(), in: call.scope) else { throw Problem.notFound }
        return try JSONBody.response(MessageBody(message: "Recurso excluído."))
    }

    private func one(_ found: Professional?, status: HTTPResponse.Status = .ok) throws -> Response {
        guard let found else { throw Problem.notFound }
        return try JSONBody.response(DataBody(data: ProfessionalBody.shape.body(of: found)), status: status)
    }

    private func one(_ found: Resource?, status: HTTPResponse.Status = .ok) throws -> Response {
        guard let found else { throw Problem.notFound }
        return try JSONBody.response(DataBody(data: ResourceBody.shape.body(of: found)), status: status)
    }

    private func naming(_ act: () async throws -> Response) async throws -> Response {
        do {
            return try await act()
        } catch StaffError.unknownService(let id) {
            throw Problem.invalid("Confira os dados enviados.", ["servicos: o serviço \(id) não existe"])
        } catch StaffError.tooMany {
            throw Problem.conflict("A empresa já tem \(Staff.most) cadastros deste tipo, o máximo.")
        }
    }
}
