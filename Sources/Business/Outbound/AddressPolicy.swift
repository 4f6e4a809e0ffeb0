/// Which addresses a call may open a connection to. Checked after name resolution, on the address itself, so a name
/// that resolves to the inside is caught, also one that resolves differently the second time.
package enum AddressPolicy: Sendable, Hashable {
    /// The URL was written by who runs this server: any address will do.
    case operatorConfigured
    /// The URL came from a tenant: only public addresses, except for the hosts the operator listed (lower case,
    /// without port).
    case publicOnly(allowedHosts: Set<String>)

    /// - Parameter host: The URL's own host, before resolution.
    func allows(_ address: NetworkAddress?, of host: String) -> Bool {
        switch self {
        case .operatorConfigured: true
        case .publicOnly(let allowedHosts): allowedHosts.contains(host.lowercased()) || address?.isPublic == true
        }
    }
}
