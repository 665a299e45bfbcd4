package import Hummingbird
import NIOCore

/// What Hummingbird carries along a request; handlers get its `Visit`.
package struct SiteContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// The address of the other end, which behind a proxy is the proxy's.
    package let remoteAddress: String
    /// Known once the visitor has been received.
    var visit: Visit?

    package init(source: Source) {
        coreContext = CoreRequestContextStorage(source: source)
        remoteAddress = source.channel.remoteAddress?.ipAddress ?? "local"
    }
}
