/// Many elements in pieces of a few thousand: growing and joining copy none of them, so that a million take the room of
/// a million.
package struct Pieces<Element: Sendable>: Sendable {
    private static var size: Int { 4_096 }
    private var pieces: [[Element]] = []

    package init() {}

    package var isEmpty: Bool { pieces.isEmpty }

    package mutating func append(_ element: Element) {
        if pieces.last.map({ $0.count >= Self.size }) ?? true {
            pieces.append([])
            pieces[pieces.count - 1].reserveCapacity(Self.size)
        }
        pieces[pieces.count - 1].append(element)
    }

    package mutating func append(_ other: consuming Pieces) { pieces += other.pieces }

    /// Changes every element in its place.
    package mutating func forEachInPlace(_ body: (inout Element) -> Void) {
        for piece in pieces.indices {
            for place in pieces[piece].indices { body(&pieces[piece][place]) }
        }
    }
}

extension Pieces: Sequence {
    package func makeIterator() -> FlattenSequence<[[Element]]>.Iterator { pieces.joined().makeIterator() }
}

extension Pieces: Equatable where Element: Equatable {
    package static func == (left: Pieces, right: Pieces) -> Bool { left.elementsEqual(right) }
}
