import Ledger
import Measures
import Tabular

/// What a record of a file is.
enum RowOutcome: Sendable, Equatable {
    case good
    case bad(RowProblem)
    /// The names of the columns once more, in a file put together of several.
    case header
    /// A row that sums up others.
    case total
}

/// Turns records of a file into rows, by a mapping: the same file always gives the same answers.
struct RowReader {
    typealias Bytes = UnsafeBufferPointer<UInt8>

    /// Numbers of the current row; product and region are filled in by whoever keeps those lists.
    private(set) var numbers = SpilledRow.Numbers()
    private(set) var order = Bytes(start: nil, count: 0)
    /// What the order is known by in its source.
    private(set) var key = Bytes(start: nil, count: 0)
    private(set) var account = Bytes(start: nil, count: 0)
    private(set) var accountName = Bytes(start: nil, count: 0)
    private(set) var region = Bytes(start: nil, count: 0)
    private(set) var currency: Currency
    private(set) var evidence = FileEvidence()
    private(set) var states: StateTable
    /// Whether a bad row belongs to the order above it, which it takes along.
    private(set) var takesAbove = false
    /// Whether the row stands on its own: it leaves out nothing that the row above says.
    private(set) var isWhole = true

    /// Whether it is known that the row is neither header nor total.
    private var isLookedAt = false
    private let columns: ColumnPlan
    private let fallback: Currency
    private let keys: OrderKey
    private var minorDigits: Int
    private var zones: ZoneDays
    private var totals = LineTotals()
    private var above = RowAbove()
    /// The last good row: the hash of its number, and its currency, which an order need say only once.
    private var lastOrder: UInt64 = 0
    private var lastRowCurrency: Currency
    /// What the rows that stand together and bear its number come to.
    private var run = (rows: 0, quantity: Int64(0), amount: Int64(0))
    /// Whether the last good row comes to what those above it come to.
    private var isSum = false
    private var lastCurrency = HeldText()

    /// - Parameter currency: of rows that name none.
    init(_ columns: ColumnPlan, currency: Currency) {
        self.columns = columns
        self.currency = currency
        (fallback, lastRowCurrency) = (currency, currency)
        minorDigits = currency.minorDigits
        zones = ZoneDays(columns.zone)
        keys = OrderKey(columns.orderRule)
        states = columns.states
    }

    /// A field without what stands beside its text; empty where it says that there is nothing.
    @inline(__always)
    func field(_ field: OrderField, of reader: CSVReader) -> Bytes { columns.field(field, of: reader) }

    @inline(__always)
    func isMapped(_ field: OrderField) -> Bool { columns[field] >= 0 || !columns.constant(field).isEmpty }

    /// Reads the record the reader stands on.
    mutating func read(_ reader: CSVReader) -> RowOutcome {
        numbers = SpilledRow.Numbers()
        numbers.record = Int64(reader.recordNumber)
        (takesAbove, isWhole, isLookedAt) = (false, true, false)
        order = code(.orderNumber, of: reader)
        account = code(.accountCode, of: reader)
        accountName = field(.accountName, of: reader)
        region = field(.region, of: reader)
        key = order
        var day = field(.day, of: reader)
        if day.isEmpty || account.isEmpty || order.isEmpty, let outcome = readGap(reader, &day) { return outcome }
        // A row is known to be of its order even where its day or a code cannot be read.
        if !columns.orderRule.restsOnDay { key = keys.of(number: order, account: account, day: 0) }
        if let problem = readTexts(reader, day) ?? readNumbers(reader) {
            // What stands where a day should be tells what the row is.
            return aside(reader) ?? .bad(problem)
        }
        follow(ByteHash.hash(order, seed: 0), reader)
        if columns.continues { keepAbove() }
        return .good
    }

    /// Remembers the good row and tells whether it sums up those of its order.
    @inline(__always)
    private mutating func follow(_ number: UInt64, _ reader: CSVReader) {
        if number != lastOrder {
            (lastOrder, run, isSum) = (number, (0, 0, 0), false)
        } else {
            // A sum stands last.
            if isSum { evidence.takeBackSum() }
            isSum =
                run.rows > 1 && run.amount == numbers.amount && run.quantity == numbers.quantity && run.amount != 0
                && columns.orderRule != .row
            if isSum { evidence.noteSum(reader.line) }
        }
        run = (run.rows + 1, run.quantity &+ numbers.quantity, run.amount &+ numbers.amount)
        lastRowCurrency = currency
    }

