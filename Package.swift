// swift-tools-version: 6.1
import PackageDescription

// The release is linked with Swift's runtime inside (see `make release`); the C libraries under it
// come from Debian's static archives, named in the module maps of the small C targets.
let package = Package(
    name: "auzap",
    products: [
        .executable(name: "auzap", targets: ["Appliance"]),
        .executable(name: "waha-stand-in", targets: ["StandIn"]),
    ],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-configuration", exact: "1.4.0", traits: []),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        .target(name: "CSQLite", linkerSettings: [.linkedLibrary("m")]),
        .target(name: "CSodium"),
        .target(name: "CCrypt"),
        .target(name: "CZlib"),
        .target(name: "CCurl", linkerSettings: [.linkedLibrary("dl")]),
        .target(
            name: "PanelAssets",
            exclude: ["files"]
        ),

        .target(name: "Domain"),
        .target(
            name: "Storage",
            dependencies: [
                "Domain", "CSQLite",
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .target(
            name: "Business",
            dependencies: [
                "Domain", "Storage", "CSodium", "CCrypt", "CCurl",
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .target(
            name: "Agent",
            dependencies: [
                "Domain", "Storage", "Business",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
        .target(
            name: "Web",
            dependencies: [
                "Domain", "Storage", "Business", "PanelAssets", "CZlib",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
        .executableTarget(
            name: "Appliance",
            dependencies: [
                "Domain", "Storage", "Business", "Agent", "Web",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),

        .target(
            name: "Support",
            dependencies: [
                "Domain", "Storage", "Business", "Agent",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            path: "Tests/Support"
        ),
        .executableTarget(name: "StandIn", dependencies: ["Support"], path: "Tests/StandIn"),
        .executableTarget(
            name: "Bench",
            dependencies: [
                "Domain", "Storage", "Business", "CSQLite",
                .product(name: "Hummingbird", package: "hummingbird"),
            ],
            path: "Tests/Bench"
        ),
        .executableTarget(name: "Eval", dependencies: ["Support"], path: "Tests/Eval"),
        .executableTarget(name: "Torture", dependencies: ["Domain", "Storage"], path: "Tests/Torture"),
        .executableTarget(
            name: "TortureDelivery", dependencies: ["Domain", "Business", "Support"], path: "Tests/TortureDelivery"),
        .testTarget(name: "DomainTests", dependencies: ["Domain"]),
        .testTarget(
            name: "StorageTests",
            dependencies: ["Storage", "Support", .product(name: "Logging", package: "swift-log")]
        ),
        .testTarget(name: "BusinessTests", dependencies: ["Business", "Support"]),
        .testTarget(name: "AgentTests", dependencies: ["Agent", "Support"]),
        .testTarget(
            name: "WebTests",
            dependencies: [
                "Web", "Support",
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
            ]
        ),
        .testTarget(
            name: "ApplianceTests",
            dependencies: ["Appliance", "Support"]
        ),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .c2x
)
