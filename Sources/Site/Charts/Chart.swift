package import Measures

/// What a chart shows, sent as JSON to `mainstay.js`, which draws it in the reader's language and colours.
package struct Chart: Sendable, Encodable, Equatable {
    package enum Kind: String, Sendable, Encodable { case line, bar, stackedBar, area }

    /// How numbers are printed: an amount of money in major units, a plain number, or a share from 0 to 1.
    package enum Unit: Sendable, Equatable {
        case money(String)
        case number
        case share
    }

    package struct Series: Sendable, Encodable, Equatable {
        package var name: String
        /// One for each category; nil is a gap, which is not zero (SPEC P4).
        package var values: [Double?]
        package var kind: Kind?
        /// The colour's meaning, so that one thing has one colour everywhere; nil takes the next of the palette.
        package var tone: String?

        package init(_ name: String, _ values: [Double?], kind: Kind? = nil, tone: Tone? = nil) {
            self.name = name
            self.values = values
            self.kind = kind
            self.tone = tone?.rawValue
        }
    }

    /// A curve over two shares, as a concentration curve; both axes run from 0 to 1.
    package struct Curve: Sendable, Encodable, Equatable {
        package var name: String
        package var points: [[Double]]
        /// Draws the even distribution beside it.
        package var hasDiagonal: Bool
        /// A point of the curve worth naming.
        package var mark: Mark?
        /// What sums the curve up, written into its free corner.
        package var note: String?

        package init(
            _ name: String, _ points: [(Double, Double)], hasDiagonal: Bool = true, mark: Mark? = nil,
            note: String? = nil
        ) {
            self.name = name
            self.points = points.map { [$0.0, $0.1] }
            self.hasDiagonal = hasDiagonal
            self.mark = mark
            self.note = note
        }
    }

    package struct Mark: Sendable, Encodable, Equatable {
        package var point: [Double]
        package var text: String

        package init(_ x: Double, _ y: Double, _ text: String) {
            point = [x, y]
            self.text = text
        }
    }

    package struct Event: Sendable, Encodable, Equatable {
        package var category: String
        package var text: String

        package init(_ category: String, _ text: String) {
            self.category = category
            self.text = text
        }
    }

    package var kind: Kind
    package var unit: Unit
    package var categories: [String]
    package var series: [Series]
    package var curve: Curve?
    package var events: [Event]
    /// Where the accounts behind each category stand, or behind each point of the curve; nil where nothing opens.
    package var links: [String]?
    /// The words at the axes, with their unit.
    package var xTitle: String?
    package var yTitle: String?

    package init(
        _ kind: Kind, unit: Unit, categories: [String], series: [Series], events: [Event] = [],
        links: [String]? = nil, xTitle: String? = nil, yTitle: String? = nil
    ) {
        self.links = links
        self.kind = kind
        self.unit = unit
        self.categories = categories
        self.series = series
        self.events = events
        self.xTitle = xTitle
        self.yTitle = yTitle
    }

    /// A curve whose axes are shares.
    package init(curve: Curve, links: [String]? = nil, xTitle: String, yTitle: String) {
        self.init(.area, unit: .share, categories: [], series: [], links: links, xTitle: xTitle, yTitle: yTitle)
        self.curve = curve
    }
}

extension Money {
    /// In major units, as a chart draws it.
    package var charted: Double? { Double(decimalText) }
}

extension Chart.Unit: Encodable {
    private enum Key: String, CodingKey { case kind, mark }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .money(let currency):
            try container.encode("money", forKey: .kind)
            try container.encode(Currency(currency)?.pageMark ?? currency + " ", forKey: .mark)
        case .number: try container.encode("number", forKey: .kind)
        case .share: try container.encode("share", forKey: .kind)
        }
    }
}
