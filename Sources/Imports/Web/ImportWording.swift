import Ledger
import Measures
import Site
import Tabular

/// Puts everything that can be wrong with a file, its mapping or its rows into a sentence of the reader's language.
struct ImportWording: Sendable {
    let language: Language

    init(_ language: Language) { self.language = language }

    func field(_ field: OrderField) -> String { text(field.title) }

    /// Between the parts of a list.
    private var separator: String { language == .en ? ", " : "、" }

    /// Of an import whose run was undone before its end.
    var undoneMeanwhile: String { text(.undoneMeanwhile) }

    func sentence(_ problem: ImportProblem) -> String {
        switch problem {
        case .file(let error): sentence(error)
        case .mapping(let problems):
            problems.map { sentence($0) }.joined(separator: language == .en ? " " : "")
        case .unknownMapping(let name): text(.mapUnknown, ["name": name])
        case .mappingUnreadable(let path, let detail): text(.mapUnreadable, ["name": path, "detail": detail])
        case .unknownCurrency(let code): text(.mapCurrency, ["code": code])
        case .sourceUnusable: text(.sourceUnusable)
        case .otherRule(let source, let rule, let asked):
            text(.otherRule, ["source": source, "rule": self.rule(rule), "asked": self.rule(asked)])
        case .underWay: text(.fileUnderWay)
        case .monthsClosed(let late): sentence(late, .monthsClosed)
        case .partsOfOrders(let orders, let count):
            ImportText.texts.wording(
                ImportText.partsOfOrders, language,
                [
                    "count": NumberStyle(language).integer(count),
                    "orders": orders.joined(separator: separator) + (count > orders.count ? " …" : ""),
                ], count: count)
        case .costColumnMissing(let field):
            text(
                .costColumnMissing,
                ["field": field.rawValue, "names": field.names.joined(separator: separator)])
        case .costMonthsClosed(let late): sentence(late, .costMonthsClosed)
        }
    }

    func sentence(_ late: LateCosts, _ key: ImportText) -> String {
        let values = ["count": NumberStyle(language).integer(late.count), "month": late.through.iso]
        return ImportText.texts.wording(key, language, values, count: late.count)
    }

    /// Names the first of the orders.
    func sentence(_ late: LateOrders, _ key: ImportText) -> String {
        let shown = late.numbers.prefix(10).joined(separator: separator)
        let values = [
            "count": NumberStyle(language).integer(late.count), "month": late.through.iso,
            "orders": late.count > 10 ? shown + " …" : shown,
        ]
        return ImportText.texts.wording(key, language, values, count: late.count)
    }

    func sentence(_ problem: MappingProblem) -> String {
        switch problem {
        case .version(let version): text(.mapVersion, ["version": String(version)])
        case .nameEmpty: text(.mapName)
        case .delimiter(let delimiter): text(.mapDelimiter, ["delimiter": delimiter])
        case .currency(let code): text(.mapCurrency, ["code": code])
        case .unmapped(let field): text(.mapUnmapped, ["field": self.field(field)])
        case .columnMissing(let field, let names):
            text(
                .mapColumnMissing,
                ["field": self.field(field), "names": names.joined(separator: separator)])
        case .dayUnreadable(let sample, let place):
            text(.mapDayUnreadable, ["sample": sample, "place": self.place(place)])
        case .dayAmbiguous(let sample, let place):
            text(.mapDayAmbiguous, Self.readings(sample).merging(["place": self.place(place)]) { $1 })
        case .columnTwice(let name, let first, let second, let line):
            text(
                .mapHeaderTwice,
                ["name": name, "first": String(first), "second": String(second), "line": String(line)])
        case .header(let line): text(.mapHeaderLine, ["line": String(line)])
        case .span(let days): text(.mapSpan, ["days": String(days)])
        case .constant(let field, let value): text(.mapConstant, ["field": self.field(field), "value": value])
        case .dayContradictory(let one, let two):
            text(.mapDayContradictory, Self.pair(one, two))
        case .numbersAmbiguous(let sample, let line):
            text(
                .mapNumbersAmbiguous,
                [
                    "sample": sample, "line": String(line), "point": Self.value(sample, .pointDecimal),
                    "comma": Self.value(sample, .commaDecimal),
                ])
        case .numbersContradictory(let one, let two):
            text(.mapNumbersContradictory, Self.pair(one, two))
        case .statesUnknown(let states):
            text(.mapStatesUnknown, ["states": states.prefix(20).map(state).joined(separator: separator)])
        case .taxUnknown(let name): text(.mapTaxUnknown, ["name": name])
        case .amountContradicts(let name, let rows, let total, let line):
            text(
                .mapAmountContradicts,
                [
                    "name": name, "count": NumberStyle(language).integer(rows),
                    "total": NumberStyle(language).integer(total), "line": String(line),
                ])
        case .amountRepeats(let name, let orders):
            text(.mapAmountRepeats, ["name": name, "count": NumberStyle(language).integer(orders)])
        }
    }

