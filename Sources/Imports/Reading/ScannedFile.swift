import Foundation
import Measures
import Tabular

/// A whole file read once: its good rows sorted into parts by account, its bad orders known, nothing written yet.
struct ScannedFile: Sendable {
    var rows: Spill
    var catalogue: Catalogue
    var badOrders: BadOrders
    var read = 0
    /// Of rows with a problem of their own.
    fileprivate(set) var tally = RejectTally()
    /// SHA-256 of the text, in hexadecimal.
    var fingerprint: String
    /// What else decides how its rows are read: the currency of rows that name none, the time zone and today.
    var reading: String

    /// Rows with a problem of their own, and good rows of orders that are rejected for another row's sake.
    var rejected: Int { tally.total + badOrders.tally.total }
    var accepted: Int { read - rejected }
    /// Why rows are rejected, the most frequent first.
    var reasons: [RejectReason] { tally.joined(badOrders.tally).reasons }

    /// The currency of most accepted rows; nil when none was accepted.
    func mainCurrency() throws -> Currency? {
        guard accepted > 0, catalogue.currencies.count > 1 else {
            return accepted > 0 ? catalogue.currencies.first : nil
        }
        var counts = [Int](repeating: 0, count: catalogue.currencies.count)
        for part in 0..<rows.partCount {
            try rows.forEachPiece(of: part) { bytes in
                bytes.withUnsafeBytes { bytes in
                    var start = 0
                    while start < bytes.count {
                        let row = SpilledRow(bytes, at: start)
                        if !badOrders.contains(row.order) { counts[Int(row.numbers.currency)] += 1 }
                        start = row.end
                    }
                }
            }
        }
        let most = counts.max() ?? 0
        return counts.firstIndex(of: most).map { catalogue.currencies[$0] }
    }
}

/// The products, regions and currencies a file names, each once.
struct Catalogue: Sendable {
    var products = ByteInterner()
    /// By product: the first name the file gives.
    var productNames = TextStore()
    /// By product: the first category the file gives, −1 for none.
    var categoryOfProduct: [Int32] = []
    var categories = ByteInterner()
    var regions = ByteInterner()
    var currencies: [Currency] = []
}

/// Reads the file through once.
struct FileScanner {
    /// Bytes of rows held in memory before they spill.
    private static let room = 12 << 20

    let path: String
    let plan: ColumnPlan
    let delimiter: UInt8
    let currency: Currency
    /// Bytes of rows put together to orders at a time.
    let partSize: Int
    let progress: @Sendable (Double) -> Void

    func scan() throws -> ScannedFile {
        let source = FingerprintSource(try openSource(path: path))
        let reader = CSVReader(source: source, delimiter: delimiter)
        _ = try CSVHeader(reading: reader)
        let parts = partCount(source)
        var file = ScannedFile(
            rows: Spill(parts: parts, room: Self.room), catalogue: Catalogue(), badOrders: BadOrders(),
            fingerprint: "", reading: "\(currency.code):\(plan.zone.identifier):\(plan.lastDay.iso)")
        var orders = OrderIndex(parts: parts)
        var rows = RowReader(plan, currency: currency)
        while try reader.next() {
            if reader.isBlank { continue }
            file.read += 1
            if file.read & 0x1FFF == 0 { progress(reader.progress ?? 0) }
            if let problem = rows.read(reader) {
                file.tally.count(problem)
                try orders.note(rows.order, as: .rejected)
                continue
            }
            let signature = RowSignature.of(
                account: rows.account, kind: rows.numbers.kind, currency: rows.currency)
            try orders.note(rows.order, as: .good(signature))
            try keep(rows, reader, in: &file)
        }
        file.fingerprint = source.fingerprint
        file.badOrders = try orders.badOrders()
        for part in 0..<parts where file.rows.byteCount(of: part) > 2 * partSize { try split(part, of: &file) }
        return file
    }

