import Foundation

/// An IPv4 or IPv6 address.
package struct NetworkAddress: Sendable, Hashable, CustomStringConvertible {
    /// 4 or 16 bytes, network order.
    package let bytes: [UInt8]

    /// - Returns: nil unless there are 4 or 16 bytes.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = Array(bytes)
    }

    /// Reads "203.0.113.7" or "2001:db8::1", nothing looser.
    package init?(text: String) {
        var v4 = in_addr()
        var v6 = in6_addr()
        if inet_pton(AF_INET, text, &v4) == 1 {
            bytes = withUnsafeBytes(of: v4) { Array($0) }
        } else if inet_pton(AF_INET6, text, &v6) == 1 {
            bytes = withUnsafeBytes(of: v6) { Array($0) }
        } else {
            return nil
        }
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

    /// Whether it is this machine itself.
    package var isLoopback: Bool {
        if let inner = embeddedV4 { return inner.isLoopback }
        return bytes.count == 4 ? bytes[0] == 127 : bytes == Array(repeating: 0, count: 15) + [1]
    }

    /// The IPv4 address in `::ffff:0:0/96` (mapped) or `64:ff9b::/96` (NAT64, RFC 6052).
    package var embeddedV4: NetworkAddress? {
        let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]
        let translated: [UInt8] = [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0]
        guard bytes.starts(with: mapped) || bytes.starts(with: translated) else { return nil }
        return NetworkAddress(bytes: bytes[12...])
    }

    package var description: String {
        var address = bytes
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        guard inet_ntop(family, &address, &text, socklen_t(text.count)) != nil else { return "?" }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}

extension NetworkAddress {
    private static let closedV4 = [
        NetworkBlock([0], 8), NetworkBlock([10], 8), NetworkBlock([100, 64], 10), NetworkBlock([127], 8),
        NetworkBlock([169, 254], 16),
        NetworkBlock([172, 16], 12), NetworkBlock([192, 0, 0], 24), NetworkBlock([192, 0, 2], 24),
        NetworkBlock([192, 88, 99], 24),
        NetworkBlock([192, 168], 16), NetworkBlock([198, 18], 15), NetworkBlock([198, 51, 100], 24),
        NetworkBlock([203, 0, 113], 24),
        NetworkBlock([224], 4), NetworkBlock([240], 4),
        // Azure's host agent answers at a public address, and only from inside.
        NetworkBlock([168, 63, 129, 16], 32),
    ]

    private static let openV6 = NetworkBlock([0x20], 3)

    /// Teredo and its neighbours, documentation, 6to4.
    private static let closedV6 = [
        NetworkBlock([0x20, 0x01, 0], 23), NetworkBlock([0x20, 0x01, 0x0d, 0xb8], 32), NetworkBlock([0x20, 0x02], 16),
        NetworkBlock([0x3f, 0xff, 0], 20),
    ]
}
