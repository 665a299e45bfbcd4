/// The words of the frame, of errors and of the parts that every feature uses.
package enum SiteText: String, TextKey {
    case navToday, navAccounts, navFunnel, navForecast, navWarnings, navPlans, navPortfolio, navMoney, navService
    case navCampaigns, navReports, navSettings, navMore, navMain, navBreadcrumbs
    case expand, collapse, skipToContent, searchEverything, asOf, withinReach, language, otherLanguage, appearance,
        appearanceAuto
    case appearanceLight, appearanceDark, density, densityComfortable, densityCompact, userMenu, signOut
    case settings, close, save, cancel
    case keysTitle, keySearch, keyAccounts, keyNew, keyHelp
    case errorNotFound, errorForbidden, errorStaleForm, errorSignInNeeded, errorMethod, errorUnreadable, errorTooLarge
    case errorTooManyTries, errorBusy, errorDiskFull, adviceBusy, adviceDiskFull, errorBroken
    case adviceNotFound, adviceForbidden, adviceShutOut, adviceStaleForm, adviceSignInNeeded, adviceSignInUnsaved,
        adviceMethod,
        adviceUnreadable
    case adviceTooLarge, adviceTooManyTries, adviceBroken
    case requestNumber, goHome, formHasProblems, optional
    case listFirst, listPrevious, listNext, listExport, listSearch, listApply, listFilters,
        listShow, listRemoveFilter, listFrom, listThrough, listDayUnreadable,
        listDayAmbiguous, listDaysReversed
    case listPages, listBeyond, listToFirst
    case listViews, listViewsNone, listViewShared, listViewRemove, listViewName, listViewShare, listViewSave
    case listColumns, listColumnsShow
    case chartTable, chartLoading, chartSentence, chartSpan, chartFell, chartRose, chartSame, chartUnknown, copy, copied
    case todayQuestion, todayEmptyTitle, todayEmptyText, todayEmptyAct
    case columnId, columnAccountCode, columnAccount, columnName, columnTitle, columnDepartment, columnPart
    case columnConsent, columnLeft, columnPhone, columnEmail, columnBirthday, columnNote, columnMonth
    case columnCurrency, columnOrders, columnOrderDays, columnLines, columnCategories, columnQuantity, columnRevenue
    case columnPurchases, columnReturns, columnCost, columnCostedRevenue, columnDiscount, columnOrderNumber
    case columnDay, columnProductCode, columnProductName, columnCategory, columnRegion, columnUnitPrice
    case columnAmount, columnNumber, columnSource, columnKind, columnUsername, columnRole, columnTeam, columnPartOf
    case columnManager, columnPeople, columnEntry, columnTimeUtc, columnPerson, columnWay, columnAddress, columnAct
    case columnRecord, columnRecordId, columnRecordName, columnField, columnBefore, columnAfter, columnCode
    case columnReads, columnWrites, columnFields, columnActs, columnRun, columnFile, columnState, columnStarted
    case columnRejected, columnNew, columnChanged, columnUnchanged, columnAccounts, columnProblem, columnMonthEnd
    case columnTier, columnSafety, columnReason, columnSize, columnContribution, columnValueScore, columnLoyalty
    case columnLoyaltyCoverage, columnPolicyVersion, columnSince, columnAsOf, columnTierBefore, columnSafetyBefore
    case columnContributionBefore, columnRank, columnContributionBasis, columnMinutes, columnSubject, columnContacts
    case columnAuthor, columnFirstDay, columnLastDay, columnGrowth, columnJudgedWith, columnOwner, columnShare
    case columnCumulativeShare, columnAssignee, columnDue, columnGiver, columnOrigin, columnResult, columnJobTitle,
        columnPersonName

    package static let texts = Texts(en: PackageResources.en_json, zh: PackageResources.zh_json)
}