    private func state(_ state: StateCount) -> String {
        text(
            .stateRows,
            ["field": field(state.field), "value": state.value, "count": NumberStyle(language).integer(state.rows)])
    }

    private static func pair(_ one: DayEvidence.Sample, _ two: DayEvidence.Sample) -> [String: String] {
        ["one": one.text, "first": String(one.line), "two": two.text, "second": String(two.line)]
    }

    /// What a number is by one way of writing, printed so that it cannot be misread.
    static func value(_ sample: String, _ format: DecimalFormat) -> String {
        guard case .value(let millionths) = parseScaled(sample, decimals: 6, format: format) else { return "?" }
        var digits = String(millionths.magnitude % 1_000_000)
        digits = String(repeating: "0", count: 6 - digits.count) + digits
        while digits.last == "0" { digits.removeLast() }
        let whole = (millionths < 0 ? "−" : "") + String(millionths.magnitude / 1_000_000)
        return digits.isEmpty ? whole : whole + "." + digits
    }

    /// A day by both orders, printed so that it cannot be misread.
    static func readings(_ sample: String) -> [String: String] {
        func iso(_ format: DayFormat) -> String { format.parse(sample)?.day.iso ?? "?" }
        return ["sample": sample, "mdy": iso(.mdy), "dmy": iso(.dmy)]
    }

    /// Something worth a look about a file.
    func sentence(_ doubt: Doubt) -> String {
        let words = doubt.words.prefix(5).joined(separator: separator)
        let values = [
            "count": NumberStyle(language).integer(doubt.count),
            "words": doubt.kind == .orderRule ? rule(words) : words,
            "at": doubt.line.map { text(.doubtAt, ["line": NumberStyle(language).integer($0)]) } ?? "",
        ]
        return ImportText.texts.wording(doubt.kind.text, language, values, count: doubt.count)
    }

    func meaning(_ meaning: CancelRule.Meaning?) -> String {
        switch meaning {
        case .sale: text(.takenSale)
        case .cancellation: text(.takenBack)
        case .void: text(.takenNot)
        case nil: text(.takenAsk)
        }
    }

    func rule(_ code: String) -> String {
        OrderRule(rawValue: code).map { text($0.title) } ?? code
    }

    private func place(_ place: FilePlace?) -> String {
        place.map { text(.mapPlace, ["line": String($0.line), "column": String($0.column)]) } ?? ""
    }

    /// For the added column of a reject file.
    func reason(_ problem: RowProblem) -> String {
        switch problem {
        case .missing(let field): text(.rowMissing, ["field": self.field(field)])
        case .unreadableNumber(let field, let value): text(.rowNumber, ["field": self.field(field), "value": value])
        case .otherCurrency(let field, let value, let row):
            text(.rowOtherCurrency, ["field": self.field(field), "value": value, "currency": row])
        case .unreadableDay(let value): text(.rowDay, ["value": value])
        case .futureDay(let value): text(.rowFutureDay, ["value": value])
        case .unknownCurrency(let value): text(.rowCurrency, ["value": value])
        case .tooLarge(let field): text(.rowTooLarge, ["field": self.field(field)])
        case .tooLong(let field): text(.rowTooLong, ["field": self.field(field)])
        case .tooManyFields(let count, let expected):
            text(.rowTooManyFields, ["found": String(count), "expected": String(expected)])
        case .orderDisagrees(let order, let fields):
            text(.rowDisagrees, ["order": order, "fields": fields.map(field).joined(separator: separator)])
        case .roundedCode(let field, let value): text(.rowRoundedCode, ["field": self.field(field), "value": value])
        case .signsContradict: text(.rowSigns)
        case .continues: text(.rowContinues)
        case .daysApart(let order, let from, let to):
            text(.rowDaysApart, ["order": order, "from": from, "to": to])
        case .orderTooLong(let order): text(.rowOrderTooLong, ["order": order])
        case .monthClosed(let order): text(.rowMonthClosed, ["order": order])
        case .orderRejected(let order): text(.rowRejected, ["order": order])
        }
    }

    /// Why several lines were not taken, in one sentence for all of them.
    func reason(_ reason: RejectReason) -> String {
        let field = ["field": reason.field.map { self.field($0) } ?? ""]
        return switch reason.kind {
        case .missing: text(.rowMissing, field)
        case .number: text(.reasonNumber, field)
        case .day: text(.reasonDay)
        case .futureDay: text(.reasonFutureDay)
        case .otherCurrency: text(.reasonOtherCurrency, field)
        case .currency: text(.reasonCurrency)
        case .tooLarge: text(.rowTooLarge, field)
        case .tooLong: text(.rowTooLong, field)
        case .tooManyFields: text(.reasonTooManyFields)
        case .disagrees: reason.field == nil ? text(.reasonDisagrees) : text(.reasonDisagreesOn, field)
        case .roundedCode: text(.reasonRoundedCode, field)
        case .signs: text(.rowSigns)
        case .continues: text(.reasonContinues)
        case .daysApart: text(.reasonDaysApart)
        case .orderTooLong: text(.reasonOrderTooLong)
        case .monthClosed: text(.reasonMonthClosed)
        case .orderRejected: text(.reasonOrderRejected)
        }
    }

