import Ledger
import Measures
import Tabular

/// Turns records of a file into rows, by a mapping: the same record always gives the same answer.
struct RowReader {
    /// Numbers of the current row; product and region are filled in by whoever keeps those lists.
    private(set) var numbers = SpilledRow.Numbers()
    private(set) var order = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    private(set) var account = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    private(set) var currency: Currency

    private let columns: ColumnPlan
    private let fallback: Currency
    private var minorDigits: Int
    private var zones: ZoneDays
    private var totals = LineTotals()

    /// - Parameter currency: of rows that name none.
    init(_ columns: ColumnPlan, currency: Currency) {
        self.columns = columns
        self.currency = currency
        fallback = currency
        minorDigits = currency.minorDigits
        zones = ZoneDays(columns.zone)
    }

    func field(_ field: OrderField, of reader: CSVReader) -> UnsafeBufferPointer<UInt8> {
        let column = columns[field]
        return column < 0 ? UnsafeBufferPointer(start: nil, count: 0) : trimmed(reader.field(column))
    }

    func isMapped(_ field: OrderField) -> Bool { columns[field] >= 0 }

    /// The number of the order a record names, also when the record is otherwise bad.
    func orderNumber(of reader: CSVReader) -> UnsafeBufferPointer<UInt8> { code(.orderNumber, of: reader) }

    /// Reads the record the reader stands on; nil when it is good.
    mutating func read(_ reader: CSVReader) -> RowProblem? {
        numbers = SpilledRow.Numbers()
        numbers.record = Int64(reader.recordNumber)
        order = code(.orderNumber, of: reader)
        account = code(.accountCode, of: reader)
        if reader.fieldCount > columns.width, hasExcess(reader) {
            return .tooManyFields(reader.fieldCount, expected: columns.width)
        }
        return readCodes(reader) ?? readDay(reader) ?? readCurrency(reader) ?? readNumbers(reader)
    }

    private mutating func readCodes(_ reader: CSVReader) -> RowProblem? {
        if order.isEmpty { return .missing(.orderNumber) }
        if account.isEmpty { return .missing(.accountCode) }
        let product = code(.productCode, of: reader)
        if product.isEmpty { return .missing(.productCode) }
        if order.count > 200 { return .tooLong(.orderNumber) }
        if account.count > 200 { return .tooLong(.accountCode) }
        if product.count > 200 { return .tooLong(.productCode) }
        if field(.accountName, of: reader).count > 1_000 { return .tooLong(.accountName) }
        if field(.region, of: reader).count > 200 { return .tooLong(.region) }
        if field(.category, of: reader).count > 200 { return .tooLong(.category) }
        numbers.kind = UInt8(columns.kind(of: self, reader).rawValue)
        return nil
    }

    private mutating func readDay(_ reader: CSVReader) -> RowProblem? {
        let bytes = field(.day, of: reader)
        if bytes.isEmpty { return .missing(.day) }
        guard let parsed = columns.day.parse(bytes) else { return .unreadableDay(text(bytes)) }
        let day = zones.day(of: parsed)
        guard (1900...2199).contains(day.year) else { return .unreadableDay(text(bytes)) }
        if day > columns.lastDay { return .futureDay(text(bytes)) }
        numbers.day = day.number
        return nil
    }

    private mutating func readCurrency(_ reader: CSVReader) -> RowProblem? {
        guard isMapped(.currency) else { return nil }
        let bytes = field(.currency, of: reader)
        if bytes.isEmpty {
            currency = fallback
        } else if !currency.code.utf8.elementsEqual(bytes) {
            let name = text(bytes).uppercased()
            guard let named = Currency(name == "RMB" ? "CNY" : name) else { return .unknownCurrency(text(bytes)) }
            currency = named
        }
        minorDigits = currency.minorDigits
        return nil
    }

    private mutating func readNumbers(_ reader: CSVReader) -> RowProblem? {
        let quantity = number(.quantity, 3, reader)
        let price = money(.unitPrice, 6, reader)
        let amount = money(.amount, minorDigits, reader)
        let cost = money(.cost, minorDigits, reader)
        let profit = money(.profit, minorDigits, reader)
        let discount = money(.discount, minorDigits, reader)
        let all: [(OrderField, ScaledNumber?)] = [
            (.quantity, quantity), (.unitPrice, price), (.amount, amount), (.cost, cost), (.profit, profit),
            (.discount, discount),
        ]
        for (field, number) in all {
            guard let number else {
                return .otherCurrency(field, text(self.field(field, of: reader)), row: currency.code)
            }
            if number == .unreadable { return .unreadableNumber(field, text(self.field(field, of: reader))) }
            if number == .tooLarge { return .tooLarge(field) }
            if field != .unitPrice, let value = number.known, value.magnitude > LineAmounts.largest {
                return .tooLarge(field)
            }
        }
        do {
            let line = try LineAmounts(
                quantity: quantity.known, unitPrice: price?.known, amount: amount?.known, cost: cost?.known,
                profit: profit?.known, discount: discount?.known, minorDigits: minorDigits)
            try totals.add(line)
            keep(line)
            return nil
        } catch { return error }
    }

    private mutating func keep(_ line: LineAmounts) {
        (numbers.quantity, numbers.unitPrice, numbers.amount) = (line.quantity, line.unitPrice, line.amount)
        (numbers.cost, numbers.knowsCost) = (line.cost ?? 0, line.cost != nil)
        (numbers.discount, numbers.knowsDiscount) = (line.discount ?? 0, line.discount != nil)
    }

    /// Nil where another currency than the row's stands beside the number.
    private func money(_ field: OrderField, _ decimals: Int, _ reader: CSVReader) -> ScaledNumber? {
        let column = columns[field]
        guard column >= 0 else { return .empty }
        return parseAmount(reader.field(column), decimals: decimals, format: columns.numbers, of: currency)
    }

    private func number(_ field: OrderField, _ decimals: Int, _ reader: CSVReader) -> ScaledNumber {
        let column = columns[field]
        return column < 0 ? .empty : parseScaled(reader.field(column), decimals: decimals, format: columns.numbers)
    }

    /// A code without spaces around it and, where the mapping says so, without a trailing `.0`.
    func code(_ field: OrderField, of reader: CSVReader) -> UnsafeBufferPointer<UInt8> {
        let bytes = self.field(field, of: reader)
        let hasTail = columns.stripsZero(field) && bytes.count > 2
        guard hasTail, bytes[bytes.count - 1] == UInt8(ascii: "0"), bytes[bytes.count - 2] == UInt8(ascii: ".") else {
            return bytes
        }
        return UnsafeBufferPointer(rebasing: bytes.dropLast(2))
    }

    private func hasExcess(_ reader: CSVReader) -> Bool {
        (columns.width..<reader.fieldCount).contains { !trimmed(reader.field($0)).isEmpty }
    }

    private func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        String(decoding: bytes.prefix(80), as: UTF8.self)
    }

    private func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var start = 0
        var end = bytes.count
        while start < end, isSpace(bytes[start]) { start += 1 }
        while end > start, isSpace(bytes[end - 1]) { end -= 1 }
        return UnsafeBufferPointer(rebasing: bytes[start..<end])
    }

    private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
}

extension ScaledNumber {
    fileprivate var known: Int64? { if case .value(let value) = self { value } else { nil } }
}
