import Measures
import Tabular

/// Remembers the codes of a file's accounts, by hash, to tell of codes that look alike and of codes with several names.
struct CodeBook: Sendable {
    /// Beyond so many codes nothing more is remembered: 32 bytes each.
    private static let most = 2_000_000
    private static let shown = 5

    private struct Known: Sendable {
        /// Of its first name; 0 while it has none.
        var name: UInt64
        var hasOthers = false
    }

    /// Whether a code may say that its row sums up others; where products have a column they say so.
    var findsTotals = false
    private var totals: Set<UInt64> = []
    private var codes: [UInt64: Known] = [:]
    /// By the hash of what the code is without regard to case and width: the hash of the first code.
    private var folded: [UInt64: UInt64] = [:]
    private var last: (code: UInt64, name: UInt64)?
    private(set) var alike: [String] = []
    private(set) var alikeCount = 0
    private(set) var named: [String] = []
    private(set) var namedCount = 0

    /// Answers whether the code is none, but says that its row sums up others.
    mutating func isTotal(_ code: UnsafeBufferPointer<UInt8>, name: UnsafeBufferPointer<UInt8>) -> Bool {
        let hash = ByteHash.hash(code, seed: 6)
        if totals.contains(hash) { return true }
        if findsTotals, codes[hash] == nil, Vocabulary.all.isTotal(code, alone: false) {
            totals.insert(hash)
            return true
        }
        note(code, hash, name: name)
        return false
    }

    private mutating func note(
        _ code: UnsafeBufferPointer<UInt8>, _ hash: UInt64, name: UnsafeBufferPointer<UInt8>
    ) {
        let nameHash = name.isEmpty ? 0 : ByteHash.hash(name, seed: 7)
        if let last, last.code == hash, last.name == nameHash { return }
        last = (hash, nameHash)
        guard var known = codes[hash] else { return add(code, hash, nameHash) }
        if nameHash == 0 || known.name == nameHash || known.hasOthers { return }
        if known.name != 0 {
            known.hasOthers = true
            namedCount += 1
            if named.count < Self.shown { named.append(String(decoding: code, as: UTF8.self)) }
        }
        known.name = known.name == 0 ? nameHash : known.name
        codes[hash] = known
    }

    private mutating func add(_ code: UnsafeBufferPointer<UInt8>, _ hash: UInt64, _ name: UInt64) {
        guard codes.count < Self.most else { return }
        codes[hash] = Known(name: name)
        // Digits and capitals of ASCII are their own folding; what else there is may look like another code.
        var key = CSVHeader.key(String(decoding: code, as: UTF8.self))
        let fold = key.withUTF8 { ByteHash.hash($0, seed: 8) }
        guard let first = folded.updateValue(hash, forKey: fold), first != hash else { return }
        alikeCount += 1
        if alike.count < Self.shown { alike.append(String(decoding: code, as: UTF8.self)) }
    }
}

/// How many rows lie in each year, to tell of days a lifetime from all others.
struct YearCount: Sendable {
    private var rows: [Int: (count: Int, line: Int)] = [:]
    private var last: (first: Int32, end: Int32, year: Int)?

    mutating func count(_ day: Int32, line: Int) {
        let year: Int
        if let last, day >= last.first, day < last.end {
            year = last.year
        } else {
            year = Day(Int(day)).year
            let first = Day(year: year, month: 1, day: 1).map { $0.number } ?? day
            last = (first, first + 365, year)
        }
        rows[year, default: (0, line)].count += 1
    }

    /// Years that lie ten or more from every year in which business is done, with their rows and the first line.
    var far: [(year: Int, count: Int, line: Int)] {
        let total = rows.values.reduce(0) { $0 + $1.count }
        let usual = rows.filter { $0.value.count * 20 > total }.keys
        guard !usual.isEmpty else { return [] }
        return rows.filter { year, _ in usual.allSatisfy { abs($0 - year) >= 10 } }
            .map { ($0.key, $0.value.count, $0.value.line) }.sorted { $0.0 < $1.0 }
    }
}
