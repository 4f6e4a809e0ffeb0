/// What a new password must have.
package enum PasswordRules {
    package static let minimumCharacters = 12
    /// Longer text costs hashing time and protects nobody better.
    package static let maximumBytes = 256

    private static let specials = Set("!@#$%^&*(),.?\":{}|<>_-+=/;[]~")

    /// The rules `password` breaks, as Portuguese sentences in a fixed order; empty when it may be used.
    package static func violations(in password: String) -> [String] {
        guard password.utf8.count <= maximumBytes else {
            return ["A senha pode ter no máximo \(maximumBytes) caracteres."]
        }
        var broken: [String] = []
        if password.count < minimumCharacters {
            broken.append("A senha precisa ter pelo menos \(minimumCharacters) caracteres.")
        }
        if !password.contains(where: \.isUppercase) {
            broken.append("A senha precisa ter pelo menos uma letra maiúscula.")
        }
        if !password.contains(where: \.isLowercase) {
            broken.append("A senha precisa ter pelo menos uma letra minúscula.")
        }
        if !password.utf8.contains(where: { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
            broken.append("A senha precisa ter pelo menos um número.")
        }
        if !password.contains(where: specials.contains) {
            broken.append(
                "A senha precisa ter pelo menos um caractere especial, como ! @ # $ % & * ou ?.")
        }
        let lowered = password.lowercased()
        if common.contains(where: lowered.contains) {
            broken.append(
                "A senha contém uma sequência muito comum, como senha123 ou 12345678. Escolha outra.")
        }
        return broken
    }

    /// The start of every list of leaked passwords, Brazilian ones included, in lower case.
    private static let common = [
        "senha123", "senha1234", "minhasenha", "mudar123", "trocar123", "brasil123", "petshop123",
        "cachorro123",
        "flamengo", "corinthians", "palmeiras", "saopaulo", "password", "passw0rd", "p@ssw0rd",
        "12345678",
        "87654321", "123456789", "123123123", "11111111", "00000000", "qwerty", "asdfgh", "zxcvbn",
        "1q2w3e4r",
        "1qaz2wsx", "abc123", "abcd1234", "a1b2c3d4", "admin123", "administrador", "welcome", "letmein",
        "iloveyou",
        "teamo123", "dragon123", "monkey123", "sunshine", "princesa", "football", "changeme",
        "secret123",
    ]
}
