package import Site

package enum LedgerText: String, TextKey {
    case revenueTitle, revenueTitleContribution, revenueWay, revenueNote, revenueNoteStart, costsThrough, purchases,
        returns, contribution,
        revenue, month
    case otherCurrency
    case measuresTitle, measuresNote, growth, growthDetail, growthUnknown, margin, marginDetail, marginUnknown
    case frequency, frequencyDetail, interval, intervalSpread, intervalUnknown, breadth, breadthDetail
    case breadthUnknown
    case ordersTitle, ordersQuestion, ordersTotals, ordersPart, ordersLate, recentOrders, allOrders, noOrders,
        noOrdersText,
        noSuchOrders, showAllOrders,
        importOrders
    case number, source, day, bookedLater, kind, lines, amount, amountIn, currency
    case sale, cancellation, voided, cancellationText, voidText
    case factsTitle, factsTitleIn, monthsQuestion, allMonths, orders, orderDays, categories, costKnown
    case orderTitle, orderQuestion, account, writtenBy, noLines
    case product, category, quantity, unitPrice, cost, discount, region
    case lineTotals, lineTotalsCosted, versionsTitle, versionsText, versionWritten, versionReplaced, run
    case costsTitle, costsAll, costsNewest, costNote, costService, costConcession, costFinancing, costWrittenOff
    case goodsReturned, currencyChangeHint, currencyUnknown, currencyInUse
    case companyTitle, companyQuestion, companySave, companySaved, companyCurrency, currencyLater, basis, basisOrder
    case basisOrderDetail
    case timeZone, timeZoneHint, closedThrough, allOpen, closedHint, lateOrders, lateRefuse, lateBook, lateHint
    case zoneUnknown, monthUnreadable, monthNotOver, lateOrdersUnknown

    package static let texts = Texts(en: PackageResources.en_json, zh: PackageResources.zh_json)
}

extension OrderKind {
    var title: LedgerText {
        switch self {
        case .sale: .sale
        case .cancellation: .cancellation
        case .void: .voided
        }
    }

    var tone: Tone {
        switch self {
        case .sale: .plain
        case .cancellation: .warning
        case .void: .small
        }
    }
}
