/// What a scalar counts as once case and accents are set aside.
enum Folding {
    enum Class {
        /// An ASCII lower-case letter stands for it.
        case letter(Unicode.Scalar)
        case digit(Int)
        case mark
        case space
        case lineBreak
        /// Joiners, variation selectors, combining accents: they never separate two letters.
        case ignored
    }

    static func classify(_ scalar: Unicode.Scalar) -> Class {
        switch scalar.value {
        case 0x61...0x7A: .letter(scalar)
        case 0x41...0x5A: .letter(Unicode.Scalar(UInt8(scalar.value + 32)))
        case 0x30...0x39: .digit(Int(scalar.value - 0x30))
        case 0x0A, 0x0D, 0x2028, 0x2029: .lineBreak
        case 0x09, 0x20, 0xA0: .space
        case 0x21...0x7E: .mark
        case 0xD7, 0xF7: .space
        case 0xAA, 0xBA, 0xB0, 0xC0...0xFF: latin(scalar)
        case 0x100...0x24F: .letter("z")
        case 0x2010...0x2015: .mark
        case 0xFF10...0xFF19: .digit(Int(scalar.value - 0xFF10))
        default: isIgnored(scalar) ? .ignored : .space
        }
    }

    /// True for scalars that a reader does not see as a letter of their own.
    static func isIgnored(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0xFE00...0xFE0F, 0xFEFF: true
        default: isAccent(scalar)
        }
    }

    /// True for combining accents, which belong to the letter before.
    static func isAccent(_ scalar: Unicode.Scalar) -> Bool { (0x300...0x36F).contains(scalar.value) }

    private static func latin(_ scalar: Unicode.Scalar) -> Class {
        switch scalar.value {
        case 0xAA, 0xC0...0xC6, 0xE0...0xE6: .letter("a")
        case 0xC7, 0xE7: .letter("c")
        case 0xC8...0xCB, 0xE8...0xEB: .letter("e")
        case 0xCC...0xCF, 0xEC...0xEF: .letter("i")
        case 0xD1, 0xF1: .letter("n")
        case 0xB0, 0xBA, 0xD2...0xD6, 0xD8, 0xF2...0xF6, 0xF8: .letter("o")
        case 0xD9...0xDC, 0xF9...0xFC: .letter("u")
        case 0xDD, 0xFD, 0xFF: .letter("y")
        default: .letter("z")
        }
    }
}
