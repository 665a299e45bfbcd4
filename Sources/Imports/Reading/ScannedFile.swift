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
    var rule: OrderRule
    fileprivate(set) var figures: RowFigures

    /// Rows with a problem of their own, and good rows of orders that are rejected for another row's sake.
    var rejected: Int { tally.total + badOrders.tally.total }
    var accepted: Int { read - rejected }
    /// Why rows are rejected, the most frequent first.
    var reasons: [RejectReason] { tally.joined(badOrders.tally).reasons }

    /// The currency of most accepted rows; nil when none was accepted.
    var mainCurrency: Currency? {
        catalogue.currencies.max { count(of: $0) < count(of: $1) }.flatMap { count(of: $0) > 0 ? $0 : nil }
    }

    private func count(of currency: Currency) -> Int { badOrders.taken[currency.letters]?.rows ?? 0 }
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
    /// Products that are no products: "Total", "合计".
    var totals: Set<Int32> = []
}

/// What rows come to and what is odd about them, noted while they are read.
struct RowFigures: Sendable {
    /// Of rows with a problem of their own: absolute amounts by the letters of their currency.
    var rejected: [UInt32: MoneyCount] = [:]
    /// Rejected rows whose amount cannot be read.
    var rejectedWithoutAmount = 0
    var headers = 0
    var totals = 0
    var firstTotal = 0
    var states: [StateCount] = []
    var years = YearCount()
    var accounts = CodeBook()
    var evidence = FileEvidence()
}

/// Reads the file through; once more where its rows show that the first ones misled.
struct FileScanner {
    /// Bytes of rows held in memory before they spill.
    private static let room = 12 << 20

    let path: String
    let layout: FileLayout
    let currency: Currency
    /// Bytes of rows put together to orders at a time.
    let partSize: Int
    let progress: @Sendable (Double) -> Void

    /// - Parameter plan: by the first rows; the one that the whole file agrees with comes back.
    /// - Throws: `ImportProblem.mapping` where two readings fit, or none.
    func scan(_ plan: ColumnPlan) throws -> (ScannedFile, ColumnPlan) {
        var plan = plan
        for _ in 0..<3 {
            let file = try scanOnce(plan)
            let settled = try plan.settled(by: file.figures.evidence)
            if settled.reads(as: plan) {
                try Doubt.require(file, plan)
                return (try split(file), plan)
            }
            plan = settled
        }
        // What each reading shows leads to another one.
        let days = plan.header.names[max(0, plan[.day])]
        throw ImportProblem.mapping([.dayUnreadable(sample: days)])
    }

    private func scanOnce(_ plan: ColumnPlan) throws -> ScannedFile {
        let source = FingerprintSource(try openSource(path: path))
        let (reader, _) = try layout.open(source)
        let parts = partCount(source)
        var file = ScannedFile(
            rows: Spill(parts: parts, room: Self.room), catalogue: Catalogue(),
            badOrders: BadOrders(span: plan.span, isByRow: plan.mapping.orderRule == .row), fingerprint: "",
            reading: "\(currency.code):\(plan.zone.identifier):\(plan.lastDay.iso):\(plan.reading)",
            rule: plan.mapping.orderRule, figures: RowFigures())
        file.figures.accounts.findsTotals = plan[.productCode] < 0
        var orders = OrderIndex(parts: parts, span: plan.span, isByRow: plan.mapping.orderRule == .row)
        var rows = RowReader(plan, currency: currency)
        while try reader.next() {
            if reader.isBlank { continue }
            file.read += 1
            if file.read & 0x1FFF == 0 { progress(reader.progress ?? 0) }
            try take(&rows, reader, &file, &orders)
        }
        file.fingerprint = source.fingerprint
        file.badOrders = try orders.badOrders()
        file.figures.states = rows.states.counts
        file.figures.evidence = rows.evidence
        return file
    }

