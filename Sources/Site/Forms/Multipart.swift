/// Cuts a `multipart/form-data` body (RFC 7578) into events while it streams: bytes in, events out, no I/O, and never
/// more in memory than a chunk and a part's headers.
struct Multipart {
    enum Event: Equatable {
        case began(name: String, fileName: String?)
        case bytes(ArraySlice<UInt8>)
        case ended
    }

    private enum State { case preamble, headers, content, epilogue }

    private static let longestHeaders = 16_384
    private let delimiter: [UInt8]
    /// Starts with the line end that the first boundary, at the very start of the body, lacks.
    private var buffer: [UInt8] = [0x0D, 0x0A]
    private var state = State.preamble

    /// - Parameter contentType: the header with its boundary; nil when it is not multipart or the boundary is wrong.
    init?(contentType: String) {
        guard contentType.lowercased().hasPrefix("multipart/form-data"),
            let boundary = HeaderValue.parameter("boundary", of: contentType),
            (1...70).contains(boundary.utf8.count), boundary.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F })
        else { return nil }
        delimiter = [0x0D, 0x0A, 0x2D, 0x2D] + Array(boundary.utf8)
    }

    /// True after the closing boundary; a body that ends before was cut off.
    var isComplete: Bool { state == .epilogue }

    /// - Throws: `Refusal.unreadable` for a body that is not what its header says.
    mutating func feed(_ chunk: [UInt8], _ handle: (Event) throws -> Void) throws {
        buffer += chunk
        while try step(handle) {}
    }

    /// True when there may be more to take from the buffer.
    private mutating func step(_ handle: (Event) throws -> Void) throws -> Bool {
        switch state {
        case .preamble: return try skipToBoundary { _ in }
        case .headers: return try readHeaders(handle)
        case .content:
            let more = try skipToBoundary { if !$0.isEmpty { try handle(.bytes($0)) } }
            if state != .content { try handle(.ended) }
            return more
        case .epilogue:
            buffer.removeAll()
            return false
        }
    }

    /// Hands out what lies before the next boundary; keeps back what may be the beginning of one.
    private mutating func skipToBoundary(_ handle: (ArraySlice<UInt8>) throws -> Void) throws -> Bool {
        guard let start = buffer.firstRange(ofBytes: delimiter) else {
            let safe = max(0, buffer.count - delimiter.count)
            try handle(buffer[..<safe])
            buffer.removeFirst(safe)
            return false
        }
        let end = start + delimiter.count
        guard buffer.count >= end + 2 else {
            try handle(buffer[..<start])
            buffer.removeFirst(start)
            return false
        }
        try handle(buffer[..<start])
        state = try afterBoundary(buffer[end], buffer[end + 1])
        buffer.removeFirst(end + 2)
        return true
    }

    private func afterBoundary(_ first: UInt8, _ second: UInt8) throws -> State {
        switch (first, second) {
        case (0x0D, 0x0A): .headers
        case (0x2D, 0x2D): .epilogue
        default: throw Refusal.unreadable
        }
    }

    private mutating func readHeaders(_ handle: (Event) throws -> Void) throws -> Bool {
        guard let end = buffer.firstRange(ofBytes: [0x0D, 0x0A, 0x0D, 0x0A]) else {
            guard buffer.count <= Self.longestHeaders else { throw Refusal.unreadable }
            return false
        }
        guard end <= Self.longestHeaders else { throw Refusal.unreadable }
        let lines = String(decoding: buffer[..<end], as: UTF8.self).split(separator: "\r\n")
        guard let line = lines.first(where: { $0.lowercased().hasPrefix("content-disposition:") }),
            let name = HeaderValue.parameter("name", of: String(line))
        else { throw Refusal.unreadable }
        buffer.removeFirst(end + 4)
        state = .content
        try handle(.began(name: name, fileName: HeaderValue.parameter("filename", of: String(line))))
        return true
    }
}
