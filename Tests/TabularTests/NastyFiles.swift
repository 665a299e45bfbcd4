/// What becomes of each file of the collections: records × columns and delimiter, or the sentence of refusal.
enum NastyFiles {
    static let folders = [
        "csv-spectrum": csvSpectrum,
        "csvkit-examples": csvkit,
        "messytables-horror": messytables,
        "salesforce-dataloader-testfiles": salesforce,
    ]
}
