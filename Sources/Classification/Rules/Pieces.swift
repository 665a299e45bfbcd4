/// Many elements in pieces of a few thousand: growing copies none of them, and joining two takes no room for both.
package struct Pieces<Element: Sendable>: Sendable {
    private static var size: Int { 4_096 }
    private var pieces: [[Element]] = []

    package init() {}

    package mutating func append(_ element: Element) {
        if pieces.last.map({ $0.count == Self.size }) ?? true {
            pieces.append([])
            pieces[pieces.count - 1].reserveCapacity(Self.size)
        }
        pieces[pieces.count - 1].append(element)
    }

    package mutating func append(_ other: consuming Pieces) {
        var rest = (consume other).pieces
        rest.reverse()
        while let piece = rest.popLast() { for element in piece { append(element) } }
    }

    /// Changes every element in its place.
    package mutating func forEachInPlace(_ body: (inout Element) -> Void) {
        for piece in pieces.indices {
            for place in pieces[piece].indices { body(&pieces[piece][place]) }
        }
    }
}

extension Pieces: RandomAccessCollection {
    package var startIndex: Int { 0 }
    package var endIndex: Int { pieces.isEmpty ? 0 : (pieces.count - 1) * Self.size + pieces[pieces.count - 1].count }
    package func makeIterator() -> FlattenSequence<[[Element]]>.Iterator { pieces.joined().makeIterator() }
    package subscript(place: Int) -> Element { pieces[place / Self.size][place % Self.size] }
}

extension Pieces: Equatable where Element: Equatable {
    package static func == (left: Pieces, right: Pieces) -> Bool { left.pieces == right.pieces }
}
