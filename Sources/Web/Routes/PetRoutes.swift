import Business
import Domain
import HTTPTypes
import Hummingbird

/// `/api/pets`, and the pets of one customer under `/api/tutors/{id}/pets`.
struct PetRoutes: Sendable {
    let pets: Pets

    var operations: [Operation] { flat + lists + nested + acts }

    private static let one: [Operation.Answer] = [.ok(.data(PetBody.schema))]
    private static let many: [Operation.Answer] = [.ok(.page(of: PetBody.schema))]
    private static let noTutor: Operation.Answer = .other(.notFound, "No such customer in this company")

    private var flat: [Operation] {
        let change = Operation(
            .patch, "/api/pets/{id}", "changePet", .pets, "Change a pet; fields left out stay, empty texts clear",
            may: .writeCustomers, body: .json(PetForm.partialSchema), answers: Self.one, run: change)
        return [
            Operation(
                .get, "/api/pets", "listPets", .pets,
                "Pets, oldest record first; a picture that is a data: URL is left out here", may: .readCustomers,
                query: [.maybe("tutor_id", .id, "Only this customer's")] + Page.parameters, answers: Self.many,
                run: list),
            Operation(
                .post, "/api/pets", "createPet", .pets, "Add a pet to a customer", may: .writeCustomers,
                body: .json(PetForm.ownedSchema), answers: [.created(.data(PetBody.schema)), Self.noTutor],
                run: create),
            Operation(
                .get, "/api/pets/{id}", "showPet", .pets, "One pet", may: .readCustomers, answers: Self.one, run: show),
            change, change.also(at: "/api/pets/{id}", as: "replacePet", method: .put),
            Operation(
                .delete, "/api/pets/{id}", "deletePet", .pets,
                "Delete a pet; one that has had visits is set inactive", may: .writeCustomers,
                answers: [.ok(.message)], run: remove),
        ]
    }

    private var lists: [Operation] {
        [
            Operation(
                .get, "/api/pets/needing-bath", "listPetsForBath", .pets,
                "A bath was planned for today or before, or none is and the last was some days ago",
                may: .readCustomers,
                query: [.maybe("days", .integer(1...365), "30 unless told")] + Page.parameters, answers: Self.many,
                run: forBath),
            Operation(
                .get, "/api/pets/needing-vaccination", "listPetsForVaccine", .pets,
                "A dose is due within some days, or overdue; the most urgent first", may: .readCustomers,
                query: [.maybe("days", .integer(0...3650), "30 unless told")] + Page.parameters, answers: Self.many,
                run: forVaccine),
            Operation(
                .get, "/api/pets/birthdays", "listPetBirthdays", .pets, "Pets born in a month, by day",
                may: .readCustomers,
                query: [.maybe("month", .integer(1...12), "This month unless told")] + Page.parameters,
                answers: Self.many, run: birthdays),
            Operation(
                .get, "/api/pets/stats", "showPetStats", .pets, "How many pets there are of each kind and size",
                may: .readCustomers, answers: [.ok(.data(Self.stats))], run: stats),
        ]
    }

    private var nested: [Operation] {
        let change = Operation(
            .patch, "/api/tutors/{id}/pets/{petId}", "changeTutorPet", .pets, "Change a customer's pet",
            may: .writeCustomers, body: .json(PetForm.partialSchema), answers: Self.one, run: change)
        return [
            Operation(
                .get, "/api/tutors/{id}/pets", "listTutorPets", .pets, "A customer's pets, pictures and all",
                may: .readCustomers, query: Page.parameters, answers: Self.many, run: listOfTutor),
            Operation(
                .post, "/api/tutors/{id}/pets", "createTutorPet", .pets, "Add a pet", may: .writeCustomers,
                body: .json(PetForm.schema), answers: [.created(.data(PetBody.schema))], run: createOfTutor),
            Operation(
                .get, "/api/tutors/{id}/pets/{petId}", "showTutorPet", .pets, "A customer's pet",
                may: .readCustomers, answers: Self.one, run: show),
            change, change.also(at: "/api/tutors/{id}/pets/{petId}", as: "replaceTutorPet", method: .put),
            Operation(
                .delete, "/api/tutors/{id}/pets/{petId}", "deleteTutorPet", .pets,
                "Delete a pet; one that has had visits is set inactive", may: .writeCustomers,
                answers: [.ok(.message)], run: remove),
        ]
    }

    private var acts: [Operation] {
        [
            Operation(
                .post, "/api/pets/{id}/deactivate", "deactivatePet", .pets, "The pet does not come any more",
                may: .writeCustomers, answers: Self.one
            ) { call in try await changed(call) { $0.record.isActive = false } },
            Operation(
                .post, "/api/pets/{id}/reactivate", "reactivatePet", .pets, "The pet comes again",
                may: .writeCustomers, answers: Self.one
            ) { call in try await changed(call) { $0.record.isActive = true } },
            Operation(
                .post, "/api/pets/{id}/vaccines", "addVaccine", .pets, "Note a vaccine that was given",
                may: .writeCustomers, body: .json(PetForm.vaccine), answers: [.created(.data(PetBody.schema))],
                run: addVaccine),
            Operation(
                .post, "/api/pets/{id}/schedule-bath", "planBath", .pets,
                "Plan the next bath; this reserves no place on the calendar", may: .writeCustomers,
                body: .json(.object(.always("date", .day))), answers: Self.one
            ) { call in
                let day = call.form.day("date", or: nil)
                return try await changed(call) { $0.record.nextBath = day }
            },
        ]
    }

