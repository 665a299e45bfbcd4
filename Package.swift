// swift-tools-version: 6.1
import PackageDescription

// The manifest is the map of the house: ground floor, features, roof (ARCHITECTURE.md). Arrows point down only.

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

/// The small modules that everything else calls in loops are optimised in debug builds too (decision 14).
let optimised = settings + [.unsafeFlags(["-O"], .when(configuration: .debug))]

let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioTesting = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")

func ground(
    _ name: String, _ dependencies: [Target.Dependency] = [], settings: [SwiftSetting] = settings
) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// A business capability: its rules, store, pages, templates and texts, on the same ground as every other.
func feature(_ name: String, _ dependencies: [Target.Dependency], settings: [SwiftSetting] = settings) -> Target {
    .target(
        name: name, dependencies: ["Database", "Measures", "Rights", "Site"] + dependencies, exclude: ["README.md"],
        swiftSettings: settings, plugins: ["Embedding"])
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

let package = Package(
    name: "mainstay",
    products: [.executable(name: "mainstay", targets: ["Mainstay"])],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    ],
    targets: [
        .plugin(name: "Embedding", capability: .buildTool()),

        // Ground floor: what every feature stands on.
        ground("Measures", settings: optimised),
        ground("Statistics"),
        .systemLibrary(name: "CLibcrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        ground("Cryptography", ["CLibcrypto"]),
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        ground("Tabular", ["CXLSXWriter", "CZlib", "Measures"], settings: optimised),
        .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        ground("Mail", ["CCurl", "Cryptography", "Measures"]),
        ground("Rights"),
        ground("Database", settings: optimised),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        ground("DatabaseSQLite", ["CSQLite", "Database"], settings: optimised),
        .systemLibrary(name: "CLibpq", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        ground("DatabasePostgres", ["Database", "CLibpq"], settings: optimised),
        ground("Audit", ["Cryptography", "Database", "Rights"]),
        ground("Judging", ["Audit", "Database", "Measures"]),
        ground("Jobs", ["Database", "Measures", logging]),
        .target(
            name: "Site",
            dependencies: [
                "CZlib", "Cryptography", "Database", "Measures", "Rights", "Tabular", httpTypes, hummingbird, logging,
                nio,
            ],
            exclude: ["README.md"], swiftSettings: settings, plugins: ["Embedding"]),

        // First floor: one module per business capability.
        feature("People", ["Audit", "CQREncode", "Cryptography", hummingbird]),
        feature("API", ["Audit", "Cryptography", "Judging", "People", httpTypes, hummingbird, nio]),
        feature("Accounts", ["API", "Audit", "People", hummingbird]),
        feature("Notices", ["Jobs", "Mail", "People", hummingbird]),
        feature("Tasks", ["API", "Accounts", "Audit", "Notices", "People", hummingbird]),
        feature("Contacts", ["API", "Accounts", "Audit", "People", hummingbird]),
        feature("Activities", ["API", "Accounts", "Audit", "Contacts", "Notices", "People", "Tasks", hummingbird]),
        feature("Policies", ["Judging", "People", hummingbird]),
        feature("Ledger", ["API", "Accounts", "Audit", "Cryptography", "People", hummingbird]),
        feature(
            "Imports",
            ["API", "Accounts", "Audit", "Cryptography", "Jobs", "Ledger", "People", "Tabular", hummingbird, logging],
            settings: optimised),
        feature(
            "Classification",
            [
                "API", "Accounts", "Audit", "Jobs", "Judging", "Ledger", "People", "Policies", "Statistics", "Tabular",
                hummingbird,
            ]),
        feature("Portfolio", ["API", "Accounts", "Ledger", "People", "Statistics", "Tabular", hummingbird]),

        feature("Tour", [hummingbird]),

        // Roof: the list of features, the commands, and the program that runs them.
        ground(
            "Composition",
            [
                "API", "Accounts", "Activities", "Classification", "Contacts", "Database", "Imports", "Jobs", "Judging",
                "Ledger", "Measures", "Notices", "People", "Policies", "Portfolio", "Site", "Tasks", "Tour",
            ]),
        ground(
            "Commands",
            [
                "API", "Accounts", "Activities", "Audit", "CMalloc", "Classification", "Composition", "Contacts",
                "Database", "DatabasePostgres", "DatabaseSQLite", "Imports", "Jobs", "Judging", "Ledger", "Mail",
                "Measures", "Notices", "People", "Portfolio", "Rights", "Site", "Statistics", "Tabular", "Tasks",
                arguments, hummingbird, logging,
            ]),
        .executableTarget(name: "Mainstay", dependencies: ["CMalloc", "Commands"], swiftSettings: settings),

        .target(
            name: "DatabaseTesting", dependencies: ["CLibpq", "Database", "DatabasePostgres", "DatabaseSQLite"],
            path: "Tests/DatabaseTesting", swiftSettings: settings),
        .target(
            name: "CompanyTesting",
            dependencies: ["Accounts", "Classification", "Database", "Ledger", "Measures", "Rights"],
            path: "Tests/CompanyTesting", swiftSettings: settings),
        .target(name: "ProcessTesting", path: "Tests/ProcessTesting", swiftSettings: settings),
        .target(
            name: "SheetTesting", dependencies: ["ProcessTesting"], path: "Tests/SheetTesting",
            exclude: ["read_sheet.py"], swiftSettings: settings),
        .target(
            name: "MailTesting", dependencies: ["ProcessTesting"], path: "Tests/MailTesting",
            exclude: ["smtp_server.py"], swiftSettings: settings),
        .target(
            name: "SiteTesting", dependencies: ["Site", httpTypes, hummingbird, logging, nio, nioTesting],
            path: "Tests/SiteTesting", swiftSettings: settings),
        tests("CryptographyTests", ["Cryptography"]),
        tests("MeasuresTests", ["Measures"]),
        tests("RightsTests", ["Rights"]),
        tests("StatisticsTests", ["Statistics"]),
        tests("TabularTests", ["SheetTesting", "Tabular"]),
        tests("AuditTests", ["Audit", "Database", "DatabaseTesting", "Rights"]),
        tests("DatabaseTests", ["Database", "DatabaseTesting"]),
        tests("JobsTests", ["Database", "DatabaseTesting", "Jobs", "Measures", logging]),
        tests("MailTests", ["CCurl", "Mail", "MailTesting"]),
        tests(
            "SiteTests",
            [
                "Cryptography", "Database", "DatabaseSQLite", "Measures", "Rights", "Site", "SiteTesting", httpTypes,
                hummingbird,
                logging,
                nio,
            ]),
        tests(
            "PeopleTests",
            [
                "Audit", "Cryptography", "Database", "DatabaseSQLite", "DatabaseTesting", "Measures", "People",
                "Rights", "Site",
                "SiteTesting",
                httpTypes,
                hummingbird,
                logging, nio,
            ]),
        tests(
            "AccountsTests",
            [
                "Accounts", "Database", "DatabaseSQLite", "DatabaseTesting", "Ledger", "Measures", "People", "Rights",
                "Site",
                "SiteTesting", httpTypes, hummingbird, logging, nio,
            ]),
        tests(
            "LedgerTests",
            ["Accounts", "Database", "DatabaseTesting", "Ledger", "Measures", "People", "Rights", "Site"]),
        .testTarget(
            name: "ImportsTests",
            dependencies: [
                "Accounts", "Audit", "Classification", "Database", "DatabaseTesting", "Imports", "Judging", "Ledger",
                "Cryptography", "Measures", "People", "Portfolio", "ProcessTesting", "Rights", "Statistics", "Tabular",
            ], exclude: ["reference_tiers.py"], swiftSettings: settings),
        tests(
            "ImportsWebTests",
            [
                "Accounts", "Cryptography", "Database", "DatabaseSQLite", "DatabaseTesting", "Imports", "Jobs",
                "Ledger", "Measures",
                "People", "Rights", "Site", "SiteTesting", "Tabular", httpTypes, hummingbird, logging, nio,
            ]),
        tests("JudgingTests", ["Audit", "Database", "DatabaseTesting", "Judging", "Measures"]),
        tests(
            "ClassificationTests",
            [
                "Accounts", "Classification", "CompanyTesting", "Database", "DatabaseSQLite", "DatabaseTesting", "Jobs",
                "Judging", "Ledger", "Measures", "People", "Policies", "Rights", "Site", "SiteTesting", "Statistics",
                "Tour", httpTypes, hummingbird, logging, nio,
            ]),
        tests(
            "PortfolioTests",
            [
                "Accounts", "Database", "DatabaseSQLite", "DatabaseTesting", "Ledger", "Measures", "People",
                "Portfolio", "Rights",
                "Site", "SiteTesting", httpTypes, hummingbird, logging, nio,
            ]),
        tests(
            "FollowUpTests",
            [
                "Accounts", "Activities", "Audit", "Contacts", "Database", "DatabaseSQLite", "DatabaseTesting", "Jobs",
                "Mail", "MailTesting", "Measures", "Notices", "People", "Rights", "Site", "SiteTesting", "Tasks",
                httpTypes, hummingbird, logging, nio,
            ]),
        tests(
            "APITests",
            [
                "API", "Accounts", "Audit", "Classification", "Composition", "Contacts", "Database", "DatabaseSQLite",
                "DatabaseTesting", "Imports", "Jobs", "Judging", "Ledger", "Measures", "Notices", "People", "Policies",
                "Portfolio", "Rights",
                "Site", "SiteTesting", "Tasks", "Activities", httpTypes, hummingbird, logging, nio,
            ]),
        tests(
            "CompositionTests",
            [
                "API", "Accounts", "Classification", "CompanyTesting", "Composition", "Cryptography", "Database",
                "DatabaseSQLite",
                "DatabaseTesting", "Ledger", "Measures", "People", "Policies", "Portfolio", "Rights", "SheetTesting",
                "Site", "SiteTesting", "Tabular", httpTypes, hummingbird, logging, nio,
            ]),
        tests("CommandsTests", ["Commands", "CompanyTesting", "Database", "DatabaseTesting", arguments]),
        tests("MainstayTests", ["CompanyTesting", "Database", "DatabaseTesting", "ProcessTesting"]),
    ]
)
