/// Passwords that people can read out and type: no letters that look alike.
package enum RandomPassword {
    private static let letters = Array("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789")

    /// Sixteen letters in fours, 93 bits from the system's generator unless a test gives another.
    package static func make(using generator: inout some RandomNumberGenerator) -> String {
        let groups = (0..<4).map { _ in
            String((0..<4).map { _ in letters[Int.random(in: letters.indices, using: &generator)] })
        }
        return groups.joined(separator: "-")
    }

    package static func make() -> String {
        var generator = SystemRandomNumberGenerator()
        return make(using: &generator)
    }
}
