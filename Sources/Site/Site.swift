package import Database
package import Hummingbird
import Rights
import Synchronization

/// The whole web side, built from its features and settings in one place.
package struct Site: Sendable {
    package let features: [Feature]
    package let database: any Database
    package let settings: SiteSettings
    /// The files of others; `assets.missing` names those that are not there.
    package let assets: Assets
    let pages: PageLibrary
    let bars = FrameBars()
    private let gathered = Gathered()

    /// - Throws: `SiteError` when two features' templates share a name or a template or text file cannot be read.
    package init(features: [Feature], database: any Database, settings: SiteSettings) throws(SiteError) {
        self.features = [Site.ownFeature] + features
        self.database = database
        self.settings = settings
        assets = Assets(folder: settings.assets)
        pages = try PageLibrary(
            features: self.features, files: assets.addresses, refusesUnknownNames: settings.refusesUnknownNames)
    }

    /// What features gave to an extension point, in the order of the features.
    package func contributions<Kind: Contribution>(_ kind: Kind.Type) -> [Kind] {
        gathered.values { features.flatMap { $0.contributions.compactMap { $0 as? Kind } } }
    }

    var reception: Reception? { features.lazy.compactMap(\.reception).first }

    /// Every endpoint of every feature behind the same guards: for `serve` and, in process, for tests.
    package func router() -> Router<SiteContext> { built().router }

    /// What the features answer, and to whom.
    package var endpoints: [Endpoint] { built().endpoints }

    private func built() -> (router: Router<SiteContext>, endpoints: [Endpoint]) {
        let endpoints = EndpointList()
        let router = Router(context: SiteContext.self, options: [.autoGenerateHeadEndpoints])
        router.add(middleware: Envelope(settings: settings))
        router.get("health") { _, _ in Response.text("ok") }
        assets.hang(in: router)
        router.add(middleware: Receptionist(site: self))
        let routes = Routes(site: self, groups: groups(of: router), endpoints: endpoints)
        for feature in features { feature.routes(routes) }
        refuseOtherMethods(in: router)
        return (router, endpoints.all)
    }

    /// The program that listens.
    package func application(address: BindAddress, onServerRunning: @escaping @Sendable () async -> Void = {})
        -> some ApplicationProtocol
    {
        Application(
            router: router(),
            server: .http1(configuration: .init(idleTimeout: .seconds(Int64(settings.idleLimit)))),
            configuration: ApplicationConfiguration(address: address, serverName: nil),
            onServerRunning: { _ in await onServerRunning() }, logger: settings.logger)
    }

    private func groups(of router: Router<SiteContext>) -> [Routes.Audience: RouterGroup<SiteContext>] {
        let forms = FormReader(settings: settings)
        var groups: [Routes.Audience: RouterGroup<SiteContext>] = [
            .anyone: router.group().add(middleware: forms),
            .signedIn: router.group().add(middleware: ViewerGate()).add(middleware: forms),
            .token(nil): router.group(),
        ]
        for act in Act.allCases {
            groups[.whoMay(act)] = router.group().add(middleware: ViewerGate(act: act)).add(middleware: forms)
        }
        return groups
    }

    /// A path that exists answers 405 to the methods it does not know.
    private func refuseOtherMethods(in router: Router<SiteContext>) {
        let query = HTTPRequest.Method(rawValue: "QUERY")
        let methods = [.get, .post, .put, .patch, .delete, .options, .trace] + [query].compactMap { $0 }
        let known = Dictionary(grouping: router.routes, by: { $0.path.description })
        for routes in known.values {
            guard let path = routes.first?.path else { continue }
            let allowed = routes.map(\.method)
            for method in methods where !allowed.contains(method) {
                router.on(path, method: method) { _, _ -> Response in throw Refusal.method(allowed: allowed) }
            }
        }
    }
}

/// What was gathered from the features, which do not change: a page asks a dozen times, and each time every contribution
/// would be asked what it is.
private final class Gathered: Sendable {
    private let known = Mutex<[ObjectIdentifier: any Sendable]>([:])

    func values<Kind: Contribution>(_ gather: () -> [Kind]) -> [Kind] {
        if let values = known.withLock({ $0[ObjectIdentifier(Kind.self)] }) as? [Kind] { return values }
        let values = gather()
        known.withLock { $0[ObjectIdentifier(Kind.self)] = values }
        return values
    }
}

/// A defect of a feature's contribution, found when the site is built or, in tests, when a page is.
package enum SiteError: Error, Sendable, Equatable {
    case duplicateTemplate(String)
    case unreadableTemplate(String, detail: String)
    case unknownTemplate(String)
    case unreadableTexts(feature: String, detail: String)
    case unprintable(template: String, detail: String)
    /// A template asked for names that its page value does not have.
    case unknownNames(template: String, names: [String])
}
