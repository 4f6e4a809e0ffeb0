import Domain
import Testing

@Suite struct MoneyTests {
    @Test("every centavo up to a thousand reais goes to reais and back")
    func roundTrip() {
        for centavos in Int64(-100_000)...100_000 where Money(reais: Double(centavos) / 100)?.centavos != centavos {
            Issue.record("\(centavos)")
            return
        }
    }

    @Test(
        "an amount that is no whole number of centavos, or no amount, is refused",
        arguments: [0.001, 49.999, 1.005, .nan, .infinity, -.infinity, 10_000_000.01, -10_000_001, 1e300])
    func refused(reais: Double) {
        #expect(Money(reais: reais) == nil)
    }

    @Test("the largest amount is taken")
    func largest() {
        #expect(Money(reais: 10_000_000)?.centavos == 1_000_000_000)
    }

    @Test(
        "is written the Brazilian way",
        arguments: [
            (0, "R$ 0,00"), (5, "R$ 0,05"), (123_450, "R$ 1.234,50"), (100_000_000, "R$ 1.000.000,00"),
            (99_999, "R$ 999,99"), (-1990, "-R$ 19,90"), (.min, "-R$ 92.233.720.368.547.758,08"),
        ] as [(Int64, String)])
    func formatted(centavos: Int64, text: String) {
        #expect(Money(centavos: centavos).formatted == text)
    }
}
