/// Finds the shop's services in a customer's words: the longest name wins, synonyms and small typos count.
struct ServiceNames {
    private struct Entry {
        let id: PetService.ID
        let words: [String]
    }

    private let entries: [Entry]

    init(_ services: [NamedService]) {
        entries = services.prefix(200).map { service in
            let words = Tokenizer.tokenize(service.name).tokens.filter { $0.kind == .word }.map(\.text)
            return Entry(id: service.id, words: words.filter { !Self.fillers.contains($0) }.map(Self.stem))
        }
        .filter { !$0.words.isEmpty }
        .sorted { $0.words.count > $1.words.count }
    }

    /// - Parameter pets: Words that name a pet: "banho no Thor e tosa na Mel" names no "banho e tosa".
    /// - Returns: Services in the order of the text, each with the word where it begins.
    func named(in words: [String], besides pets: Set<Int> = []) -> [(position: Int, id: PetService.ID)] {
        var stems = words.map(Self.stem)
        for index in pets where stems.indices.contains(index) { stems[index] = Self.petMark }
        // "banho sem tosa" names no tosa.
        for index in stems.indices.dropFirst() where stems[index - 1] == "sem" { stems[index] = "" }
        var used: Set<Int> = []
        var found: [(position: Int, id: PetService.ID)] = []
        for entry in entries {
            while let places = places(of: entry.words, in: stems, without: used) {
                used.formUnion(places)
                found.append((places.min() ?? 0, entry.id))
            }
        }
        for (position, stem) in stems.enumerated() where !used.contains(position) {
            // "tosa completa" is no "Tosa higiênica".
            if let next = stems.element(position + 1), !used.contains(position + 1), Self.qualifiers.contains(next) {
                continue
            }
            guard let id = onlyEntry(with: stem) else { continue }
            used.insert(position)
            found.append((position, id))
        }
        return found.sorted { $0.position < $1.position }
    }

    /// Where all of `name` stands within a few words, in any order.
    private func places(of name: [String], in stems: [String], without used: Set<Int>) -> [Int]? {
        for start in stems.indices
        where !used.contains(start) && name.contains(where: { Self.matches($0, stems[start]) }) {
            let window = start..<min(stems.count, start + name.count + 3)
            let places = name.compactMap { word in
                window.first { !used.contains($0) && Self.matches(word, stems[$0]) }
            }
            if Set(places).count == name.count, isOneName(places, stems) { return places }
        }
        return nil
    }

    /// False for "tosa por banho" and "banho ou tosa".
    private func isOneName(_ places: [Int], _ stems: [String]) -> Bool {
        guard let first = places.min(), let last = places.max() else { return false }
        return !stems[first...last].contains { Self.separators.contains($0) }
    }

    /// The one service whose name holds `stem`, where no other does: "higiênica", "tosa" in a shop with one kind.
    private func onlyEntry(with stem: String) -> PetService.ID? {
        guard stem.count >= 4, !Self.vague.contains(stem) else { return nil }
        let holders = entries.filter { $0.words.contains { Self.matches($0, stem) } }
        if holders.count == 1 { return holders[0].id }
        let headed = holders.filter { $0.words.first.map { Self.matches($0, stem) } ?? false }
        return headed.count == 1 ? headed[0].id : nil
    }

    private static func matches(_ left: String, _ right: String) -> Bool {
        if left == right { return true }
        guard left.utf8.count >= 6, right.utf8.count >= 6, left.utf8.first == right.utf8.first else { return false }
        return EditDistance.isAtMostOne(Array(left.utf8), Array(right.utf8))
    }

    /// One form for a word, its plural and its everyday synonyms.
    static func stem(_ word: String) -> String {
        if let known = synonyms[word] { return known }
        guard word.utf8.count > 3, word.utf8.last == UInt8(ascii: "s") else { return word }
        let singular = String(word.dropLast())
        return synonyms[singular] ?? singular
    }

    /// Stands where a pet is named; no word looks like it.
    private static let petMark = "\u{0}"
    private static let separators: Set<String> = [
        petMark, "por", "pelo", "ou", "nao", "so", "sem", "mas", "inves", "vez",
    ]
    private static let fillers: Set<String> = [
        "de", "da", "do", "das", "dos", "e", "com", "pra", "pro", "a", "o", "na", "no", "em", "por", "caes", "pet",
    ]
    /// Words of a service name that alone name none.
    private static let vague: Set<String> = [
        "completa", "completo", "simples", "pequeno", "medio", "grande", "porte", "gigante", "pelo", "corte", "curto",
        "longo", "geral", "dente", "limpeza", "pata", "cachorro", "gato", "pacote", "mensal", "filhote", "avulso",
    ]
    private static let qualifiers: Set<String> = [
        "completa", "completo", "geral", "total", "bebe", "tesoura", "maquina", "curta", "baixa", "seco", "simples",
        "padrao", "premium", "medicinal", "terapeutico", "especial",
    ]
    private static let synonyms: [String: String] = [
        "banhar": "banho", "lavar": "banho", "lavagem": "banho", "banhozinho": "banho", "tosar": "tosa",
        "tosado": "tosa", "tosada": "tosa", "tosadinha": "tosa", "aparar": "tosa", "higienico": "higienica",
        "higienicas": "higienica", "hidratar": "hidratacao", "hidratante": "hidratacao", "hidrata": "hidratacao",
        "unhas": "unha", "unhinha": "unha", "unhinhas": "unha", "dentes": "dente", "escovar": "escovacao",
        "vacinar": "vacina", "vacinacao": "vacina", "consultar": "consulta", "veterinario": "consulta",
        "veterinaria": "consulta", "hotelzinho": "hotel", "hospedar": "hotel", "hospedagem": "hotel",
        "orelhas": "ouvido", "orelha": "ouvido", "ouvidos": "ouvido", "taxidog": "taxi",
    ]
}