    /// Whether the row is of the order of the last good row, and may leave out what that said.
    private var repeatsOrder: Bool {
        columns.orderRule == .number && !order.isEmpty && ByteHash.hash(order, seed: 0) == lastOrder
    }

    /// What a bad row comes to, as far as it can be read; the amount is without sign, in minor units of its currency.
    mutating func amountOfBad(_ reader: CSVReader) -> (amount: Int64, currency: Currency)? {
        // Whoever reads the file again does not ask, and sums up the same rows.
        let before = totals
        defer { totals = before }
        // Its states are counted too.
        _ = kind(reader)
        guard readCurrency(reader) == nil else { return nil }
        guard readNumbers(reader) == nil || numbers.amount != 0 else { return nil }
        return (Int64(clamping: numbers.amount.magnitude), currency)
    }

    private mutating func readTexts(_ reader: CSVReader, _ day: Bytes) -> RowProblem? {
        if reader.fieldCount > columns.width, hasExcess(reader) {
            return .tooManyFields(reader.fieldCount, expected: columns.width)
        }
        return readCodes(reader) ?? readDay(day, reader) ?? readCurrency(reader)
    }

    // MARK: Rows that leave out what stands above

    /// Completes a row by the one above; an outcome where nothing more is to be read.
    private mutating func readGap(_ reader: CSVReader, _ day: inout Bytes) -> RowOutcome? {
        // One order a row: nothing is above.
        if columns.orderRule == .row { return nil }
        if let aside = aside(reader) { return aside }
        // A row that names neither order nor product may as well sum up those above.
        guard day.isEmpty || account.isEmpty, !code(.productCode, of: reader).isEmpty,
            order.isEmpty ? columns[.productCode] >= 0 : ByteHash.hash(order, seed: 0) == lastOrder
        else { return nil }
        evidence.gaps += 1
        if evidence.firstGap == 0 { evidence.firstGap = reader.line }
        isWhole = false
        guard columns.continues else {
            takesAbove = order.isEmpty
            return .bad(.continues)
        }
        guard above.isThere else { return nil }
        order = above.order.bytes
        key = order
        if account.isEmpty { account = above.account.bytes }
        if accountName.isEmpty { accountName = above.accountName.bytes }
        if region.isEmpty { region = above.region.bytes }
        if day.isEmpty { day = above.day.bytes }
        return nil
    }

    /// What a row is that is no part of an order; nil where it was looked at before and is none of those.
    private mutating func aside(_ reader: CSVReader) -> RowOutcome? {
        if isLookedAt { return nil }
        isLookedAt = true
        return columns.isHeader(reader) ? .header : columns.isTotal(reader) ? .total : nil
    }

    private mutating func keepAbove() {
        above.isThere = true
        guard isWhole else { return }
        above.order.keep(order)
        above.account.keep(account)
        above.accountName.keep(accountName)
        above.region.keep(region)
        above.day.keep(dayText)
        (above.currency, above.kind) = (currency, numbers.kind)
    }

    /// As it stands in the file.
    private var dayText = Bytes(start: nil, count: 0)

    // MARK: Texts

    private mutating func readCodes(_ reader: CSVReader) -> RowProblem? {
        if order.isEmpty, columns.orderRule != .row { return .missing(.orderNumber) }
        if account.isEmpty { return .missing(.accountCode) }
        let product = code(.productCode, of: reader)
        if product.isEmpty { return .missing(.productCode) }
        if let problem = problem(order, .orderNumber) ?? problem(account, .accountCode)
            ?? problem(product, .productCode)
        {
            return problem
        }
        if accountName.count > 1_000 { return .tooLong(.accountName) }
        if region.count > 200 { return .tooLong(.region) }
        if field(.category, of: reader).count > 200 { return .tooLong(.category) }
        numbers.kind = UInt8(kind(reader).rawValue)
        return nil
    }

    @inline(__always)
    private func problem(_ code: Bytes, _ field: OrderField) -> RowProblem? {
        if code.count > 200 { return .tooLong(field) }
        return isRoundedCode(code) ? .roundedCode(field, text(code)) : nil
    }

