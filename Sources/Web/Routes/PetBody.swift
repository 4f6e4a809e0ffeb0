import Business
import Domain

/// A pet on its way out.
struct ShownPet: Sendable {
    let details: PetDetails
    let company: Company.ID

    var pet: Pet { details.pet }
    var record: PetRecord { details.record }
}

enum PetBody {
    static let shape = Shape<ShownPet>(fields: identity + health + care)
    static let schema = shape.schema(named: "Pet")

    private typealias Fields = [Shape<ShownPet>.Field]

    private static let identity: Fields = [
        .init("id", .id) { .id($0.pet.id) },
        .init("company_id", .id) { .id($0.company) },
        .init("tutor_id", .id) { .id($0.pet.tutorID) },
        .init("nome", .text) { .string($0.pet.name) },
        .init("tipo", .words(Pet.Species.self).orNull) { .text($0.pet.species?.rawValue) },
        .init("especie", .words(Pet.Species.self).orNull) { .text($0.pet.species?.rawValue) },
        .init("raca", .text.orNull) { .text($0.pet.breed) },
        .init("idade", .integer.orNull) { .int($0.pet.age) },
        .init("data_nascimento", .day.orNull) { .text($0.record.birthday) },
        .init("porte", .words(Pet.Size.self).orNull) { .text($0.pet.size?.rawValue) },
        .init("pelagem", .words(Pet.Coat.self).orNull) { .text($0.pet.coat?.rawValue) },
        .init("peso", .number.orNull) { shown in shown.record.grams.map { .number(Double($0) / 1000) } ?? .null },
        .init("sexo", .words(PetRecord.Sex.self).orNull) { .text($0.record.sex?.rawValue) },
        .init("castrado", .boolean.orNull) { .flag($0.record.isNeutered) },
        .init("chip_numero", .text.orNull) { .text($0.record.chip) },
        .init("foto_url", .text(0...Picture.longest).orNull) { .text($0.details.photoData ?? $0.record.photoURL) },
    ]

    private static let health: Fields = [
        .init("temperamento", .text.orNull) { .text($0.record.temperament) },
        .init("condicoes_saude", .text.orNull) { .text($0.record.health) },
        .init("alergias", .text.orNull) { .text($0.record.allergies) },
        .init("medicamentos", .text.orNull) { .text($0.record.medicines) },
        .init("veterinario_nome", .text.orNull) { .text($0.record.vetName) },
        .init("veterinario_telefone", .text.orNull) { .text($0.record.vetPhone) },
        .init("observacoes", .text.orNull) { .text($0.record.notes) },
        .init("vacinas", .list(vaccine.schema(named: "Vaccine"))) { .array($0.record.vaccines.map(vaccine.body)) },
    ]

    private static let care: Fields = [
        .init("servicos_preferidos", .list(.text)) { .texts($0.record.favourites) },
        .init("proximo_banho", .day.orNull) { .text($0.record.nextBath) },
        .init("ultimo_banho", .day.orNull) { .text($0.details.lastBath) },
        .init("is_active", .boolean) { .bool($0.record.isActive) },
        .init("created_at", .moment) { .moment($0.details.createdAt) },
        .init("updated_at", .moment) { .moment($0.details.updatedAt) },
    ]

    private static let vaccine = Shape<Vaccine>(fields: [
        .init("nome", .text) { .string($0.name) },
        .init("data", .day) { .text($0.day) },
        .init("proxima_dose", .day.orNull) { .text($0.nextDose) },
    ])
}

enum PetForm {
    static let schema: Schema = .object([.always("nome", .text(1...80))] + fields)
    static let partialSchema: Schema = .object([.maybe("nome", .text(1...80))] + fields)
    /// As `schema`, for an address that does not say whose pet it is.
    static let ownedSchema: Schema = .object([.always("tutor_id", .id), .always("nome", .text(1...80))] + fields)

    static let vaccine: Schema = .object(vaccineFields)
    private static let vaccineFields: [Schema.Field] = [
        .always("nome", .text(1...80)), .always("data", .day), .maybe("proxima_dose", .day.orBlank),
    ]

    private static let kinds: Schema = .words(Pet.Species.allCases.map(\.rawValue) + ["cachorro"])

