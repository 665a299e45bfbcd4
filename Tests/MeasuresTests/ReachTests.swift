import Measures
import Testing

@Suite struct ReachTests {
    @Test(arguments: [
        ("+86 10 6552-9988 转 803", true), ("13912345678", true), ("(010) 6552.9988/89", true), ("110", true),
        ("010-65529988 分机803", true), ("010-65529988 转分机 803", true), ("+1 555 0100 ext. 12", true),
        ("555 0100 x12", true), ("12", false), ("", false), ("call me", false), ("139 or 138", false),
        ("555 0100 x", false), ("123456789012345678901", false), ("ext 555", false), ("=1234", false),
    ])
    func phones(text: String, isOne: Bool) { #expect(PhoneNumber.isOne(text) == isOne) }

    @Test func phonesAreKeptAsTyped() {
        #expect(PhoneNumber.kept(" ＋８６（１０）６５５２－９９８８ ") == "+86(10)6552-9988")
        #expect(PhoneNumber.kept("+86 139 1234 5678") == "+86 139 1234 5678")
    }

    @Test(arguments: [
        ("13912345678", "13912345678"), ("+86-139-1234-5678", "13912345678"), ("0086 139", "86139"),
        ("0086 139 1234 5678", "13912345678"), ("12", nil), ("wang 139", nil), ("", nil),
    ])
    func soughtPhones(text: String, digits: String?) { #expect(PhoneNumber.sought(text) == digits) }

    @Test(arguments: [
        ("wang@example.com", true), ("王@例子.中国", true), ("o'brien+x@a-b.co.uk", true), ("wang", false),
        ("a@b", false), ("a b@example.com", false), ("a@b@example.com", false), ("a..b@example.com", false),
        ("a@-b.com", false), ("a@example..com", false), ("@example.com", false), ("a@ex_ample.com", false),
        (String(repeating: "a", count: 64) + "@example.com", true),
        (String(repeating: "a", count: 65) + "@example.com", false),
        ("a@" + String(repeating: "b", count: 64) + ".com", false),
        ("a@" + String(repeating: "bbb.", count: 63) + "com", false),
    ])
    func emails(text: String, isOne: Bool) { #expect(EmailAddress.isOne(text) == isOne) }
}
