package import Database
package import Site

/// What a feature hands over when somebody leaves: their accounts, their tasks. Run inside the one transaction that
/// lets them go, so that nothing is left behind.
package struct Handover: Contribution {
    package var hand: @Sendable (_ from: Int, _ to: Int?, any Connection) throws -> Void
    /// How much there is to hand over, in words of the reader's; nil when there is nothing.
    package var summary: @Sendable (Visit, _ user: Int) async throws -> String?

    package init(
        hand: @escaping @Sendable (Int, Int?, any Connection) throws -> Void,
        summary: @escaping @Sendable (Visit, Int) async throws -> String?
    ) {
        self.hand = hand
        self.summary = summary
    }
}
