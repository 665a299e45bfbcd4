package import Database

/// Keeps the stops of the tour.
package struct TourStore: Sendable {
    private let database: any Database

    package init(_ database: any Database) { self.database = database }

    /// In the order of the tour; empty for a company of one's own.
    package func stops() async throws -> [TourStop] {
        try await database.read { connection in
            try connection.rows("SELECT story, path FROM tour_stops ORDER BY place") { row in
                TourStory(rawValue: try row.text(0)).map { TourStop($0, path: (try? row.text(1)) ?? "/") }
            }.compactMap { $0 }
        }
    }

    package func hasStops() async throws -> Bool {
        try await database.read { try $0.integer("SELECT place FROM tour_stops LIMIT 1") != nil }
    }

    /// Puts these in place of all there were.
    package func keep(_ stops: [TourStop]) async throws {
        try await database.write { connection in
            try connection.execute("DELETE FROM tour_stops")
            try connection.batch(
                stops.enumerated().map { place, stop in
                    """
                    INSERT INTO tour_stops (place, story, path) VALUES (\(place), \(stop.story.rawValue), \(stop.path))
                    """
                })
        }
    }
}

enum TourSchema {
    static let migrations = [
        Migration(
            "tour-001", ["CREATE TABLE tour_stops (place INTEGER PRIMARY KEY, story TEXT NOT NULL, path TEXT NOT NULL)"]
        )
    ]
}
