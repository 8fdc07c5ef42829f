// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "_CryptoExtras", package: "swift-crypto")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTesting: Target.Dependency = .product(name: "HummingbirdTesting", package: "hummingbird")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")

let package = Package(
    name: "incident-bot",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "incident-bot", targets: ["IncidentBot"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.0.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.0.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.80.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.29.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.4.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.0.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.20.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.6.0"),
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.4.0"),
    ],
    targets: [
        .target(name: "Domain", dependencies: [crypto], swiftSettings: strict),
        .target(
            name: "Agents",
            dependencies: ["Domain"],
            resources: [.copy("Prompts"), .copy("Python")],
            swiftSettings: strict
        ),
        .target(name: "Workflows", dependencies: ["Agents", "Domain", logging, lifecycle], swiftSettings: strict),
        .target(
            name: "SlackInterface",
            dependencies: ["Workflows", "Domain", crypto, hummingbird, logging, lifecycle],
            swiftSettings: strict
        ),
        .target(
            name: "WebInterface",
            dependencies: [
                "Workflows", "Domain", crypto, hummingbird, logging, lifecycle,
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            resources: [.copy("OpenAPI/openapi.json")],
            swiftSettings: strict
        ),
        .systemLibrary(
            name: "CLibcurl",
            pkgConfig: "libcurl",
            providers: [.apt(["libcurl4-openssl-dev"])]
        ),
        .systemLibrary(name: "CLinux"),
        .target(
            name: "Adapters",
            dependencies: [
                "Domain", "CLibcurl", "CLinux", crypto, cryptoExtras, grdb, logging, lifecycle,
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
                .product(name: "Yams", package: "Yams"),
            ],
            resources: [.copy("Sandbox/Probe")],
            swiftSettings: strict
        ),
        .target(
            name: "Rehearsal",
            dependencies: [
                "Domain", crypto, cryptoExtras, hummingbird, logging, lifecycle,
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            resources: [.copy("ModelAnswers"), .copy("Page"), .copy("SampleService"), .copy("Scenarios")],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "IncidentBot",
            dependencies: [
                "Domain", "Agents", "Workflows", "SlackInterface", "WebInterface", "Adapters", "Rehearsal",
                hummingbird, logging, lifecycle, crypto,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict
        ),

        .target(name: "TestSupport", dependencies: ["Domain"], path: "Tests/TestSupport", swiftSettings: strict),
        .executableTarget(
            name: "incident-bench",
            dependencies: [
                "Domain", "Agents", "Adapters", "Rehearsal", "SlackInterface", "TestSupport", "Workflows", crypto,
                hummingbird, hummingbirdTesting, logging, lifecycle,
            ],
            path: "Tests/Benchmarks",
            exclude: ["Claims", "RealWorld"],
            resources: [.copy("Programs"), .copy("Bolt"), .copy("RealWorldSuite/next_change.py")],
            swiftSettings: strict
        ),
        .target(
            name: "BrowserTesting",
            dependencies: ["Adapters", "Domain", "Rehearsal"],
            path: "Tests/BrowserTesting",
            swiftSettings: strict
        ),
        .testTarget(name: "DomainTests", dependencies: ["Domain", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "AgentsTests",
            dependencies: ["Agents", "Adapters", "Domain", "TestSupport", "incident-bench"],
            resources: [.copy("Programs")],
            swiftSettings: strict
        ),
        .testTarget(
            name: "WorkflowsTests",
            dependencies: ["Workflows", "Agents", "Domain", "TestSupport", logging, lifecycle],
            swiftSettings: strict
        ),
        .testTarget(
            name: "SlackInterfaceTests",
            dependencies: [
                "SlackInterface", "Workflows", "Domain", "Adapters", "Rehearsal", "TestSupport", crypto, hummingbird,
                hummingbirdTesting, lifecycle, logging,
            ],
            resources: [.copy("Fixtures")],
            swiftSettings: strict
        ),
        .testTarget(
            name: "WebInterfaceTests",
            dependencies: [
                "WebInterface", "Workflows", "Agents", "Domain", "TestSupport", crypto, hummingbird, hummingbirdTesting,
                logging,
            ],
            resources: [.copy("Fixtures")],
            swiftSettings: strict
        ),
        .testTarget(
            name: "AdaptersTests",
            dependencies: [
                "Adapters", "Domain", "Rehearsal", "TestSupport", crypto, cryptoExtras, grdb, hummingbird, logging,
                lifecycle,
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
            ],
            resources: [.copy("Sandbox/StandIn")],
            swiftSettings: strict
        ),
        .testTarget(
            name: "RehearsalTests",
            dependencies: [
                "Rehearsal", "Adapters", "Domain", "BrowserTesting", "TestSupport", crypto, hummingbird,
                hummingbirdTesting,
                lifecycle, logging,
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "IncidentBotTests",
            dependencies: [
                "IncidentBot", "Domain", "Agents", "Workflows", "SlackInterface", "WebInterface", "Adapters",
                "Rehearsal", "BrowserTesting", "TestSupport", logging, lifecycle, hummingbird,
                .product(name: "Configuration", package: "swift-configuration"),
            ],
            swiftSettings: strict
        ),
    ],
    swiftLanguageModes: [.v6]
)
