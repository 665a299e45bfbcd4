/// What becomes of each file, one a line: `file: outcome`.
extension NastyFiles {
    static let csvSpectrum = """
        csvs/comma_in_quotes.csv: 2 × 5 comma
        csvs/empty.csv: 3 × 3 comma
        csvs/empty_crlf.csv: 3 × 3 comma
        csvs/escaped_quotes.csv: 3 × 2 comma
        csvs/json.csv: 2 × 2 comma
        csvs/location_coordinates.csv: 2 × 4 comma
        csvs/newlines.csv: 4 × 3 comma
        csvs/newlines_crlf.csv: 4 × 3 comma
        csvs/quotes_and_newlines.csv: 3 × 2 comma
        csvs/simple.csv: 2 × 3 comma
        csvs/simple_crlf.csv: 2 × 3 comma
        csvs/utf8.csv: 3 × 3 comma
        json/comma_in_quotes.json: 9 × 1-3 comma
        json/empty.json: 4 × 1-4 comma
        json/empty_crlf.json: 4 × 1-4 comma
        json/escaped_quotes.json: 10 × 1-2 comma
        json/json.json: 6 × 1-3 comma
        json/location_coordinates.json: 6 × 1-2 comma
        json/newlines.json: 17 × 1-2 comma
        json/newlines_crlf.json: 17 × 1-2 comma
        json/quotes_and_newlines.json: 10 × 1-2 comma
        json/simple.json: 7 × 1-2 comma
        json/simple_crlf.json: 7 × 1-2 comma
        json/utf8.json: 12 × 1-2 comma
        readme.md: 34 × 1-2 comma
        """
}
