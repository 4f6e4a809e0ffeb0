import Foundation
import Logging
import NIOSSL
import Synchronization

/// A certificate chain and its key in two PEM files, read again when either changes: renewing them needs no restart.
package final class CertificateFiles: Sendable {
    private struct Loaded {
        let chain: [NIOSSLCertificateSource]
        let key: NIOSSLPrivateKeySource
        let stamp: [Date]
    }

    private struct State {
        var loaded: Loaded
        var lookedAt: ContinuousClock.Instant
    }

    private let certificate: String
    private let key: String
    private let lookEvery: Duration
    private let log: Logger
    private let state: Mutex<State>

    /// - Parameter lookEvery: How often, at most, the files are looked at.
    /// - Throws: `CertificateError` when they cannot be read or do not belong together.
    package init(certificate: String, key: String, lookEvery: Duration = .seconds(5), log: Logger) throws {
        self.certificate = certificate
        self.key = key
        self.lookEvery = lookEvery
        self.log = log
        state = Mutex(State(loaded: try Self.load(certificate, key), lookedAt: .now))
    }

    /// For a server: TLS 1.2 and later, with the files as they are at each handshake.
    package func configuration() -> TLSConfiguration {
        let first = state.withLock { $0.loaded }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: first.chain, privateKey: first.key)
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        configuration.sslContextCallback = { [self] _, promise in
            let present = present()
            var override = NIOSSLContextConfigurationOverride()
            override.certificateChain = present.chain
            override.privateKey = present.key
            promise.succeed(override)
        }
        return configuration
    }

    /// What is in the files now, or what was there before where they are broken.
    private func present() -> Loaded {
        state.withLock { state in
            guard state.lookedAt.duration(to: .now) >= lookEvery else { return state.loaded }
            state.lookedAt = .now
            guard Self.stamp(certificate, key) != state.loaded.stamp else { return state.loaded }
            do {
                state.loaded = try Self.load(certificate, key)
                log.notice("the certificate was read again")
            } catch {
                log.error("the new certificate cannot be used; the old one stays", metadata: ["error": "\(error)"])
            }
            return state.loaded
        }
    }

    private static func load(_ certificate: String, _ key: String) throws -> Loaded {
        let stamp = stamp(certificate, key)
        do {
            let chain = try NIOSSLCertificate.fromPEMFile(certificate)
            let privateKey = try NIOSSLPrivateKey(file: key, format: .pem)
            var trial = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(privateKey))
            trial.certificateVerification = .none
            // Fails when the two do not belong together.
            _ = try NIOSSLContext(configuration: trial)
            return Loaded(
                chain: chain.map { .certificate($0) }, key: .privateKey(privateKey), stamp: stamp)
        } catch {
            throw CertificateError(description: "\(certificate) and \(key) cannot be used together: \(error)")
        }
    }

    private static func stamp(_ paths: String...) -> [Date] {
        paths.map { path in
            let facts = try? FileManager.default.attributesOfItem(atPath: path)
            return facts?[.modificationDate] as? Date ?? .distantPast
        }
    }
}

/// Why TLS cannot be offered.
package struct CertificateError: Error, CustomStringConvertible {
    package let description: String
}
