/// The type under which a file is handed out: one of a few that a browser only shows or plays, else plain bytes. What
/// the sender's phone says is never repeated: a page or a script in its clothes would run as ours.
package enum SafeType {
    private static let types: Set<String> = [
        "image/jpeg", "image/png", "image/webp", "image/gif", "audio/ogg", "audio/mpeg", "audio/mp4", "audio/aac",
        "audio/amr", "video/mp4", "video/3gpp", "application/pdf",
    ]
    private static let endings = [
        "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/gif": "gif", "audio/ogg": "ogg",
        "audio/mpeg": "mp3", "audio/mp4": "m4a", "audio/aac": "aac", "audio/amr": "amr", "video/mp4": "mp4",
        "video/3gpp": "3gp", "application/pdf": "pdf",
    ]

    package static func of(_ mimetype: String) -> String {
        let plain = mimetype.prefix { $0 != ";" }.lowercased().filter { !$0.isWhitespace }
        return types.contains(plain) ? plain : "application/octet-stream"
    }

    /// A name for a file that came without one, after the message it came with.
    package static func name(of mimetype: String, message: String) -> String {
        "auzap-\(message).\(endings[of(mimetype)] ?? "bin")"
    }
}