    /// What the states of a row say together: called off, else taking back, else a sale. A rule of the mapping about
    /// something else comes first.
    private mutating func kind(_ reader: CSVReader) -> OrderKind {
        var kind = OrderKind.sale
        for place in states.fields.indices {
            switch states.take(field(states.fields[place], of: reader), at: place) {
            case .void: kind = .void
            case .cancellation: if kind == .sale { kind = .cancellation }
            case .sale, nil: break
            }
        }
        if columns.hasRules, let meaning = columns.meaning(of: reader) { return meaning.kind }
        if columns.continues, !isWhole, kind == .sale { return OrderKind(rawValue: Int(above.kind)) ?? .sale }
        return kind
    }

    private mutating func readDay(_ bytes: Bytes, _ reader: CSVReader) -> RowProblem? {
        if bytes.isEmpty { return .missing(.day) }
        dayText = bytes
        guard let parsed = columns.day.parse(bytes) else {
            if !columns.dayIsGiven { evidence.days.note(bytes, line: reader.line) }
            return .unreadableDay(text(bytes))
        }
        if !columns.dayIsGiven { note(parsed, bytes, reader) }
        let day = zones.day(of: parsed)
        guard (1900...2199).contains(day.year) else { return .unreadableDay(text(bytes)) }
        if day > columns.lastDay { return .futureDay(text(bytes)) }
        numbers.day = day.number
        key = keys.of(number: order, account: account, day: day.number)
        return nil
    }

    /// What is known already is not looked at again.
    @inline(__always)
    private mutating func note(_ parsed: ParsedDay, _ bytes: Bytes, _ reader: CSVReader) {
        switch parsed.order {
        case .certain:
            // 06.03.25 in a column that is held for year, month, day so far: a year of two digits never stands first.
            let isShort = columns.day == .ymd && bytes.count > 2 && bytes[2] &- UInt8(ascii: "0") > 9
            if evidence.days.tells(.ymd), !isShort { return }
            if columns.day == .excel, evidence.days.tells(.excel) { return }
        case .told: if evidence.days.tells(columns.day) { return }
        case .open: if evidence.days.isOpenKnown { return }
        }
        evidence.days.note(bytes, line: reader.line)
    }

    private mutating func readCurrency(_ reader: CSVReader) -> RowProblem? {
        guard isMapped(.currency) else { return nil }
        let bytes = field(.currency, of: reader)
        if bytes.isEmpty {
            currency =
                isWhole || !columns.continues
                ? (repeatsOrder ? lastRowCurrency : fallback) : above.currency ?? fallback
        } else if !lastCurrency.bytes.elementsEqual(bytes) {
            guard let named = Currency(word: CSVHeader.key(String(decoding: bytes, as: UTF8.self)), usual: fallback)
            else {
                return .unknownCurrency(text(bytes))
            }
            currency = named
        }
        lastCurrency.keep(bytes)
        minorDigits = currency.minorDigits
        return nil
    }

    // MARK: Numbers

    private mutating func readNumbers(_ reader: CSVReader) -> RowProblem? {
        var figures = LineFigures()
        for field in columns.numeric {
            switch number(field, reader) {
            case .failure(let problem): return problem
            case .success(nil): continue
            case .success(let value?):
                if field != .unitPrice, field != .unitPriceWithTax, value.magnitude > LineAmounts.largest {
                    return .tooLarge(field)
                }
                figures[field] = value
            }
        }
        do {
            let line = try LineAmounts(figures, minorDigits: minorDigits)
            try totals.add(line)
            keep(line)
            if let agrees = line.agrees { note(agrees, reader) }
            if line.leavesDiscount {
                evidence.undiscounted += 1
                if evidence.firstUndiscounted == 0 { evidence.firstUndiscounted = reader.line }
            }
            return nil
        } catch { return error }
    }

    private mutating func note(_ agrees: Bool, _ reader: CSVReader) {
        evidence.priced += 1
        if agrees { return }
        if evidence.differing == 0 { evidence.firstDiffering = reader.line }
        evidence.differing += 1
    }

    private mutating func keep(_ line: LineAmounts) {
        (numbers.quantity, numbers.unitPrice, numbers.amount) = (line.quantity, line.unitPrice, line.amount)
        (numbers.cost, numbers.knowsCost) = (line.cost ?? 0, line.cost != nil)
        (numbers.discount, numbers.knowsDiscount) = (line.discount ?? 0, line.discount != nil)
    }

