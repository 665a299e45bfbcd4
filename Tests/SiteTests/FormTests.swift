import Foundation
import HTTPTypes
import SiteTesting
@testable import Site
import Testing

@Suite struct FormTests {
    private let token = CSRF.token(for: "li")

    @Test func aFormNeedsItsToken() async throws {
        let token = token
        try await SampleSite().visit { client in
            let missing = try await client.post("/open", .form, "name=a")
            #expect(missing.status == .forbidden)
            #expect(missing.text.contains("表单已过期"))
            #expect(try await client.post("/open", .form, "csrf=\(CSRF.token(for: "wang"))").status == .forbidden)
            #expect(try await client.post("/open", .form, "csrf=\(token.dropLast())").status == .forbidden)
            #expect(try await client.post("/open", .form, "csrf=\(token)").status == .seeOther)
            var headers = HTTPFields.form
            headers[.csrfToken] = token
            #expect(try await client.post("/open", headers, "").status == .seeOther)
        }
    }

    /// Name and value of a cookie, without what follows.
    private func firstPart(of cookie: String?) throws -> String {
        let cookie = try #require(cookie)
        return String(cookie.prefix { $0 != ";" })
    }

    @Test func aVisitorsTokenBelongsToTheirCookie() async throws {
        try await SampleSite().visit { client in
            let page = try await client.get("/nowhere")
            let cookie = try firstPart(of: page.headers[.setCookie])
            #expect(cookie.hasPrefix("mainstay_visitor="))
            let token = CSRF.token(for: String(cookie.dropFirst("mainstay_visitor=".count)))
            #expect(page.text.contains(token))
            #expect(try await client.post("/open", [.cookie: cookie], "csrf=\(token)").status == .seeOther)
            #expect(try await client.post("/open", [:], "csrf=\(token)").status == .forbidden)
        }
    }

    @Test(arguments: [
        ("/accounts?q=a", "/accounts?q=a"), ("//evil.example", "/"), ("/\\evil.example", "/"),
        ("https://evil.example", "/"), ("/%0d%0aSet-Cookie:x", "/%0d%0aSet-Cookie:x"), ("javascript:alert(1)", "/"),
        ("/a\tb", "/"), ("", "/"), ("/", "/"),
    ])
    func nobodyIsSentElsewhere(next: String, place: String) async throws {
        let token = token
        try await SampleSite().visit { client in
            let answer = try await client.post("/open", .form, "csrf=\(token)&next=\(PercentEncoding.component(next))")
            #expect(answer.headers[.location] == place)
        }
    }

    @Test func whatWasTypedArrives() {
        let form = URLEncoded.form(Array("a=1+2&b=%E5%AE%A2%E6%88%B7&c=x&c=y&d&e=%zz%4&f=%26%3D".utf8)[...])
        #expect(form["a"] == "1 2")
        #expect(form["b"] == "客户")
        #expect(form.all("c") == ["x", "y"])
        #expect(form.isChecked("d") && form["d"].isEmpty)
        #expect(form["e"] == "%zz%4")
        #expect(form["f"] == "&=")
        #expect(Form(["n": ["  Li Wei "]]).trimmed("n") == "Li Wei")
        #expect(Form(["n": ["   "]]).trimmed("n") == "")
    }

    @Test func aFormThatIsTooLongIsRefused() async throws {
        try await SampleSite().visit { client in
            let answer = try await client.post("/open", .form, "a=" + String(repeating: "x", count: 1_000_001))
            #expect(answer.status == .contentTooLarge)
            #expect(answer.text.contains("内容过大"))
        }
    }

    @Test func aMessageIsShownOnceAndEscaped() async throws {
        let token = token
        try await SampleSite().visit { client in
            let saved = try await client.post("/open", .form, "csrf=\(token)")
            let flash = try firstPart(of: saved.headers[.setCookie])
            let page = try await client.get("/", [.cookie: "mainstay_session=li; \(flash)"])
            #expect(page.text.contains("Saved &lt;b&gt;"))
            #expect(
                page.headers[values: .setCookie].contains {
                    $0.hasPrefix("mainstay_flash=; ") && $0.contains("Max-Age=0")
                })
        }
    }

    @Test func aFieldKeepsWhatWasTypedButNeverAPassword() throws {
        let form = Form(["name": ["<Li>"], "secret": ["abc"], "tier": ["b"]])
        let problems = [FieldProblem("name", "Too short.")]
        let name = FieldView("name", label: "Name", form: form, value: "old", problems: problems)
        #expect(name.value == "<Li>" && name.problem == "Too short.")
        #expect(FieldView("secret", label: "", kind: .password, form: form).value.isEmpty)
        let choice = FieldView("tier", label: "", kind: .choice([.init("a", "A"), .init("b", "B")]), form: form)
        #expect(choice.options.map(\.isChosen) == [false, true])
    }
}
