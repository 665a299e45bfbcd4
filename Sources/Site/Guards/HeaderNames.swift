package import HTTPTypes

extension HTTPField.Name {
    package static var hxRequest: Self { named("HX-Request") }
    package static var hxRedirect: Self { named("HX-Redirect") }
    static var hxCurrentURL: Self { named("HX-Current-URL") }
    static var csrfToken: Self { named("X-CSRF-Token") }
    static var requestID: Self { named("X-Request-Id") }
    static var referrerPolicy: Self { named("Referrer-Policy") }
    static var permissionsPolicy: Self { named("Permissions-Policy") }
    static var crossOriginOpenerPolicy: Self { named("Cross-Origin-Opener-Policy") }

    private static func named(_ name: String) -> Self { Self(name) ?? .connection }
}
