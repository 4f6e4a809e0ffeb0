import Testing

@testable import Business

@Suite struct PasswordRulesTests {
    @Test(
        "a password with all that is asked has no violations",
        arguments: ["Cavalo-Azul-7-Nuvem", "Ração#Premium2026", "aB3!aB3!aB3!", "Chuva de Março: 31"])
    func accepted(password: String) {
        #expect(PasswordRules.violations(in: password) == [])
    }

    @Test(
        "each missing part is told, and only that",
        arguments: [
            ("Curta-1a", "pelo menos 12"), ("cavalo-azul-7-nuvem", "maiúscula"),
            ("CAVALO-AZUL-7-NUVEM", "minúscula"),
            ("Cavalo-Azul-Nuvem", "número"), ("CavaloAzul7Nuvem", "especial"),
            ("Minha-Senha123-Boa", "comum"),
            ("Aa!xx12345678xx", "comum"), ("QwErTy-Cavalo-7", "comum"),
        ])
    func broken(password: String, word: String) {
        let violations = PasswordRules.violations(in: password)
        #expect(violations.count == 1)
        #expect(violations.first?.contains(word) == true)
    }

    @Test("an empty password breaks every rule but the one on common passwords")
    func empty() {
        #expect(PasswordRules.violations(in: "").count == 5)
    }

    @Test("256 bytes are allowed, and more are refused without further reading")
    func length() {
        let longest = "Aa1!" + String(repeating: "x", count: 252)
        #expect(PasswordRules.violations(in: longest) == [])
        #expect(
            PasswordRules.violations(in: longest + "x") == ["A senha pode ter no máximo 256 caracteres."])
        #expect(PasswordRules.violations(in: String(repeating: "x", count: 10_000_000)).count == 1)
    }
}
