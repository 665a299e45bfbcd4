@testable import API
import Testing

@Suite struct JSONTests {
    @Test(arguments: [
        "null", "true", "[]", "{}", "[1,-2,3.5,\"x\"]", #"{"a":{"b":[null,false]},"中文":"\n\"\\"}"#,
        "9223372036854775807",
    ])
    func whatIsWrittenIsRead(_ text: String) throws {
        let value = try JSONReader.read(Array(text.utf8))
        #expect(String(decoding: value.bytes, as: UTF8.self) == text)
    }

    @Test(arguments: [
        "", " ", "nul", "[1,]", "{\"a\":1,}", "{a:1}", "01", "-", "1.", "1e", "\"", "\"\\x\"", "\"\u{1}\"", "[1 2]",
        "{} {}", "\"\\ud800\"", "\"\\ud800\\u0041\"", "+1", ".5", "NaN", "'a'", "{\"a\" 1}", "\"\\u12\"", "[", "{",
    ])
    func whatIsNoJSONIsRefused(_ text: String) {
        #expect(throws: JSONProblem.self) { try JSONReader.read(Array(text.utf8)) }
    }

    @Test func halvesMakeAWhole() throws {
        #expect(try JSONReader.read(Array(#""\ud83d\ude00é""#.utf8)) == "😀é")
        #expect(throws: JSONProblem.self) { try JSONReader.read([0x22, 0xFF, 0x22]) }
    }

    @Test func nestingEnds() throws {
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        _ = try JSONReader.read(nested(32))
        #expect(throws: JSONProblem.deep) { try JSONReader.read(nested(33)) }
        #expect(throws: JSONProblem.deep) {
            try JSONReader.read(Array(String(repeating: "{\"a\":", count: 100_000).utf8))
        }
    }

    @Test func noMemberTwice() {
        #expect(throws: JSONProblem.repeated("a")) { try JSONReader.read(Array(#"{"a":1,"\u0061":2}"#.utf8)) }
    }

    @Test func everyFaultAtOnce() {
        let shape = APIShape(
            "Test",
            [
                .init("name", .text(.name, least: 1, most: 3), "", isRequired: true),
                .init("count", .integer(least: 1, most: 5), ""), .init("day", .nullable(.day), ""),
                .init("kinds", .list(.choice(["a", "b"]), most: 2), ""), .init("money", .money, ""),
            ])
        let value: JSON = [
            "count": 9, "day": "2011-02-30", "kinds": ["a", "c"], "money": ["minor": "1"], "a/b": 1,
        ]
        #expect(
            shape.faults(of: value).map(\.pointer) == [
                "/name", "/count", "/day", "/kinds/1", "/money/minor", "/money/currency", "/a~1b",
            ])
        #expect(shape.faults(of: ["name": "abc", "count": 5, "day": nil, "kinds": []]).isEmpty)
        #expect(shape.faults(of: ["name": "a", "count": .number(3)]).isEmpty)
        #expect(shape.faults(of: ["name": " "]).map(\.pointer) == ["/name"])
        #expect(shape.faults(of: ["name": "a\u{0}"]).map(\.pointer) == ["/name"])
    }

    @Test(arguments: [
        (APISchema.TextForm.phone, "+86 10 6552-9988", true), (.phone, "", true), (.phone, "12", false),
        (.phone, "139 转 803 分机", false), (.phone, "１３９０００００００１", true), (.phone, "123456789012345678901", false),
        (.phone, "1 ext. 22", true), (.phone, "=1+1+1", false), (.email, "王@例子.中国", true),
        (.email, "a..b@example.com", false), (.email, "a@-b.com", false),
        (.email, "wang@example.com", true), (.email, "a@b", false), (.email, "a b@example.com", false),
        (.birthday, "02-29", true), (.birthday, "1980-05-01", true), (.birthday, "13-01", false),
        (.line, "a\nb", false), (.lines, "a\nb", true), (.lines, "a\u{0}", false),
    ])
    func forms(_ form: APISchema.TextForm, _ text: String, isRight: Bool) {
        #expect(APISchema.text(form, most: 200).faults(of: .text(text)).isEmpty == isRight)
    }

    @Test func aBucketFillsEvenly() {
        var bucket = RateBucket(limit: 60, now: 0)
        for _ in 0..<60 { #expect(!bucket.take(now: 0).isRefused) }
        let refused = bucket.take(now: 0)
        #expect(refused == RateBucket.Taken(remaining: 0, seconds: 1, isRefused: true))
        #expect(!bucket.take(now: 1).isRefused)
        #expect(bucket.take(now: 1).isRefused)
        // A clock that goes back gives nothing.
        #expect(bucket.take(now: 0).isRefused)
        #expect(bucket.take(now: 61).remaining == 59)
    }
}

extension JSON: ExpressibleByNilLiteral {
    public init(nilLiteral: ()) { self = .null }
}