    private static let fields: [Schema.Field] = [
        .maybe("tipo", kinds.orBlank), .maybe("especie", kinds.orBlank, "The same as `tipo`, which wins"),
        .maybe("raca", .text(0...80).orNull), .maybe("idade", .integer(0...100).orNull, "Whole years"),
        .maybe("data_nascimento", .day.orBlank), .maybe("porte", Schema.words(Pet.Size.self).orBlank),
        .maybe("pelagem", Schema.words(Pet.Coat.self).orBlank), .maybe("peso", .number(0...500).orNull, "Kilograms"),
        .maybe("sexo", Schema.words(PetRecord.Sex.self).orBlank),
        .maybe("castrado", .boolean.orNull), .maybe("chip_numero", .text(0...40).orNull),
        .maybe("foto_url", .picture), .maybe("temperamento", .text(0...200).orNull),
        .maybe("condicoes_saude", .text(0...1000).orNull), .maybe("alergias", .text(0...1000).orNull),
        .maybe("medicamentos", .text(0...1000).orNull), .maybe("veterinario_nome", .text(0...120).orNull),
        .maybe("veterinario_telefone", .text(0...30).orNull), .maybe("observacoes", .text(0...2000).orNull),
        .maybe("servicos_preferidos", .list(.text(1...120), upTo: 20)), .maybe("proximo_banho", .day.orBlank),
        .maybe("vacinas", .list(vaccine, upTo: Pets.mostVaccines)), .maybe("is_active", .boolean),
    ]

    /// - Throws: 400 with what the schema cannot say.
    static func check(_ form: Form) throws {
        try Problem.check([Picture.fault("foto_url", in: form)])
    }

    /// What this form changes.
    static func edit(_ form: Form) -> @Sendable (inout PetDetails) -> Void {
        { details in
            details.pet.name = form.text("nome") ?? details.pet.name
            if form.has("tipo") || form.has("especie") { details.pet.species = species(form) }
            details.pet.breed = form.text("raca", or: details.pet.breed)
            if form.has("porte") { details.pet.size = form.word("porte") }
            if form.has("pelagem") { details.pet.coat = form.word("pelagem") }
            details.pet.age = form.int("idade", or: details.pet.age)
            edit(form, &details.record)
            if form.has("foto_url") { setPicture(form.text("foto_url").flatMap { Picture($0) }, of: &details) }
        }
    }

    private static func edit(_ form: Form, _ record: inout PetRecord) {
        record.isActive = form.bool("is_active") ?? record.isActive
        record.birthday = form.day("data_nascimento", or: record.birthday)
        if form.has("peso") { record.grams = form.number("peso").map { Int(($0 * 1000).rounded()) } }
        if form.has("sexo") { record.sex = form.word("sexo") }
        record.isNeutered = form.bool("castrado", or: record.isNeutered)
        record.chip = form.text("chip_numero", or: record.chip)
        record.temperament = form.text("temperamento", or: record.temperament)
        record.health = form.text("condicoes_saude", or: record.health)
        record.allergies = form.text("alergias", or: record.allergies)
        record.medicines = form.text("medicamentos", or: record.medicines)
        record.vetName = form.text("veterinario_nome", or: record.vetName)
        record.vetPhone = form.text("veterinario_telefone", or: record.vetPhone)
        record.notes = form.text("observacoes", or: record.notes)
        if let favourites = form.texts("servicos_preferidos") { record.favourites = favourites }
        record.nextBath = form.day("proximo_banho", or: record.nextBath)
        if let vaccines = form.forms("vacinas") { record.vaccines = vaccines.compactMap(readVaccine) }
    }

    static func readVaccine(_ form: Form) -> Vaccine? {
        guard let name = form.text("nome"), let day = form.day("data", or: nil) else { return nil }
        return Vaccine(name: name, day: day, nextDose: form.day("proxima_dose", or: nil))
    }

    private static func species(_ form: Form) -> Pet.Species? {
        let word = form.text("tipo") ?? form.text("especie")
        return word == "cachorro" ? .dog : word.flatMap { Pet.Species(rawValue: $0) }
    }

    private static func setPicture(_ picture: Picture?, of details: inout PetDetails) {
        details.record.photoURL = nil
        details.photoData = nil
        switch picture {
        case .address(let address): details.record.photoURL = address
        case .data(let data): details.photoData = data
        case nil: break
        }
    }
}
