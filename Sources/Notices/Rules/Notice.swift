/// One thing that one person is told.
package struct Notice: Sendable, Hashable {
    package var id: Int
    /// The code of its kind.
    package var kind: String
    /// What its sentence is filled with.
    package var values: [String: String]
    /// Leads to what it is about.
    package var path: String
    /// Unix seconds.
    package var time: Int
    package var isRead: Bool
}
