/// The addresses of one kind (IPv4 or IPv6) that begin with the same bits.
package struct NetworkBlock: Sendable, Hashable {
    let start: [UInt8]
    let bits: Int
    /// nil: the caller knows of which kind it is.
    private let length: Int?

    init(_ start: [UInt8], _ bits: Int) {
        self.start = start
        self.bits = bits
        length = nil
    }

    /// Reads "10.0.0.0/8", "fd00::/8", or one address.
    package init?(text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let address = NetworkAddress(text: String(parts[0])) else { return nil }
        let most = address.bytes.count * 8
        guard let bits = parts.count == 1 ? most : Int(parts[1]), (0...most).contains(bits) else { return nil }
        start = address.bytes
        self.bits = bits
        length = address.bytes.count
    }

    package func covers(_ address: NetworkAddress) -> Bool {
        (length == nil || length == address.bytes.count) && covers(address.bytes)
    }

    func covers(_ bytes: [UInt8]) -> Bool {
        (0..<(bits + 7) / 8).allSatisfy { index in
            let mask = UInt8(truncatingIfNeeded: 0xff00 >> min(8, bits - index * 8))
            let wanted = index < start.count ? start[index] : 0
            return bytes[index] & mask == wanted & mask
        }
    }
}
