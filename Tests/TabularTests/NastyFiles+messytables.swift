/// What becomes of each file, one a line: `file: outcome`.
extension NastyFiles {
    static let messytables = """
        211.csv: line 77, column 56: the text is not UTF-8: save the file as UTF-8
        README.md: 3 × 1 comma
        begrotingsanalyse-2011.csv: 43 × 20 comma
        bian-anal-mca-2005-dols-eng-1011-0312-tab3.xlsm: this is an Excel workbook: save the sheet as CSV (UTF-8) and import that
        blank_line.ods: this is an OpenDocument file: save the sheet as CSV (UTF-8) and import that
        characters.csv: line 1, column 2: the text is not UTF-8: save the file as UTF-8
        complex.csv: 4 × 4-6 comma
        encrypted_no_password.xls: this is an old Excel workbook (.xls): save the sheet as CSV (UTF-8) and import that
        example.tsv: 141 × 17 tab
        excel_pasting.csv: 21 × 9 comma
        excel_properties.xls: this is an old Excel workbook (.xls): save the sheet as CSV (UTF-8) and import that
        large.xlsx: this is an Excel workbook: save the sheet as CSV (UTF-8) and import that
        libreoffice.xlsx: this is an Excel workbook: save the sheet as CSV (UTF-8) and import that
        loffice-4.4.1.2.ods: this is an OpenDocument file: save the sheet as CSV (UTF-8) and import that
        long.csv: 4000 × 1 comma
        mixedGLB.csv: 137 × 19 comma
        multilineods.ods: this is an OpenDocument file: save the sheet as CSV (UTF-8) and import that
        null.csv: 10 × 4 comma
        ods_formats.ods: this is an OpenDocument file: save the sheet as CSV (UTF-8) and import that
        simple.csv: 7 × 3 comma
        simple.ods: this is an OpenDocument file: save the sheet as CSV (UTF-8) and import that
        simple.psv: 29 × 6 pipe
        simple.ssv: 7 × 3 semicolon
        simple.unknown: no record
        simple.xls: this is an old Excel workbook (.xls): save the sheet as CSV (UTF-8) and import that
        simple.xlsx: this is an Excel workbook: save the sheet as CSV (UTF-8) and import that
        skip_initials.csv: 3 × 2 comma
        small.csv: 1 × 1 comma
        span_rich.xls: this is an old Excel workbook (.xls): save the sheet as CSV (UTF-8) and import that
        spanish_chars.csv: line 1, column 8: the text is not UTF-8, it looks like Latin-1 or Windows-1252: save the file as UTF-8
        sparse_with_column_errors.csv: line 2, column 2: the text is not UTF-8, it looks like Latin-1 or Windows-1252: save the file as UTF-8
        sw_gen.xlsx: this is an Excel workbook: save the sheet as CSV (UTF-8) and import that
        unicode_sheet_name.xls: this is an old Excel workbook (.xls): save the sheet as CSV (UTF-8) and import that
        utf-16le_encoded.csv: the text is UTF-16: save the file as UTF-8 and import that
        utf8bom.csv: 1 × 2 comma
        weird_head_padding.csv: 86 × 1-11 semicolon
        """
}
