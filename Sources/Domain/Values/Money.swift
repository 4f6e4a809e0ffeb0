/// An amount of Brazilian reais, kept in whole centavos.
package struct Money: Sendable, Hashable, Comparable, Codable {
    package let centavos: Int64

    package init(centavos: Int64) { self.centavos = centavos }

    /// Reads an amount as the API carries it: reais with at most two decimals.
    ///
    /// - Returns: nil when the amount is not finite, has a fraction of a centavo, or exceeds R$ 10 million.
    package init?(reais: Double) {
        let centavos = (reais * 100).rounded()
        guard reais.isFinite, abs(reais) <= 10_000_000, abs(centavos - reais * 100) < 0.001 else { return nil }
        self.centavos = Int64(centavos)
    }

    /// The amount in reais, as the API carries it.
    package var reais: Double { Double(centavos) / 100 }

    /// "R$ 1.234,50", the way it is written in Brazil.
    package var formatted: String {
        let absolute = centavos.magnitude
        var whole = String(absolute / 100)
        var grouped = ""
        while whole.count > 3 {
            grouped = "." + whole.suffix(3) + grouped
            whole.removeLast(3)
        }
        let cents = absolute % 100
        return "\(centavos < 0 ? "-" : "")R$ \(whole)\(grouped),\(cents < 10 ? "0" : "")\(cents)"
    }

    package static func < (left: Self, right: Self) -> Bool { left.centavos < right.centavos }
    package static func + (left: Self, right: Self) -> Self { Money(centavos: left.centavos + right.centavos) }
}
