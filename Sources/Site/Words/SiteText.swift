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
    case chartTable, chartLoading
    case todayQuestion, todayEmptyTitle, todayEmptyText, todayEmptyAct

    package static let texts = Texts(en: PackageResources.en_json, zh: PackageResources.zh_json)
}
