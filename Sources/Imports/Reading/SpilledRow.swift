import Ledger

/// A valid row on its way from the file to its order: numbers first, then its texts, in one run of bytes.
struct SpilledRow {
    struct Numbers {
        /// Record number in the file.
        var record: Int64 = 0
        var quantity: Int64 = 0
        var unitPrice: Int64 = 0
        var amount: Int64 = 0
        var cost: Int64 = 0
        var discount: Int64 = 0
        var day: Int32 = 0
        var product: Int32 = 0
        /// −1 for none.
        var region: Int32 = -1
        var order: UInt16 = 0
        var account: UInt16 = 0
        var accountName: UInt16 = 0
        var currency: UInt8 = 0
        var kind: UInt8 = 0
        var knowsCost = false
        var knowsDiscount = false

        /// The same, taken back: prices and quantities keep to each other.
        var turned: Numbers {
            var turned = self
            (turned.quantity, turned.amount, turned.cost) = (-quantity, -amount, -cost)
            turned.discount = -discount
            return turned
        }

        var textCount: Int { Int(order) + Int(account) + Int(accountName) }
    }

    static let numbersSize = MemoryLayout<Numbers>.size

    static func append(
        _ numbers: Numbers, order: UnsafeBufferPointer<UInt8>, account: UnsafeBufferPointer<UInt8>,
        accountName: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]
    ) {
        withUnsafeBytes(of: numbers) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: order)
        bytes.append(contentsOf: account)
        bytes.append(contentsOf: accountName)
    }

    let numbers: Numbers
    let order: UnsafeBufferPointer<UInt8>
    let account: UnsafeBufferPointer<UInt8>
    let accountName: UnsafeBufferPointer<UInt8>
    /// Where the next row begins.
    let end: Int

    /// Reads the row that begins at `start`; it is valid as long as the bytes are.
    init(_ bytes: UnsafeRawBufferPointer, at start: Int) {
        numbers = bytes.loadUnaligned(fromByteOffset: start, as: Numbers.self)
        let texts = start + Self.numbersSize
        order = Self.text(bytes, texts, numbers.order)
        account = Self.text(bytes, texts + order.count, numbers.account)
        accountName = Self.text(bytes, texts + order.count + account.count, numbers.accountName)
        end = texts + numbers.textCount
    }

    private static func text(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ count: UInt16) -> UnsafeBufferPointer<
        UInt8
    > {
        UnsafeRawBufferPointer(rebasing: bytes[start..<start + Int(count)]).assumingMemoryBound(to: UInt8.self)
    }
}
