import Measures
import Site

/// The words of the import pages, of what can be wrong with a file, and of reject files.
enum ImportText: String, TextKey {
    // The list.
    case actMappingSaved, actMappingRemoved, auditMapping
    case imports, importsQuestion, importOrders, listEmpty, listEmptyText, columnFile, columnState, columnLines
    case columnRejected, columnNew, columnChanged, columnUnchanged, columnAccounts, byWhom, byCommand
    case unfinished, unfinishedText, fileFacts, goOn
    case stateRunning, stateAtWork, rejectReason, stateDone, stateFailed, stateUndoing, stateUndone
    case ofOrders, ofCosts, withRejects, onlyStopped, onlyUndone, noSuchRuns, showAllRuns
    case runsTitle, delete, furtherFiles, fileDeleted, fileNotDeleted

    // A new one.
    case newQuestion, chooseFile, chooseFileHint, upload, fileMissing, needsTitle, needsText, needsMore, thenText
    case savedTitle, savedText, mappingDeleted

    // The mapping.
    case mappingQuestion, useMapping, use, fileTitle, fileColumn, fileRow, neededTitle, neededText, moreTitle
    case moreText, writingTitle, none, dayFormat, dayAuto, dayYMD, dayMDY, dayDMY, dayFound, numbers, numbersAuto
    case numbersPoint, numbersComma, currency, currencyHint, currencyCompany, currencyOwn, source, sourceHint
    case zeroTitle, zeroText, cancelTitle, cancelText, ruleField, ruleHow, ruleStarts, ruleEquals, ruleText
    case ruleTextHint, ruleMeans, ruleCancellation, ruleVoid, noRule, check, importNow, saveTitle, saveText, saveAs
    case save, saved, chooseColumn, choosePrice, sourceMissing, saveNameMissing, nameTooLong, ruleTextMissing
    case dayAmbiguousHere, dayUnreadableHere, delimiter, delimiterComma, delimiterSemicolon, delimiterTab
    case delimiterPipe, delimiterUnfit, guessedInstead, mappingDoesNotFit, missingColumn, firstRowIsData, toMend
    case dayExcel, orderRule, orderRuleHint, quotes, quotesUsual, quotesLetters, headerLine, headerLineHint, ruleSale
    case constantsTitle, constantsText, ruleMeaningMissing
    case colon, seeProgress, nameBuiltIn, ruleFieldMissing, columnTwice

    // A pass.
    case passQuestion, checkRunning, importRunning, waitingText, remainingUnknown, remainingSeconds, remainingMinutes
    case progress, leaveText, notImported, correctMapping, uploadAnother, brokenText, checkTitle, importTitle
    case wouldDo, didDo, allUnchanged, wouldBeUnchanged, nothingTaken, rejectedText, downloadRejected, currencyTaken
    case otherCurrency, wouldBeOtherCurrency
    case currencyWouldBe, continuedText, noRejects, checkUnderWay, importUnderWay, previewSuperseded, newsStep
    case checkOver, importOver, wouldAdd, wouldChange, wouldLeave, didAdd, didChange, didLeave, rejectedTitle
    case reasonLines
    case countRead, countAccepted, countRejected, countNew, countChanged, countUnchanged, countAccounts, countProducts

    // What the file comes to.
    case figuresTitle, figureAmount, figureRejectedAmount, figureWithoutAmount, figureFirstDay, figureLastDay,
        figureOther, figureOtherRejected
    case figuresNote, monthsTitle, monthsSeries, monthColumn, columnsTitle, columnHead, fieldHead, samplesHead
    case statesTitle, stateHead, stateRowsHead, stateAmountHead, stateTakenHead, takenSale, takenBack, takenNot,
        takenAsk
    case doubtsTitle, doubtTitleLines, doubtRepeatedHeader, doubtTotals, doubtDuplicates, doubtSimilarCodes
    case doubtSeveralNames, doubtFarDays, doubtAmountDiffers, doubtContinuation, doubtOrderRule, doubtTooManyStates
    case doubtDiscountLeft, doubtSums, partsOfOrders, takeApart, currencyFirst
    case doubtAt, muchMissing, examplesTitle, reasonHead, mendFirst, importRest, ruleMeansChoose

