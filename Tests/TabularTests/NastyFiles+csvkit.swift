/// What becomes of each file, one a line: `file: outcome`.
extension NastyFiles {
    static let csvkit = """
        LICENSE.txt: 17 × 1-8 comma
        bad.csv: 4 × 2-4 comma
        bad_skip_lines.csv: 4 × 2-4 comma
        blanks.csv: 2 × 6 comma
        blanks_converted.csv: 2 × 6 comma
        date_like_number.csv: 2 × 1 comma
        dummy.csv: 2 × 3 comma
        dummy.csv.bz2: this is a bzip2 file: unpack it and import the file inside
        dummy.csv.gz: 2 × 3 comma
        dummy.tsv: 2 × 3 tab
        dummy.xls: this is an old Excel workbook (.xls): save the sheet as CSV (UTF-8) and import that
        dummy.xlsx: this is an Excel workbook: save the sheet as CSV (UTF-8) and import that
        dummy2.csv: 2 × 3 comma
        dummy3.csv: 3 × 3 comma
        dummy_col_shuffled.csv: 2 × 3 comma
        dummy_col_shuffled_ragged.csv: 2 × 4 comma
        empty.csv: no record
        foo1.csv: 3 × 3 comma
        foo2.csv: 3 × 3 comma
        iris.csv: 151 × 5 comma
        irismeta.csv: 4 × 3 comma
        join_a.csv: 4 × 3 comma
        join_a_short.csv: 4 × 1-3 comma
        join_b.csv: 4 × 3 comma
        join_no_header_row.csv: 4 × 3 comma
        join_short.csv: 3 × 5 comma
        mac_newlines.csv: 3 × 3 comma
        no_header_row.csv: 1 × 3 comma
        no_header_row2.csv: 1 × 3 comma
        no_header_row3.csv: 2 × 3 comma
        null_byte.csv: line 2, column 1: a NUL byte stands in the text
        optional_quote_characters.csv: 2 × 3 comma
        realdata/Datagov_FY10_EDU_recp_by_State.csv: 58 × 9 comma
        realdata/FY09_EDU_Recipients_by_State.csv: 54 × 10 comma
        realdata/README.csv: 4 × 4 comma
        realdata/acs2012_5yr_population.csv: 94 × 4 comma
        realdata/census_2000/README.txt: 31 × 1-3 comma
        realdata/census_2000/VROUTFSJ.TXt: 1555 × 1-2 comma
        realdata/census_2000/census2000_geo_schema.csv: 84 × 3 comma
        realdata/census_2000/determination.csv: 1556 × 21 comma
        realdata/census_2000/determination_schema.csv: 22 × 6 comma
        realdata/census_2010/README.txt: 13 × 1-3 comma
        realdata/census_2010/census2010_geo_schema.csv: 102 × 3 comma
        realdata/census_2010/ilgeo2010_excerpt.csv: 1001 × 101 comma
        realdata/event-notification-rpt-lastmonth.txt: 73 × 72 pipe
        realdata/ks_1033_data.csv: 1576 × 14 comma
        realdata/ne_1033_data.xlsx: this is an Excel workbook: save the sheet as CSV (UTF-8) and import that
        sheets.xls: this is an old Excel workbook (.xls): save the sheet as CSV (UTF-8) and import that
        sheets.xlsx: this is an Excel workbook: save the sheet as CSV (UTF-8) and import that
        sheetsxls_converted.csv: 6 × 9 comma
        sheetsxlsx_converted.csv: 6 × 9 comma
        sniff_limit.csv: 2 × 3 semicolon
        sort_ints_nulls.csv: 4 × 3 comma
        test.xls: this is an old Excel workbook (.xls): save the sheet as CSV (UTF-8) and import that
        test.xlsx: this is an Excel workbook: save the sheet as CSV (UTF-8) and import that
        test_date_format.csv: 3 × 1 comma
        test_date_format_converted.csv: 3 × 1 comma
        test_extra_header.csv: 2 × 3-4 comma
        test_geo.csv: 18 × 12 comma
        test_geojson.csv: 4 × 7 comma
        test_latin1.csv: line 3, column 3: the text is not UTF-8, it looks like Latin-1 or Windows-1252: save the file as UTF-8
        test_literal_order.csv: 4 × 2 comma
        test_locale.csv: 2 × 3 comma
        test_locale_converted.csv: 2 × 3 comma
        test_numeric_date_format.csv: 3 × 1 comma
        test_precision.csv: 2 × 1 comma
        test_skip_lines.csv: 2 × 3 comma
        test_skip_lines.xls: this is an old Excel workbook (.xls): save the sheet as CSV (UTF-8) and import that
        test_skip_lines.xlsx: this is an Excel workbook: save the sheet as CSV (UTF-8) and import that
        test_utf16_big.csv: the text is UTF-16: save the file as UTF-8 and import that
        test_utf16_little.csv: the text is UTF-16: save the file as UTF-8 and import that
        test_utf8.csv: 3 × 3 comma
        test_utf8_bom.csv: 3 × 3 comma
        testdbf.dbf: this is a binary file, not a table of text
        testdbf_converted.csv: 9 × 12 comma
        testfixed: 4 × 1-2 comma
        testfixed_converted.csv: 5 × 8 comma
        testfixed_schema.csv: 9 × 3 comma
        testfixed_schema_no_inference.csv: 4 × 3 comma
        testfixed_skip_lines: 4 × 1-2 comma
        testjson_converted.csv: 6 × 7 comma
        testjson_multiline_converted.csv: 3 × 3 comma
        testjson_nested_converted.csv: 3 × 7 comma
        testxls_converted.csv: 6 × 8 comma
        testxls_unicode_converted.csv: 2 × 3 comma
        testxlsx_converted.csv: 6 × 8 comma
        testxlsx_noinference_converted.csv: 6 × 8 comma
        testxlsx_unicode_converted.csv: 2 × 3 comma
        """
}
