@testable import API
import Cryptography
import Ledger
import Measures
@testable import People
import Testing

/// Values of a company that was run before hashes came from the system's libcrypto (decision 13): who had a password or a
/// token has it still, and an order that comes again is the same order.
@Suite struct MadeBeforeTests {
    @Test func aPasswordIsStillRight() async throws {
        let stored = PasswordHash(
            stored: "scrypt$15$8$1$8nGcw9otZKztEvS0lIvqdw==$hOb77NA1bLfmYqcZQJni9HHVAsX/w6HChEZUCjFinpM=")
        #expect(try await stored.matches("correct horse 7 staple"))
        #expect(try await !stored.matches("correct horse 8 staple"))
    }

    @Test func aTokenIsStillKnown() {
        #expect(
            TokenStore.hash("mainstay_b3b811e718d2d71dbfe94bb283a3210e45d5ca8469b9b12329431a3786e76807")
                == "92eb7755fe1c2851a05bc4627be9ce715c4c8c79d10b256126a78be2c770465a")
    }

    /// An order of two lines, imported then.
    @Test func anOrderIsStillTheSame() throws {
        var hash = ContentHash()
        for (product, thousandths, millionths, amount) in [
            ("P2", 1_000, 7_000_000, 700), ("P1", 2_000, 5_250_000, 1_050),
        ] as [(String, Int64, Int64, Int64)] {
            let line = LedgerLine(
                product: 0, quantity: Quantity(thousandths: thousandths), unitPrice: UnitPrice(millionths: millionths),
                amount: amount)
            hash.add(line, product: product, region: "UK")
        }
        let day = try #require(Day(iso: "2011-05-20"))
        #expect(
            hash.finish(account: "A", day: day, currency: .gbp, kind: .sale).hexadecimal
                == "9bc4b79ac03bf2665c16d0736a7fb1ca71e08c9a64392bb7f0acbaceefb15472")
    }
}
