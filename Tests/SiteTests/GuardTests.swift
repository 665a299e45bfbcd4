import Foundation
import HTTPTypes
import Hummingbird
import SiteTesting
@testable import Site
import Testing

@Suite struct GuardTests {
    @Test(arguments: ["/", "/open", "/nowhere", "/health", "/vendor/tabler.min.css", "/vendor/none.css", "/broken"])
    func everyAnswerCarriesTheSecurityHeaders(path: String) async throws {
        try await SampleSite().visit { client in
            let answer = try await client.get(path, .li)
            let policy = try #require(answer.headers[.contentSecurityPolicy])
            #expect(policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"))
            #expect(!policy.contains("unsafe"))
            #expect(answer.headers[.xContentTypeOptions] == "nosniff")
            #expect(answer.headers[.referrerPolicy] == "same-origin")
            #expect(answer.headers[.permissionsPolicy] != nil)
            #expect(answer.headers[.requestID]?.isEmpty == false)
        }
    }

    @Test func aClosedPageAsksForSignInAndRemembersWhereFrom() async throws {
        try await SampleSite().visit { client in
            let page = try await client.get("/closed?a=1&b=2")
            #expect(page.status == .seeOther)
            #expect(page.headers[.location] == "/sign-in?next=%2Fclosed%3Fa%3D1%26b%3D2")
            let partial = try await client.get("/closed", [.hxRequest: "true"])
            #expect(partial.status == .unauthorized)
            #expect(try await client.get("/closed", [.accept: "application/json"]).status == .unauthorized)
            #expect(try await client.get("/closed", .li).text == "closed")
            #expect(try await client.get("/closed", [.cookie: "mainstay_session=stolen"]).status == .seeOther)
        }
    }

    @Test func whoseSessionEndedIsToldSoAndComesBack() async throws {
        try await SampleSite().visit { client in
            let stranger = try await client.get("/closed")
            #expect(stranger.headers[values: .setCookie].allSatisfy { !$0.hasPrefix("mainstay_flash") })
            let gone = try await client.get("/closed", [.cookie: "mainstay_session=gone"])
            #expect(gone.flash == Flash("Your session has ended. Sign in to go on.", kind: .problem))

            let sent = try await client.post(
                "/uploads", [.referer: "https://crm.example/things/7?sort=name", .acceptLanguage: "zh"], "name=x")
            #expect(sent.status == .seeOther)
            #expect(sent.headers[.location] == "/sign-in?next=%2Fthings%2F7%3Fsort%3Dname")
            #expect(sent.flash?.text.contains("没有保存") == true)
            for referer in ["https://crm.example//evil.example", "nonsense here", ""] {
                let answer = try await client.post("/uploads", [.referer: referer], "name=x")
                #expect(answer.headers[.location] == "/sign-in", "\(referer)")
            }

            let polled = try await client.get(
                "/closed", [.hxRequest: "true", .hxCurrentURL: "https://crm.example/imports/3"])
            #expect(polled.headers[.hxRedirect] == "/sign-in?next=%2Fimports%2F3")
        }
    }

    @Test func administrationIsClosedToMembers() async throws {
        try await SampleSite().visit { client in
            #expect(try await client.get("/administration", .li).status == .ok)
            let answer = try await client.get("/administration", .wang)
            #expect(answer.status == .forbidden)
            #expect(answer.text.contains("您没有权限查看"))
        }
    }

    @Test(arguments: [
        ("/nowhere", "GET", 404, "页面不存在"), ("/closed", "POST", 405, "此页面不支持该操作"),
        ("/broken", "GET", 500, "系统出错了"), ("/things/x", "GET", 404, "页面不存在"),
        ("/closed", "DELETE", 405, "此页面不支持该操作"),
    ])
    func refusalsAreReadablePages(path: String, method: String, status: Int, title: String) async throws {
        try await SampleSite().visit { client in
            let verb = try #require(HTTPRequest.Method(method))
            let answer = try await client.execute(uri: path, method: verb, headers: .li)
            #expect(answer.status.code == status)
            #expect(answer.headers[.contentType] == "text/html; charset=utf-8")
            #expect(answer.text.contains("<h1 id=\"title\">\(title)</h1>"))
            let request = try #require(answer.headers[.requestID])
            #expect(answer.text.contains(request))
            #expect(!answer.text.contains("secret") && !answer.text.contains("no such table"))
        }
    }

    @Test func theOtherMethodsAreNamed() async throws {
        try await SampleSite().visit { client in
            let answer = try await client.execute(uri: "/closed", method: .put, headers: .li)
            #expect(answer.headers[.allow] == "GET")
        }
    }