    /// Says what, and where, but no path: visitors do not know the server's folders.
    func sentence(_ error: TabularError) -> String {
        switch error {
        case .fileMissing: text(.fileGone)
        case .fileIsDirectory: text(.fileIsFolder)
        case .fileNotAllowed: text(.fileNotAllowed)
        case .notRegular: text(.fileReadFailed)
        case .readFailed: text(.fileReadFailed)
        case .fileChanged: text(.fileChanged)
        case .diskFull: text(.fileDiskFull)
        case .writeFailed: text(.fileWriteFailed)
        case .gzipDamaged: text(.fileGzipDamaged)
        case .gzipTruncated: text(.fileGzipTruncated)
        case .zipArchive: text(.fileZip)
        case .excelWorkbook: text(.fileExcel)
        case .openDocument: text(.fileOpenDocument)
        case .oldExcelWorkbook: text(.fileOldExcel)
        case .bzip2: text(.fileBzip2)
        case .xz: text(.fileXz)
        case .pdf: text(.filePDF)
        case .utf16: text(.fileUTF16)
        case .utf32: text(.fileUTF32)
        case .notText: text(.fileNotText)
        case .nulByte(let line, let column): text(.fileNul, at(line, column))
        case .notUTF8(let line, let column, .gb18030): text(.fileGBK, at(line, column))
        case .notUTF8(let line, let column, .windows1252): text(.fileLatin, at(line, column))
        case .notUTF8(let line, let column, .unknown): text(.fileNotUTF8, at(line, column))
        case .quoteNotClosed(let line, let column): text(.fileQuote, at(line, column))
        case .textBehindQuote(let line, let column): text(.fileTextBehindQuote, at(line, column))
        case .quoteTakesRows(let line, let column): text(.fileQuoteRows, at(line, column))
        case .fieldTooLong(let line, let column, let limit, let quoted):
            text(quoted ? .fileFieldLongQuoted : .fileFieldLong, at(line, column, limit))
        case .recordTooLong(let line, let column, let limit): text(.fileRecordLong, at(line, column, limit))
        case .tooManyColumns(let line, let limit): text(.fileColumns, at(line, limit + 1, limit))
        case .delimiterUnusable(let byte): text(.fileDelimiter, ["byte": String(byte)])
        case .emptyFile: text(.fileEmpty)
        case .headerEmpty(let line): text(.fileHeaderEmpty, at(line, 1))
        }
    }

    private func at(_ line: Int, _ column: Int, _ limit: Int = 0) -> [String: String] {
        let numbers = NumberStyle(language)
        return [
            "line": numbers.integer(line), "column": numbers.integer(column), "limit": numbers.integer(limit),
        ]
    }

    private func text(_ key: ImportText, _ values: [String: String] = [:]) -> String {
        ImportText.texts.wording(key, language, values)
    }
}

extension OrderField {
    var title: ImportText {
        switch self {
        case .orderNumber: .fieldOrderNumber
        case .day: .fieldDay
        case .accountCode: .fieldAccountCode
        case .accountName: .fieldAccountName
        case .productCode: .fieldProductCode
        case .productName: .fieldProductName
        case .category: .fieldCategory
        case .quantity: .fieldQuantity
        case .unitPrice: .fieldUnitPrice
        case .amount: .fieldAmount
        case .cost: .fieldCost
        case .profit: .fieldProfit
        case .discount: .fieldDiscount
        case .currency: .fieldCurrency
        case .region: .fieldRegion
        case .status: .fieldStatus
        case .unitPriceWithTax: .fieldUnitPriceWithTax
        case .amountWithTax: .fieldAmountWithTax
        case .taxAmount: .fieldTaxAmount
        case .taxRate: .fieldTaxRate
        case .unitCost: .fieldUnitCost
        case .discountRate: .fieldDiscountRate
        case .documentType: .fieldDocumentType
        }
    }
}

extension Doubt.Kind {
    fileprivate var text: ImportText {
        switch self {
        case .titleLines: .doubtTitleLines
        case .repeatedHeader: .doubtRepeatedHeader
        case .totals: .doubtTotals
        case .duplicates: .doubtDuplicates
        case .similarCodes: .doubtSimilarCodes
        case .severalNames: .doubtSeveralNames
        case .farDays: .doubtFarDays
        case .amountDiffers: .doubtAmountDiffers
        case .discountLeft: .doubtDiscountLeft
        case .sums: .doubtSums
        case .continuation: .doubtContinuation
        case .orderRule: .doubtOrderRule
        case .tooManyStates: .doubtTooManyStates
        }
    }
}

extension OrderRule {
    var title: ImportText {
        switch self {
        case .number: .ruleNumber
        case .numberAndAccount: .ruleNumberAccount
        case .numberAndYear: .ruleNumberYear
        case .numberAndAccountAndDay: .ruleNumberAccountDay
        case .row: .ruleRow
        }
    }
}
