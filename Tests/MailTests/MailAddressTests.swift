import Mail
import Testing

@Suite struct MailAddressTests {
    @Test(arguments: [
        ("ann@firm.cn", "firm.cn"), ("ann.li+orders@mail-1.firm.com.cn", "mail-1.firm.com.cn"),
        ("a@localhost", "localhost"),
        ("o'neil_{x}=/?@x.org", "x.org"), ("ann@xn--fiqs8s.xn--fiqs8s", "xn--fiqs8s.xn--fiqs8s"),
        (String(repeating: "a", count: 64) + "@firm.cn", "firm.cn"),
    ])
    func isAnAddress(text: String, domain: String) throws {
        let address = try #require(MailAddress(text))
        #expect(address.text == text)
        #expect(address.domain == domain)
        #expect("\(address)" == text)
    }

    @Test(arguments: [
        "", "ann", "@", "ann@", "@firm.cn", "ann@b@firm.cn", " ann@firm.cn", "ann@firm.cn ", "an n@firm.cn",
        "Ann <ann@firm.cn>", "<ann@firm.cn>", "ann@firm.cn,bob@firm.cn", "\"ann\"@firm.cn", "ann;bob@firm.cn",
        "ann(here)@firm.cn", "ann\\@firm.cn", "ann:@firm.cn", "ann@[127.0.0.1]", "ann@firm_x.cn",
        ".ann@firm.cn", "ann.@firm.cn", "a..n@firm.cn", "ann@.firm.cn", "ann@firm.cn.", "ann@firm..cn",
        "ann@-firm.cn", "ann@firm-.cn", "安@firm.cn", "ann@公司.cn", "ann@ﬁrm.cn", "ann@firm.cn\u{301}",
        "ann@firm.cn\r\nBcc: eve@x.org", "ann@firm.cn\r\nX-Mark: 1", "ann\r\nX-Mark: 1\r\n@firm.cn", "ann@firm.cn\n",
        "ann\r@firm.cn", "ann@firm.cn\0", "ann\u{7F}@firm.cn",
        "ann@firm.cn\u{2028}", String(repeating: "a", count: 65) + "@firm.cn",
        "ann@" + String(repeating: "a", count: 64) + ".cn",
        "ann@" + String(repeating: "abcdefg.", count: 31) + "cn1",
    ])
    func isNoAddress(text: String) {
        #expect(MailAddress(text) == nil)
    }

    @Test func mayHave254CharactersAndNoMore() {
        let domain = String(repeating: "abcdefg.", count: 31)
        #expect(MailAddress("abc@" + domain + "cn") != nil)
        #expect(MailAddress("abcd@" + domain + "cn") == nil)
    }
}

@Suite struct MessageIDTests {
    private static let sender = MailAddress("mainstay@firm.cn")

    @Test func aKeyAlwaysGivesTheSameID() throws {
        let sender = try #require(Self.sender)
        let id = MessageID(key: "digest/7/2026-03-01", from: sender)
        #expect(id == MessageID(key: "digest/7/2026-03-01", from: sender))
        #expect(id != MessageID(key: "digest/7/2026-03-02", from: sender))
        #expect(MessageID(key: "abc", from: sender).text == "ba7816bf8f01cfea414140de5dae2223@firm.cn")
        #expect(MessageID(id.text) == id)
    }

    @Test(arguments: [
        "one@firm.cn\r\nBcc: eve@x.org", "one@firm.cn>", "<one@firm.cn>", "one", "o ne@firm.cn", "一@firm.cn",
    ])
    func whatIsNoIDIsRefused(text: String) {
        #expect(MessageID(text) == nil)
    }

    @Test func anyKeyMakesAnIDWithoutOddCharacters() throws {
        let id = MessageID(key: "一>\r\nBcc: eve@x.org\0", from: try #require(Self.sender))
        #expect(MessageID(id.text) == id)
    }
}

@Suite struct UnsubscribeTests {
    @Test(arguments: ["https://firm.cn/u?t=1", "http://firm.cn", "mailto:off@firm.cn?subject=off"])
    func isALink(link: String) {
        #expect(Unsubscribe(link)?.link == link)
        #expect((Unsubscribe(link, isOneClick: true) != nil) == link.hasPrefix("https:"))
    }

    @Test(arguments: [
        "", "firm.cn", "javascript:off", "https://firm.cn/>,<mailto:eve@x.org", "https://firm.cn/ u",
        "https://firm.cn/退订",
        "https://firm.cn\r\nBcc: eve@x.org", "https://firm.cn\0",
        "https://firm.cn/" + String(repeating: "u", count: 885),
    ])
    func isNoLink(link: String) {
        #expect(Unsubscribe(link) == nil)
    }
}
