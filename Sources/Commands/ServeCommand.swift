import ArgumentParser
import Audit
import Classification
import Composition
import Database
import Foundation
import Glibc
import Hummingbird
import Jobs
import Ledger
import Logging
import Measures
import Notices
import People
import Site

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve the product to browsers.",
        discussion: "While there is no user, the first-run set-up at /setup asks for a token that is printed here.")

    @Option(help: ArgumentHelp("Else MAINSTAY_PORT, else 8080.", valueName: "number"))
    var port: Int?

    @Option(
        help: ArgumentHelp("Listen here; else MAINSTAY_HOST, else 127.0.0.1: this machine only.", valueName: "address"))
    var host: String?

    @Option(
        help: ArgumentHelp("The folder of vendor files; else beside the program, else ./Public.", valueName: "folder"))
    var assets: String?

    @Option(help: ArgumentHelp("The address people use, such as https://mainstay.example.", valueName: "url"))
    var publicURL: String?

    @Option(
        help: ArgumentHelp(
            "How many calls of the API a token may make in a minute; else MAINSTAY_API_RATE, else 1200.",
            valueName: "number"))
    var apiRate: Int?

    @OptionGroup var mail: MailOptions

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        let address = BindAddress.hostname(chosenHost, port: try chosenPort())
        try Self.requireFree(chosenHost, try chosenPort())
        let post = try mail.post(site: try chosenPublicURL())
        let rate = try chosenRate()
        try await database.with { database in
            let token = try await setUpToken(in: database)
            let zone = try await Composition.timeZone(in: database)
            let site = try Site(
                features: Composition.features(setUpToken: token, hasPost: post != nil, callsAMinute: rate),
                database: database,
                settings: settings(zone))
            if let warning = site.assets.warning { Console.say(warning) }
            try await serve(site, at: address, token: token, post: post)
        }
    }

    private func serve(_ site: Site, at address: BindAddress, token: String?, post: MailPost?) async throws {
        let (host, port) = (chosenHost, try chosenPort())
        let application = site.application(address: address) {
            Console.say("Mainstay is at http://\(host == "0.0.0.0" ? "127.0.0.1" : host):\(port)")
            if let token { Console.say("First run: open http://\(host):\(port)/setup and give the token: \(token)") }
        }
        let worker = JobWorker(
            Composition.jobs(post: post), database: site.database, logger: site.settings.logger, now: Composition.now)
        let work = Task { await worker.run() }
        let clock = Task { await keepZone(of: site) }
        let watch = Task { await watchJudgements(of: site) }
        let seals = Task { await sealAudit(of: site) }
        let mornings = Task { await watchMornings(of: site) }
        defer {
            seals.cancel()
            mornings.cancel()
            clock.cancel()
            watch.cancel()
        }
        do { try await application.runService() } catch {
            work.cancel()
            throw error
        }
        work.cancel()
        await work.value
    }

    /// Has all accounts judged anew after the ledger changed, by whomever.
    private func watchJudgements(of site: Site) async {
        let watch = EvaluationJob.Watch()
        try? await DayCosts.fill(site.database)
        repeat {
            // A database that does not answer now is looked at again.
            try? await watch.look(at: site.database, now: Composition.now())
        } while (try? await Task.sleep(for: .seconds(3))) != nil
    }

    /// Has the daily mails sent when their hour has come.
    private func watchMornings(of site: Site) async {
        let store = NoticeMailStore(site.database)
        repeat {
            let (now, zone) = (Composition.now(), site.settings.timeZone)
            let hour = ((now + zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(now)))) / 3_600) % 24
            // A database that does not answer now is asked again.
            try? await store.sendDaily(today: Day(unixSeconds: now, in: zone), hour: hour)
        } while (try? await Task.sleep(for: .seconds(60))) != nil
    }

    /// Seals what the audit has gathered, so that those who write need not wait for each other.
    private func sealAudit(of site: Site) async {
        let audit = AuditStore(site.database)
        repeat {
            // What fails now is sealed the next time.
            while let count = try? await audit.seal(now: Composition.now()), count > 0 {}
        } while (try? await Task.sleep(for: .seconds(60))) != nil
    }

    /// Follows a time zone that another process changed.
    private func keepZone(of site: Site) async {
        while (try? await Task.sleep(for: .seconds(30))) != nil {
            // A database that does not answer now leaves the zone as it was.
            if let zone = try? await Composition.timeZone(in: site.database) { site.settings.zone.change(to: zone) }
        }
    }

    private var chosenHost: String { host ?? Console.environment("MAINSTAY_HOST") ?? "127.0.0.1" }

    func validate() throws {
        if let port, !(1...65_535).contains(port) { throw ValidationError("A port is a number from 1 to 65535.") }
        if let apiRate, apiRate < 1 { throw ValidationError("A rate is a number above 0.") }
    }

    private func chosenPort() throws -> Int {
        if let port { return port }
        guard let text = Console.environment("MAINSTAY_PORT") else { return 8080 }
        guard let number = Int(text), (1...65_535).contains(number) else {
            throw Failure("MAINSTAY_PORT is no port: \(text).")
        }
        return number
    }

    private func chosenRate() throws -> Int {
        if let apiRate { return apiRate }
        guard let text = Console.environment("MAINSTAY_API_RATE") else { return 1_200 }
        guard let number = Int(text), number > 0 else { throw Failure("MAINSTAY_API_RATE is no number: \(text).") }
        return number
    }

    private func settings(_ zone: TimeZone) throws -> SiteSettings {
        var logger = Logger(label: "mainstay") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = Console.environment("MAINSTAY_LOG").flatMap { Logger.Level(rawValue: $0) } ?? .info
        let executable = Bundle.main.executableURL
        return SiteSettings(
            assets: SiteSettings.assetsFolder(
                asked: assets ?? Console.environment("MAINSTAY_ASSETS"), executable: executable),
            publicURL: try chosenPublicURL(), timeZone: zone, clock: Composition.now, logger: logger)
    }

    private func chosenPublicURL() throws -> URL? {
        guard let text = publicURL ?? Console.environment("MAINSTAY_PUBLIC_URL") else { return nil }
        guard let url = URL(string: text), url.scheme == "http" || url.scheme == "https" else {
            throw Failure("The public URL must begin with http:// or https://.")
        }
        return url
    }

    private func setUpToken(in database: any Database) async throws -> String? {
        try await PeopleStore(database).hasAdministrator() ? nil : RandomPassword.make()
    }

    /// A busy port is told in one sentence, before anything else is begun.
    private static func requireFree(_ host: String, _ port: Int) throws {
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, nil, &found) == 0 else {
            throw Failure("There is no host “\(host)” to listen on.")
        }
        freeaddrinfo(found)
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        guard inet_pton(AF_INET, host == "localhost" ? "127.0.0.1" : host, &address.sin_addr) == 1 else { return }
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        if bound != 0, errno == EADDRINUSE {
            throw Failure("Port \(port) is in use; choose another with --port (make demo PORT=…).")
        }
        if bound != 0, errno == EACCES {
            throw Failure("Port \(port) may not be used by this user; choose one above 1023.")
        }
    }
}
