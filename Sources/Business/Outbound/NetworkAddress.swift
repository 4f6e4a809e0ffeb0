import Foundation

/// An IPv4 or IPv6 address.
struct NetworkAddress: Sendable, Hashable, CustomStringConvertible {
    /// 4 or 16 bytes, network order.
    let bytes: [UInt8]

    /// - Returns: nil unless there are 4 or 16 bytes.
    init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = Array(bytes)
    }

    /// Whether it is reached over the open internet: no machine of this network, and no cloud's metadata service.
    ///
    /// Follows the IANA special-purpose registries for IPv4 and IPv6. An IPv4 address inside an IPv6 one counts as
    /// itself.
    var isPublic: Bool {
        if bytes.count == 4 { return !Self.closedV4.contains { $0.covers(bytes) } }
        if let inner = embeddedV4 { return inner.isPublic }
        return Self.openV6.covers(bytes) && !Self.closedV6.contains { $0.covers(bytes) }
    }

    /// The IPv4 address in `::ffff:0:0/96` (mapped) or `64:ff9b::/96` (NAT64, RFC 6052).
    private var embeddedV4: NetworkAddress? {
        let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]
        let translated: [UInt8] = [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0]
        guard bytes.starts(with: mapped) || bytes.starts(with: translated) else { return nil }
        return NetworkAddress(bytes: bytes[12...])
    }

    var description: String {
        var address = bytes
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        guard inet_ntop(family, &address, &text, socklen_t(text.count)) != nil else { return "?" }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}

extension NetworkAddress {
    /// The addresses that begin with the same bits.
    private struct Block: Sendable {
        let start: [UInt8]
        let bits: Int

        init(_ start: [UInt8], _ bits: Int) {
            self.start = start
            self.bits = bits
        }

        func covers(_ bytes: [UInt8]) -> Bool {
            (0..<(bits + 7) / 8).allSatisfy { index in
                let mask = UInt8(truncatingIfNeeded: 0xff00 >> min(8, bits - index * 8))
                let wanted = index < start.count ? start[index] : 0
                return bytes[index] & mask == wanted & mask
            }
        }
    }

    private static let closedV4 = [
        Block([0], 8), Block([10], 8), Block([100, 64], 10), Block([127], 8), Block([169, 254], 16),
        Block([172, 16], 12), Block([192, 0, 0], 24), Block([192, 0, 2], 24), Block([192, 88, 99], 24),
        Block([192, 168], 16), Block([198, 18], 15), Block([198, 51, 100], 24), Block([203, 0, 113], 24),
        Block([224], 4), Block([240], 4),
        // Azure's host agent answers at a public address, and only from inside.
        Block([168, 63, 129, 16], 32),
    ]

    private static let openV6 = Block([0x20], 3)

    /// Teredo and its neighbours, documentation, 6to4.
    private static let closedV6 = [
        Block([0x20, 0x01, 0], 23), Block([0x20, 0x01, 0x0d, 0xb8], 32), Block([0x20, 0x02], 16),
        Block([0x3f, 0xff, 0], 20),
    ]
}