    // A run.
    case runQuestion, runRunning, runFailed, runFailedText, toAccounts, again, undoTitle, undoText, undoCounts, undo
    case undoAdded, undoChanged, undoNames, undoneRemoved, undoneRestored, undoneNames, undoneNothing, someAccounts
    case someProducts, undoOpen, undoAsk, undoNot, undoOrders, undoRestores, undoKeeps, undoRevenue, undoRevenueIn
    case undoDays, undoAccounts, undoLargest, undoAccountHead, undoOrdersHead, undoAmountHead, undoMore
    case undoRunning, undoneTitle, undoneText, undoneKept, undoneKeptMore, undoneByCommand, undoFailed

    // A run of costs.
    case costRun, costDidAdd, costDidChange, costDidLeave, costAllUnchanged, costUndoAdded, costUndoChanged
    case costUndoneRemoved, costUndoneRestored, costUndoneKept, costRunFailed, costUndoText, costCountNew,
        costRejectedText
    case costCountChanged, costCountUnchanged, costColumnMissing, costMonthsClosed, costMonthsClosedUndo

    // Fields.
    case fieldOrderNumber, fieldDay, fieldAccountCode, fieldAccountName, fieldProductCode, fieldProductName
    case fieldCategory, fieldQuantity, fieldUnitPrice, fieldAmount, fieldCost, fieldProfit, fieldDiscount
    case fieldCurrency, fieldRegion, fieldStatus, fieldUnitPriceWithTax, fieldAmountWithTax, fieldTaxAmount
    case fieldTaxRate, fieldUnitCost, fieldDiscountRate, fieldDocumentType

    // Rows.
    case rowMissing, rowNumber, rowDay, rowFutureDay, rowCurrency, rowTooLarge, rowTooLong, rowTooManyFields,
        rowDisagrees, reasonDisagreesOn
    case rowOrderTooLong, fileUnderWay, rowMonthClosed, sourceUnusable, rowOtherCurrency, monthsClosed,
        monthsClosedUndo, wouldBeLate, bookedLate
    case rowRejected, undoneMeanwhile, reasonNumber, reasonDay, reasonFutureDay, reasonOtherCurrency, reasonCurrency,
        reasonTooManyFields
    case reasonDisagrees, reasonOrderTooLong, reasonMonthClosed, reasonOrderRejected
    case rowRoundedCode, rowSigns, rowContinues, rowDaysApart, reasonRoundedCode, reasonContinues, reasonDaysApart

    // Mappings.
    case mapVersion, mapName, mapDelimiter, mapCurrency, mapUnmapped, mapColumnMissing, mapPlace
    case mapDayUnreadable, mapDayAmbiguous, mapUnknown, mapUnreadable
    case mapHeaderTwice, mapHeaderLine, mapSpan, mapConstant, mapDayContradictory, mapNumbersAmbiguous
    case mapNumbersContradictory, mapStatesUnknown, mapTaxUnknown, mapAmountContradicts, mapAmountRepeats, stateRows
    case otherRule, ruleNumber, ruleNumberAccount, ruleNumberYear, ruleNumberAccountDay, ruleRow

    // Files.
    case fileGone, fileIsFolder, fileNotAllowed, fileReadFailed, fileChanged, fileDiskFull, fileWriteFailed
    case fileGzipDamaged, fileGzipTruncated, fileZip, fileExcel, fileOpenDocument, fileOldExcel, fileBzip2, fileXz
    case filePDF, fileUTF16, fileUTF32, fileNotText, fileNul, fileNotUTF8, fileGBK, fileLatin, fileQuote
    case fileTextBehindQuote, fileQuoteRows
    case fileFieldLong, fileFieldLongQuoted, fileRecordLong, fileColumns, fileDelimiter, fileEmpty, fileHeaderEmpty

    static let texts = Texts(en: PackageResources.en_json, zh: PackageResources.zh_json)
}

extension ImportText {
    /// What the column of reasons is called in files that people took.
    static let rejectTitles = Set(Language.allCases.map { texts.wording(ImportText.rejectReason, $0) })
}
