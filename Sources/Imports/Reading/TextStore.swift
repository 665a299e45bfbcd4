import Tabular

/// Texts by number in bounded memory: what does not fit is written to a temporary file.
struct TextStore: Sendable {
    private static let room = 16 << 20

    private var places: [(offset: Int, count: Int32)] = []
    /// The texts from `flushed` on.
    private var recent: [UInt8] = []
    private var flushed = 0
    private var file: TemporaryFile?

    var count: Int { places.count }

    func isEmpty(_ number: Int) -> Bool { places[number].count == 0 }

    /// Adds a place for another text, empty at first.
    mutating func addEmpty() { places.append((0, 0)) }

    mutating func set(_ number: Int, to text: String) throws(TabularError) {
        var text = text
        places[number] = (flushed + recent.count, Int32(text.utf8.count))
        text.withUTF8 { recent.append(contentsOf: $0) }
        if recent.count > Self.room { try flush() }
    }

    func text(_ number: Int) throws(TabularError) -> String {
        let (offset, count) = places[number]
        guard count > 0 else { return "" }
        if offset >= flushed {
            let start = offset - flushed
            return String(decoding: recent[start..<start + Int(count)], as: UTF8.self)
        }
        return String(decoding: try file?.read(Int(count), at: offset) ?? [], as: UTF8.self)
    }

    private mutating func flush() throws(TabularError) {
        let file: TemporaryFile
        if let known = self.file { file = known } else { file = try TemporaryFile() }
        self.file = file
        try file.write(recent, at: flushed)
        flushed += recent.count
        recent.removeAll(keepingCapacity: true)
    }
}
