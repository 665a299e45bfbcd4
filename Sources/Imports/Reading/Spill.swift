import Tabular

/// Bytes sorted into parts in bounded memory: what does not fit is written to a temporary file in pieces.
struct Spill: Sendable {
    private var parts: [[UInt8]]
    private var pieces: [[Piece]]
    private var held = 0
    private var written = 0
    private var file: TemporaryFile?
    private let room: Int

    private struct Piece: Sendable {
        var offset: Int
        var count: Int
    }

    /// - Parameter room: bytes held in memory before they go to the file.
    init(parts count: Int, room: Int) {
        parts = Array(repeating: [], count: count)
        pieces = Array(repeating: [], count: count)
        self.room = room
    }

    var partCount: Int { parts.count }

    func byteCount(of part: Int) -> Int { pieces[part].reduce(parts[part].count) { $0 + $1.count } }

    /// Adds one whole record to a part.
    mutating func append(to part: Int, _ write: (inout [UInt8]) -> Void) throws(TabularError) {
        let before = parts[part].count
        write(&parts[part])
        held += parts[part].count - before
        if held > room { try flush() }
    }

    /// A part's records in the order they came.
    func bytes(of part: Int) throws(TabularError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(byteCount(of: part))
        for piece in pieces[part] { bytes += try file?.read(piece.count, at: piece.offset) ?? [] }
        bytes.append(contentsOf: parts[part])
        return bytes
    }

    /// A part's records piece by piece: for parts too large to hold.
    func forEachPiece(of part: Int, _ body: ([UInt8]) throws -> Void) throws {
        for piece in pieces[part] {
            try body(try file?.read(piece.count, at: piece.offset) ?? [])
        }
        if !parts[part].isEmpty { try body(parts[part]) }
    }

    /// Adds empty parts and answers the number of the first.
    mutating func addParts(_ count: Int) -> Int {
        parts += Array(repeating: [], count: count)
        pieces += Array(repeating: [], count: count)
        return parts.count - count
    }

    /// Forgets a part's records.
    mutating func empty(_ part: Int) {
        held -= parts[part].count
        parts[part] = []
        pieces[part] = []
    }

    private mutating func flush() throws(TabularError) {
        let file: TemporaryFile
        if let known = self.file { file = known } else { file = try TemporaryFile() }
        self.file = file
        for part in parts.indices where !parts[part].isEmpty {
            let offset = written
            try file.write(parts[part], at: offset)
            pieces[part].append(Piece(offset: offset, count: parts[part].count))
            written += parts[part].count
            parts[part].removeAll(keepingCapacity: true)
        }
        held = 0
    }
}
