import Tabular

/// All records of a source as text.
func records(_ source: any ByteSource, delimiter: UInt8? = nil, limits: CSVLimits = .init()) throws(TabularError)
    -> [[String]]
{
    let reader = CSVReader(source: source, delimiter: delimiter, limits: limits)
    var records: [[String]] = []
    while try reader.next() { records.append(reader.texts) }
    return records
}

func records(_ text: String, delimiter: UInt8? = nil) throws(TabularError) -> [[String]] {
    try records(MemorySource(text), delimiter: delimiter)
}

/// What stops the reading of a source, after how many records.
func failure(_ source: any ByteSource, delimiter: UInt8? = nil, limits: CSVLimits = .init()) -> TabularError? {
    do throws(TabularError) {
        _ = try records(source, delimiter: delimiter, limits: limits)
        return nil
    } catch {
        return error
    }
}

func failure(_ text: String, limits: CSVLimits = .init()) -> TabularError? {
    failure(MemorySource(text), delimiter: comma, limits: limits)
}

let comma = UInt8(ascii: ",")

/// Numbers that look random and are the same on every run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
