/// A shop's connection to WhatsApp (table `whatsapp_sessions`).
package struct WhatsAppSession: Sendable, Hashable, Identifiable {
    package typealias ID = Identifier<WhatsAppSession>

    /// Raw values are the words stored and sent over the API.
    package enum Status: String, Sendable, Codable, CaseIterable {
        case disconnected, connecting, connected, failed
    }

    /// What carries the messages.
    package enum Transport: String, Sendable, Codable {
        case waha
        /// The panel's simulator and `auzap chat`: nothing leaves the process.
        case simulator
    }

    package let id: ID
    package let companyID: Company.ID
    package var name: SessionName
    package var transport: Transport
    package var status: Status
    package var phone: PhoneNumber?
    /// Where this session's WAHA answers; nil means the server's `WAHA_API_URL`.
    package var wahaURL: String?
    package var lastConnected: Moment?
    /// WAHA has been told of the session, so that what runs there under its name is this company's.
    package var isConfigured: Bool
    package let createdAt: Moment
    package var updatedAt: Moment

    package init(
        id: ID, companyID: Company.ID, name: SessionName, transport: Transport, status: Status,
        phone: PhoneNumber? = nil, wahaURL: String? = nil, lastConnected: Moment? = nil, isConfigured: Bool = false,
        createdAt: Moment, updatedAt: Moment
    ) {
        self.id = id
        self.companyID = companyID
        self.name = name
        self.transport = transport
        self.status = status
        self.phone = phone
        self.wahaURL = wahaURL
        self.lastConnected = lastConnected
        self.isConfigured = isConfigured
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

/// The name of a WAHA session: letters, digits, `_` and `-`, 1 to 54 characters (WAHA's own rule).
package struct SessionName: Sendable, Hashable, Codable, CustomStringConvertible {
    package let rawValue: String

    package init?(_ text: some StringProtocol) {
        guard (1...54).contains(text.utf8.count),
            text.utf8.allSatisfy({ byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                    || byte == 95 || byte == 45
            })
        else { return nil }
        rawValue = String(text)
    }

    package var description: String { rawValue }
}