    /// Sorts a part that a few huge accounts made too large into smaller ones, by order.
    private func split(_ part: Int, of file: inout ScannedFile) throws {
        let count = file.rows.byteCount(of: part) / partSize + 1
        let first = file.rows.addParts(count)
        let whole = file.rows
        try whole.forEachPiece(of: part) { bytes in
            try bytes.withUnsafeBytes { bytes in
                var start = 0
                while start < bytes.count {
                    let row = SpilledRow(bytes, at: start)
                    let record = UnsafeRawBufferPointer(rebasing: bytes[start..<row.end])
                    start = row.end
                    if file.badOrders.contains(row.order) { continue }
                    let place = Int(ByteHash.hash(row.order, seed: 5) % UInt64(count))
                    try file.rows.append(to: first + place) { $0.append(contentsOf: record) }
                }
            }
        }
        file.rows.empty(part)
    }

    private func keep(_ row: RowReader, _ reader: CSVReader, in file: inout ScannedFile) throws {
        var numbers = row.numbers
        numbers.product = try file.catalogue.product(row, reader)
        numbers.region = file.catalogue.region(row.field(.region, of: reader))
        numbers.currency = file.catalogue.currency(row.currency)
        let name = row.field(.accountName, of: reader)
        numbers.order = UInt16(row.order.count)
        numbers.account = UInt16(row.account.count)
        numbers.accountName = UInt16(name.count)
        let part = Int(ByteHash.hash(row.account, seed: 1) % UInt64(file.rows.partCount))
        try file.rows.append(to: part) {
            SpilledRow.append(numbers, order: row.order, account: row.account, accountName: name, to: &$0)
        }
    }

    /// The same for the same file, so that a stopped run finds its place again.
    private func partCount(_ source: FingerprintSource) -> Int {
        guard let bytes = source.totalBytes else { return 64 }
        let text = source.isPacked ? bytes * 8 : bytes
        return min(1_024, max(1, text * 3 / 2 / partSize))
    }
}

extension Catalogue {
    fileprivate mutating func product(_ row: RowReader, _ reader: CSVReader) throws(TabularError) -> Int32 {
        let number = products.intern(row.code(.productCode, of: reader))
        if number == productNames.count {
            productNames.addEmpty()
            categoryOfProduct.append(-1)
        }
        if productNames.isEmpty(number) {
            let name = row.field(.productName, of: reader).text(atMost: 1_000)
            if !name.isEmpty { try productNames.set(number, to: name) }
        }
        if categoryOfProduct[number] < 0 {
            let category = row.field(.category, of: reader)
            if !category.isEmpty { categoryOfProduct[number] = Int32(categories.intern(category)) }
        }
        return Int32(number)
    }

    /// Empty when the file gives none.
    func category(ofProduct number: Int) -> String {
        categoryOfProduct[number] < 0 ? "" : categories.text(Int(categoryOfProduct[number]))
    }

    fileprivate mutating func region(_ name: UnsafeBufferPointer<UInt8>) -> Int32 {
        name.isEmpty ? -1 : Int32(regions.intern(name))
    }

    fileprivate mutating func currency(_ currency: Currency) -> UInt8 {
        if let place = currencies.firstIndex(of: currency) { return UInt8(place) }
        currencies.append(currency)
        return UInt8(currencies.count - 1)
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// As a text of so many bytes, cut between two characters.
    fileprivate func text(atMost limit: Int) -> String {
        var end = Swift.min(count, limit)
        while end > 0, end < count, self[end] & 0xC0 == 0x80 { end -= 1 }
        return String(decoding: self[..<end], as: UTF8.self)
    }
}

extension CSVReader {
    /// A row of nothing but separators and spaces, as spreadsheets leave behind.
    var isBlank: Bool {
        rawRecord.count < 1_000 && (0..<fieldCount).allSatisfy { field($0).allSatisfy { $0 == 0x20 || $0 == 0x09 } }
    }
}