    private func take(
        _ rows: inout RowReader, _ reader: CSVReader, _ file: inout ScannedFile, _ orders: inout OrderIndex
    ) throws {
        switch rows.read(reader) {
        case .good:
            if file.figures.accounts.isTotal(rows.account, name: rows.accountName) { return skipTotal(reader, &file) }
            guard try keep(&rows, reader, in: &file) else { return skipTotal(reader, &file) }
            let signature = RowSignature.of(account: rows.account, kind: rows.numbers.kind, currency: rows.currency)
            let row = OrderIndex.Good(
                signature: signature, day: rows.numbers.day, quantity: rows.numbers.quantity,
                amount: rows.numbers.amount)
            if try orders.note(rows.key, as: .good(row)), rows.isWhole { rows.noteFollowUp() }
            rows.countState(rows.numbers.amount)
            file.figures.years.count(rows.numbers.day, line: reader.line)
        case .bad(let problem):
            file.tally.count(problem)
            if rows.takesAbove { try orders.rejectLast() } else { try orders.note(rows.key, as: .rejected) }
            let amount = rows.amountOfBad(reader)
            rows.countState(amount?.amount)
            if let amount {
                let count = MoneyCount(rows: 1, amount: amount.amount)
                file.figures.rejected[amount.currency.letters, default: MoneyCount()].add(count)
            } else {
                file.figures.rejectedWithoutAmount += 1
            }
        case .header:
            file.read -= 1
            file.figures.headers += 1
        case .total: skipTotal(reader, &file)
        }
    }

    private func skipTotal(_ reader: CSVReader, _ file: inout ScannedFile) {
        file.read -= 1
        if file.figures.totals == 0 { file.figures.firstTotal = reader.line }
        file.figures.totals += 1
    }

    private func split(_ whole: ScannedFile) throws -> ScannedFile {
        var file = whole
        for part in 0..<file.rows.partCount where file.rows.byteCount(of: part) > 2 * partSize {
            try split(part, of: &file)
        }
        return file
    }

    /// Sorts a part that a few huge accounts made too large into smaller ones, by order.
    private func split(_ part: Int, of file: inout ScannedFile) throws {
        let count = file.rows.byteCount(of: part) / partSize + 1
        let first = file.rows.addParts(count)
        let whole = file.rows
        let keys = OrderKey(file.rule)
        try whole.forEachPiece(of: part) { bytes in
            try bytes.withUnsafeBytes { bytes in
                var start = 0
                while start < bytes.count {
                    let row = SpilledRow(bytes, at: start)
                    let record = UnsafeRawBufferPointer(rebasing: bytes[start..<row.end])
                    start = row.end
                    let key = keys.of(row)
                    if file.badOrders.contains(key) { continue }
                    let place = Int(ByteHash.hash(key, seed: 5) % UInt64(count))
                    try file.rows.append(to: first + place) { $0.append(contentsOf: record) }
                }
            }
        }
        file.rows.empty(part)
    }

    /// Answers false for a row whose product says that it sums up others.
    private func keep(_ row: inout RowReader, _ reader: CSVReader, in file: inout ScannedFile) throws -> Bool {
        var numbers = row.numbers
        numbers.product = try file.catalogue.product(&row, reader)
        if file.catalogue.totals.contains(numbers.product) { return false }
        numbers.region = file.catalogue.region(row.region)
        numbers.currency = file.catalogue.currency(row.currency)
        let name = row.accountName
        numbers.order = UInt16(row.order.count)
        numbers.account = UInt16(row.account.count)
        numbers.accountName = UInt16(name.count)
        let part = Int(ByteHash.hash(row.account, seed: 1) % UInt64(file.rows.partCount))
        try file.rows.append(to: part) {
            SpilledRow.append(numbers, order: row.order, account: row.account, accountName: name, to: &$0)
        }
        return true
    }

    /// The same for the same file, so that a stopped run finds its place again.
    private func partCount(_ source: FingerprintSource) -> Int {
        guard let bytes = source.totalBytes else { return 64 }
        let text = source.isPacked ? bytes * 8 : bytes
        return min(1_024, max(1, text * 3 / 2 / partSize))
    }
}

extension Catalogue {
    fileprivate mutating func product(_ row: inout RowReader, _ reader: CSVReader) throws(TabularError) -> Int32 {
        let number = products.intern(row.code(.productCode, of: reader))
        if number == productNames.count {
            productNames.addEmpty()
            categoryOfProduct.append(-1)
            if Vocabulary.all.isTotal(products.text(number), alone: true) { totals.insert(Int32(number)) }
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
