package import Foundation
package import Logging

/// What the process decides about the site; everything of the business is in the database.
package struct SiteSettings: Sendable {
    /// The folder whose `vendor` part holds the files of others.
    package var assets: URL
    /// The address people use, when the program cannot know it; https makes cookies Secure.
    package var publicURL: URL?
    /// For "today" and the times on pages.
    package let zone: CompanyZone
    /// The time in unix seconds.
    package var clock: @Sendable () -> Int
    /// Where uploads wait until their request ends.
    package var temporaryFolder: URL
    /// Bytes of one upload.
    package var uploadLimit: Int
    /// Seconds after which a connection that sends nothing is closed, in the middle of a request as well: who sends a
    /// letter a minute would else hold it for ever.
    package var idleLimit: Int
    package var logger: Logger
    /// Tests refuse pages whose templates ask for names nobody gave.
    package var refusesUnknownNames: Bool

    package init(
        assets: URL, publicURL: URL? = nil, timeZone: TimeZone, clock: @escaping @Sendable () -> Int,
        temporaryFolder: URL = FileManager.default.temporaryDirectory, uploadLimit: Int = 2_000_000_000,
        idleLimit: Int = 60,
        logger: Logger = Logger(label: "mainstay"), refusesUnknownNames: Bool = false
    ) {
        self.assets = assets
        self.publicURL = publicURL
        zone = CompanyZone(timeZone)
        self.clock = clock
        self.temporaryFolder = temporaryFolder
        self.uploadLimit = uploadLimit
        self.idleLimit = idleLimit
        self.logger = logger
        self.refusesUnknownNames = refusesUnknownNames
    }

    /// The company's.
    package var timeZone: TimeZone { zone.current }

    var isSecure: Bool { publicURL?.scheme?.lowercased() == "https" }

    /// The assets folder: what was asked for, else `Public` beside the executable, else `./Public`.
    package static func assetsFolder(asked: String?, executable: URL?) -> URL {
        if let asked { return URL(fileURLWithPath: asked, isDirectory: true) }
        let beside = executable?.resolvingSymlinksInPath().deletingLastPathComponent()
            .appendingPathComponent("Public", isDirectory: true)
        if let beside, FileManager.default.fileExists(atPath: beside.appendingPathComponent("vendor").path) {
            return beside
        }
        return URL(fileURLWithPath: "Public", isDirectory: true)
    }
}