    /// Nil where the field is empty.
    @inline(__always)
    private mutating func number(_ field: OrderField, _ reader: CSVReader) -> Result<Int64?, RowProblem> {
        let column = columns[field]
        let bytes = column >= 0 ? reader.field(column) : columns.constant(field)
        let found: ScaledNumber? =
            switch field.number {
            case .decimals(let decimals): parseScaled(bytes, decimals: decimals, format: columns.numbers)
            case .price: parseAmount(bytes, decimals: 6, format: columns.numbers, of: currency)
            case .money: parseAmount(bytes, decimals: minorDigits, format: columns.numbers, of: currency)
            case .rate: rate(bytes, field)
            case nil: .empty
            }
        if column >= 0, !columns.numbersAreGiven, !evidence.numbers.tells(columns.numbers) || found == .unreadable {
            evidence.numbers.note(trimmedText(bytes), line: reader.line)
        }
        switch found {
        case .value(let value): return .success(value)
        case .empty: return .success(nil)
        case .tooLarge: return .failure(.tooLarge(field))
        case .unreadable:
            let rest = trimmedText(bytes)
            if rest.isEmpty || isNothingWord(rest) { return .success(nil) }
            return .failure(.unreadableNumber(field, text(rest)))
        case nil: return .failure(.otherCurrency(field, text(trimmedText(bytes)), row: currency.code))
        }
    }

    /// A share in millionths of one: "13 %", "13" where the column has such, "0.13".
    private mutating func rate(_ bytes: Bytes, _ field: OrderField) -> ScaledNumber {
        var text = trimmedText(bytes)
        let hasSign = text.last == UInt8(ascii: "%")
        if hasSign { text = trimmedText(Bytes(rebasing: text.dropLast())) }
        let found = parseScaled(text, decimals: 6, format: columns.numbers)
        guard case .value(let value) = found else { return found }
        if !hasSign, abs(value) > 1_000_000 { evidence.percents[field.place] = true }
        return .value(hasSign || columns.isPercent(field) ? value / 100 : value)
    }

    // MARK: Codes

    /// A code as it is meant: without the marks that guard it from spreadsheets and, where all codes of the column have
    /// one, without a trailing `.0`.
    mutating func code(_ field: OrderField, of reader: CSVReader) -> Bytes {
        let bytes = unguardedCode(self.field(field, of: reader))
        if bytes.isEmpty || columns[field] < 0 { return bytes }
        let hasTail =
            bytes.count > 2 && bytes[bytes.count - 1] == UInt8(ascii: "0")
            && bytes[bytes.count - 2] == UInt8(ascii: ".")
            && bytes[bytes.count - 3] &- UInt8(ascii: "0") < 10
        if hasTail { evidence.tails[field.place] = true } else { evidence.noTails[field.place] = true }
        return hasTail && columns.stripsZero(field) ? Bytes(rebasing: bytes.dropLast(2)) : bytes
    }

    @inline(__always)
    private func hasExcess(_ reader: CSVReader) -> Bool {
        (columns.width..<reader.fieldCount).contains { !trimmedText(reader.field($0)).isEmpty }
    }

    @inline(__always)
    private func text(_ bytes: Bytes) -> String { String(decoding: bytes.prefix(80), as: UTF8.self) }

    mutating func noteFollowUp() { evidence.followUps += 1 }
    mutating func countState(_ amount: Int64?) { states.count(amount: amount) }
}

extension CancelRule.Meaning {
    var kind: OrderKind {
        switch self {
        case .sale: .sale
        case .cancellation: .cancellation
        case .void: .void
        }
    }
}

/// What the rows below may leave out.
private struct RowAbove {
    var isThere = false
    let order = HeldText()
    let account = HeldText()
    let accountName = HeldText()
    let region = HeldText()
    let day = HeldText()
    var currency: Currency?
    var kind: UInt8 = 0
}

extension LineFigures {
    subscript(field: OrderField) -> Int64? {
        get { nil }
        set {
            switch field {
            case .quantity: quantity = newValue
            case .unitPrice: unitPrice = newValue
            case .unitPriceWithTax: unitPriceWithTax = newValue
            case .amount: amount = newValue
            case .amountWithTax: amountWithTax = newValue
            case .taxAmount: taxAmount = newValue
            case .taxRate: taxRate = newValue
            case .cost: cost = newValue
            case .unitCost: unitCost = newValue
            case .profit: profit = newValue
            case .discount: discount = newValue
            case .discountRate: discountRate = newValue
            default: break
            }
        }
    }
}
