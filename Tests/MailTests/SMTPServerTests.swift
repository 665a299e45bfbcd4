@testable import Mail
import Testing

@Suite struct SMTPServerTests {
    @Test(arguments: [
        ("smtp://mail.firm.cn", "mail.firm.cn", 587, SMTPServer.Encryption.required),
        ("SMTP://Mail.Firm.CN:2525/", "mail.firm.cn", 2525, .required),
        ("smtps://mail.firm.cn", "mail.firm.cn", 465, .immediate),
        ("smtps://mail.firm.cn:4650?tls=required", "mail.firm.cn", 4650, .immediate),
        ("smtp://mail.firm.cn?tls=opportunistic", "mail.firm.cn", 587, .opportunistic),
        ("smtp://mail.firm.cn:25/?tls=none", "mail.firm.cn", 25, .none),
        ("smtp://mail_server:25", "mail_server", 25, .required),
        ("smtp://127.0.0.1:2525", "127.0.0.1", 2525, .none),
        ("smtp://localhost", "localhost", 25, .none),
        ("smtp://[::1]:2525", "::1", 2525, .none),
        ("smtp://[2001:db8::5]", "2001:db8::5", 587, .required),
        ("smtp://localhost?tls=required", "localhost", 25, .required),
        ("smtp://127.firm.cn", "127.firm.cn", 587, .required),
    ])
    func anAddressSaysWhereAndHow(
        address: String, host: String, port: Int, encryption: SMTPServer.Encryption
    ) throws {
        let server = try SMTPServer(address)
        #expect(server.host == host)
        #expect(server.port == port)
        #expect(server.encryption == encryption)
        #expect(server.credentials == nil && server.authorities == nil)
    }

    @Test(arguments: [
        ("ann:secret", "ann", "secret"), ("ann%40firm.cn:a%3Ab%2Fc%25", "ann@firm.cn", "a:b/c%"),
        ("ann:a:b", "ann", "a:b"), ("ann@firm.cn:secret", "ann@firm.cn", "secret"), ("安:密码", "安", "密码"),
    ])
    func userAndPasswordStandBeforeTheHost(text: String, user: String, password: String) throws {
        let credentials = try #require(try SMTPServer("smtp://\(text)@mail.firm.cn:587").credentials)
        #expect(credentials.user == user && credentials.password.text == password)
    }

    @Test func aCompanyMayHaveItsOwnAuthority() throws {
        #expect(try SMTPServer("smtps://mail.firm.cn?ca=/etc/our%20ca.pem").authorities == "/etc/our ca.pem")
    }

    @Test(arguments: [
        ("", SMTPServer.Problem.scheme), ("mail.firm.cn:587", .scheme), ("http://mail.firm.cn", .scheme),
        ("smtp:mail.firm.cn", .scheme), ("smtp://", .host), ("smtp://:587", .host), ("smtp://[::1", .host),
        ("smtp://ma il.firm.cn", .host), ("smtp://公司.cn", .host), ("smtp://mail.firm.cn\r\nQUIT", .host),
        ("smtp://mail.firm.cn:", .port), ("smtp://mail.firm.cn:0", .port), ("smtp://mail.firm.cn:65536", .port),
        ("smtp://mail.firm.cn:+25", .port), ("smtp://mail.firm.cn:smtp", .port), ("smtp://[::1]25", .port),
        ("smtp://ann:hunter2/x@mail.firm.cn", .trailing), ("smtp://mail.firm.cn/inbox", .trailing),
        ("smtp://mail.firm.cn#x", .trailing), ("smtp://ann:hunter2?x@mail.firm.cn", .option),
        ("smtp://mail.firm.cn?tls=perhaps", .option), ("smtp://mail.firm.cn?tls=immediate", .option),
        ("smtp://mail.firm.cn?tls", .option), ("smtp://mail.firm.cn?user=ann", .option),
        ("smtp://mail.firm.cn?ca=%00", .option), ("smtp://ann@mail.firm.cn", .credentials),
        ("smtp://ann:@mail.firm.cn", .credentials), ("smtp://:hunter2@mail.firm.cn", .credentials),
        ("smtp://ann:hunter2%zz@mail.firm.cn", .credentials),
        ("smtp://ann:hunter2%0d%0aQUIT@mail.firm.cn", .credentials),
        ("smtp://ann:hunter2%00@mail.firm.cn", .credentials), ("smtps://mail.firm.cn?tls=none", .contradiction),
        ("smtps://mail.firm.cn?tls=opportunistic", .contradiction),
        ("smtp://ann:hunter2@mail.firm.cn?tls=opportunistic", .passwordInTheOpen),
    ])
    func aBadAddressIsRefusedInOneSentence(address: String, problem: SMTPServer.Problem) {
        #expect(throws: problem) { try SMTPServer(address) }
        let sentence = "\(problem)"
        #expect(sentence.hasSuffix("."))
        #expect(!sentence.dropLast().contains(". "))
        #expect(!sentence.contains("hunter2"))
    }

    @Test func aPasswordGoesWhereItIsSaidTo() throws {
        for options in ["smtp://ann:secret@mail.firm.cn?tls=none", "smtp://ann:secret@localhost?tls=opportunistic"] {
            #expect(try SMTPServer(options).credentials?.user == "ann")
        }
    }

    @Test func aPasswordDoesNotPrint() throws {
        let server = try SMTPServer("smtp://ann:hunter2@mail.firm.cn")
        var dumped = ""
        dump(server, to: &dumped)
        dump(SMTPMailer(server), to: &dumped)
        for text in ["\(server)", String(reflecting: server), dumped, "\(SMTPMailer(server))", "\([server as Any])"] {
            #expect(!text.contains("hunter2"))
        }
        #expect("\(server)" == "smtp://mail.firm.cn:587" && dumped.contains("•••"))
        #expect(try "\(SMTPServer("smtps://[::1]"))" == "smtps://[::1]:465")
    }

    @Test(arguments: [
        ("535 hunter2 is wrong", "535 ••• is wrong"), ("500 AUTH PLAIN AGFubgBodW50ZXIy ?", "500 AUTH PLAIN ••• ?"),
        ("535 aHVudGVyMg==", "535 •••"), ("535 no", "535 no"),
    ])
    func whatAServerRepeatsIsHidden(said: String, kept: String) throws {
        let server = try SMTPServer("smtp://ann:hunter2@mail.firm.cn")
        #expect(server.credentials?.hidden(in: said) == kept)
    }
}
