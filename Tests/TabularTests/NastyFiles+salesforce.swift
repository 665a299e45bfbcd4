/// What becomes of each file, one a line: `file: outcome`.
extension NastyFiles {
    static let salesforce = """
        20kRows.csv: 20001 × 1 comma
        SoqlInClauseFromCSV.csv: 21 × 3 comma
        accountsForInsert.csv: 5 × 4 comma
        acctsWithBinaryDataInRTF.csv: 2 × 2 comma
        bulkV2MultipleJobsCsvTemplate.csv: 101 × 7 comma
        constantMappingInCsv.csv: 3 × 2 comma
        constantMappingInCsvClashing.csv: 3 × 3 comma
        createAttachmentMultipleFilesTemplate.csv: 4 × 3 comma
        createAttachmentTemplate.csv: 2 × 3 comma
        csvEscapedQuotes.csv: 3 × 2 comma
        csvSeparator.csv: 3 × 3 comma
        csvtext.csv: 3 × 3 comma
        csvtext_BOM_UTF16BE.csv: the text is UTF-16: save the file as UTF-8 and import that
        csvtext_BOM_UTF16LE.csv: the text is UTF-16: save the file as UTF-8 and import that
        csvtext_BOM_UTF32BE.csv: the text is UTF-16: save the file as UTF-8 and import that
        csvtext_BOM_UTF32LE.csv: the text is UTF-16: save the file as UTF-8 and import that
        csvtext_BOM_UTF8.csv: 3 × 3 comma
        dateEndingInZ.csv: 2 × 9 comma
        dateOnlyWithTimeZone.csv: 3 × 8 comma
        dateUsingDefaultTimeZone.csv: 2 × 9 comma
        dateWithTimeZone.csv: 3 × 9 comma
        deleteAccountCsvTemplate.csv: 101 × 1 comma
        emptyFirstRowFieldValueInCsvTemplate.csv: 3 × 3 comma
        hardDelete1AccountCsvTemplate.csv: 2 × 1 comma
        hardDeleteAccountCsvTemplate.csv: 101 × 1 comma
        hardDeleteBulkApiSetToFalseTemplate.csv: 2 × 1 comma
        hardDeleteEmptyCsvFileTemplate.csv: 1 × 1 comma
        hardDeleteIDFromOtherObjectFailsTemplate.csv: 2 × 1 comma
        hardDeleteInvalidIDFailsOtherValidIDPassesTemplate.csv: 4 × 1 comma
        hardDeleteInvalidInputTemplate.csv: 2 × 1 comma
        hardDeleteSameObjectIDSucceedsOtherObjectIDFailsTemplate.csv: 3 × 1 comma
        hardDeleteUserPermOffTemplate.csv: 101 × 1 comma
        insertAccountCsv.csv: 101 × 7 comma
        insertAccountWithMultipleBatchesCSV.csv: 4 × 3 comma
        insertTaskWithContactAsWhoCsv.csv: 2 × 2 comma
        oneToManySforceFieldsMappingInCsv.csv: 3 × 3 comma
        polymorphicRelationshipInAttachment.csv: 3 × 4 comma
        timeZoneFormatTesting.csv: 13 × 2 comma
        timeZoneFormatTestingWithErrors.csv: 7 × 2 comma
        updateAccountCsvTemplate.csv: 101 × 5 comma
        updateAccountWithExternalIdCsvTemplate.csv: 6 × 6 comma
        upsertAccountCsvTemplate.csv: 101 × 7 comma
        upsertAccountSmallTemplate.csv: 11 × 7 comma
        upsertFkAccountNewFormatCsvTemplate.csv: 6 × 8 comma
        upsertFkAccountOldFormatCsvTemplate.csv: 51 × 8 comma
        upsertWithRowOffsetTemplate.csv: 11 × 7 comma
        """
}