    @Test func refusalsSpeakTheVisitorsLanguage() async throws {
        try await SampleSite().visit { client in
            let chinese = try await client.get("/nowhere", [.acceptLanguage: "zh-CN"])
            let english = try await client.get("/nowhere", [.acceptLanguage: "en"])
            #expect(chinese.text.contains("页面不存在"))
            #expect(english.text.contains("There is no such page"))
        }
    }

    @Test func cookiesAreSecureWhenThePublicAddressIs() async throws {
        try await SampleSite(publicURL: "https://crm.example").visit { client in
            let answer = try await client.get("/nowhere")
            let cookie = try #require(answer.headers[.setCookie])
            for part in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] { #expect(cookie.contains(part)) }
            #expect(answer.headers[.strictTransportSecurity] != nil)
        }
        try await SampleSite().visit { client in
            let answer = try await client.get("/nowhere")
            #expect(answer.headers[.setCookie]?.contains("Secure") == false)
        }
    }

    @Test(arguments: [
        "/vendor/../outside.css", "/vendor/..%2Foutside.css", "/vendor/%2e%2e/outside.css", "/vendor/..%5coutside.css",
        "/vendor//etc/passwd", "/vendor/.hidden", "/assets/../outside.css", "/vendor/",
    ])
    func nothingOutsideTheVendorFolderIsServed(path: String) async throws {
        try await SampleSite().visit { client in
            let answer = try await client.get(path)
            #expect(answer.status == .notFound)
        }
    }

    @Test func assetsAreCachedByTheirContent() async throws {
        let sample = try SampleSite()
        let address = try #require(sample.site.assets.addresses["tabler"])
        #expect(
            sample.site.assets.missing.contains("htmx.min.js") && !sample.site.assets.missing.contains("tabler.min.css")
        )
        #expect(
            sample.site.assets.warning?.hasPrefix("Pages will look bare: htmx.min.js and 5 more not found in") == true)
        try await sample.visit { client in
            let whole = try await client.get(address)
            #expect(whole.text == "body { color: black }")
            #expect(whole.headers[.cacheControl] == "public, max-age=31536000, immutable")
            let tag = try #require(whole.headers[.eTag])
            let again = try await client.get(address, [.ifNoneMatch: tag])
            #expect(again.status == .notModified && again.text.isEmpty)
            #expect(try await client.get("/vendor/tabler.min.css?v=old").headers[.cacheControl] == "no-cache")
            #expect(try await client.get("/assets/mainstay.js").text.contains("use strict"))
        }
    }

    @Test func filesArePackedForBrowsersThatUnpackThem() async throws {
        try await SampleSite().visit { client in
            let plain = try await client.get("/assets/mainstay.css")
            let packed = try await client.get("/assets/mainstay.css", [.acceptEncoding: "br, gzip;q=0.8"])
            #expect(plain.headers[.contentEncoding] == nil && packed.headers[.contentEncoding] == "gzip")
            #expect(plain.headers[.vary] == "Accept-Encoding" && packed.headers[.vary] == "Accept-Encoding")
            #expect(packed.headers[.contentType] == "text/css; charset=utf-8")
            #expect(Array(packed.body.readableBytesView.prefix(2)) == [0x1F, 0x8B])
            #expect(packed.body.readableBytes * 3 < plain.body.readableBytes)
            let tag = try #require(packed.headers[.eTag])
            #expect(tag != plain.headers[.eTag])
            let again = try await client.get("/assets/mainstay.css", [.acceptEncoding: "gzip", .ifNoneMatch: tag])
            #expect(again.status == .notModified && again.headers[.contentEncoding] == nil)
            #expect(try await client.get("/assets/mainstay.css", [.ifNoneMatch: tag]).status == .ok)
            #expect(try await client.get("/assets/mainstay.css", [.acceptEncoding: "gzip;q=0"]).text == plain.text)
        }
    }

    @Test func healthNeedsNoSignIn() async throws {
        try await SampleSite().visit { client in
            let answer = try await client.get("/health")
            #expect(answer.status == .ok && answer.text == "ok")
        }
    }
}

extension SiteAnswer {
    /// The sentence left for the next page.
    fileprivate var flash: Flash? {
        headers[values: .setCookie].first { $0.hasPrefix("mainstay_flash=") }
            .flatMap { $0.dropFirst("mainstay_flash=".count).split(separator: ";").first }
            .flatMap { Flash(encoded: String($0)) }
    }
}