    private static let stats: Schema = .object(
        .always("total", .integer), .always("ativos", .integer), .always("inativos", .integer),
        .always("por_especie", .map(.integer)), .always("por_porte", .map(.integer)))
}

// MARK: - What they do

extension PetRoutes {
    @Sendable private func list(_ call: TenantCall) async throws -> Response {
        let tutor = call.query("tutor_id").flatMap { Tutor.ID(text: $0) }
        return try await page(tutor.map { .of($0) } ?? .all, call)
    }

    @Sendable private func listOfTutor(_ call: TenantCall) async throws -> Response {
        try await page(.of(try call.id()), call, withPhotos: true)
    }

    @Sendable private func forBath(_ call: TenantCall) async throws -> Response {
        try await page(.dueForBath(days: call.number("days") ?? 30), call)
    }

    @Sendable private func forVaccine(_ call: TenantCall) async throws -> Response {
        try await page(.dueForVaccine(days: call.number("days") ?? 30), call)
    }

    @Sendable private func birthdays(_ call: TenantCall) async throws -> Response {
        try await page(.bornIn(month: call.number("month")), call)
    }

    @Sendable private func stats(_ call: TenantCall) async throws -> Response {
        let totals = try await pets.totals(in: call.scope)
        func named<Word: RawRepresentable<String>>(_ counts: [Word: Int]) -> JSONValue {
            .object(Dictionary(uniqueKeysWithValues: counts.map { ($0.key.rawValue, .int($0.value)) }))
        }
        return try JSONBody.response(
            DataBody(
                data: JSONValue.object([
                    "total": .int(totals.all), "ativos": .int(totals.active),
                    "inativos": .int(totals.all - totals.active), "por_especie": named(totals.kinds),
                    "por_porte": named(totals.sizes),
                ])))
    }

    @Sendable private func show(_ call: TenantCall) async throws -> Response {
        let (pet, tutor) = try Self.address(call)
        return try one(try await pets.find(pet, of: tutor, in: call.scope), call)
    }

    @Sendable private func create(_ call: TenantCall) async throws -> Response {
        guard let tutor: Tutor.ID = call.form.id("tutor_id") else { throw Problem.notFound }
        return try await add(to: tutor, call)
    }

    @Sendable private func createOfTutor(_ call: TenantCall) async throws -> Response {
        try await add(to: try call.id(), call)
    }

    @Sendable private func change(_ call: TenantCall) async throws -> Response {
        try PetForm.check(call.form)
        return try await changed(call, PetForm.edit(call.form))
    }

    @Sendable private func remove(_ call: TenantCall) async throws -> Response {
        let (pet, tutor) = try Self.address(call)
        guard let isGone = try await pets.remove(pet, of: tutor, in: call.scope) else { throw Problem.notFound }
        return try JSONBody.response(
            MessageBody(message: isGone ? "Pet excluído." : "O pet tem visitas registradas e foi desativado."))
    }

    @Sendable private func addVaccine(_ call: TenantCall) async throws -> Response {
        guard let vaccine = PetForm.readVaccine(call.form) else { throw Problem.notFound }
        return try await changed(call, status: .created) { details in
            details.record.vaccines.append(vaccine)
            guard details.record.vaccines.count <= Pets.mostVaccines else {
                throw RegistryError.tooMany(limit: Pets.mostVaccines)
            }
        }
    }

    private func add(to tutor: Tutor.ID, _ call: TenantCall) async throws -> Response {
        try PetForm.check(call.form)
        return try one(
            try await pets.add(to: tutor, in: call.scope, PetForm.edit(call.form)), call, status: .created)
    }

    private func changed(
        _ call: TenantCall, status: HTTPResponse.Status = .ok,
        _ edit: @escaping @Sendable (inout PetDetails) throws -> Void
    ) async throws -> Response {
        let (pet, tutor) = try Self.address(call)
        return try one(try await pets.change(pet, of: tutor, in: call.scope, edit), call, status: status)
    }

    /// The pet of the path, and whose it must be where the path says so.
    private static func address(_ call: TenantCall) throws -> (Pet.ID, Tutor.ID?) {
        guard call.context.parameters.get("petId") != nil else { return (try call.id(), nil) }
        return (try call.id("petId"), try call.id())
    }

    private func page(_ wanted: Pets.Wanted, _ call: TenantCall, withPhotos: Bool = false) async throws -> Response {
        let page = call.page()
        let found = try await pets.list(
            wanted, limit: page.limit, offset: page.offset, withPhotos: withPhotos, in: call.scope)
        let bodies = found.pets.map { PetBody.shape.body(of: .init(details: $0, company: call.scope.companyID)) }
        return try JSONBody.response(PageBody(bodies, total: found.total, page))
    }

    private func one(
        _ details: PetDetails?, _ call: TenantCall, status: HTTPResponse.Status = .ok
    ) throws -> Response {
        guard let details else { throw Problem.notFound }
        let body = PetBody.shape.body(of: .init(details: details, company: call.scope.companyID))
        return try JSONBody.response(DataBody(data: body), status: status)
    }
}
