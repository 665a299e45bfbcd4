/// What the values of a column show about the order of day, month and year; gathered over a whole file, since a majority
/// of the first rows proves nothing about the rest.
///
/// A value that no format reads is a bad row and no evidence. A year of two digits is never taken to stand first.
package struct DayEvidence: Sendable, Hashable {
    /// A value and the line it stands on.
    package struct Sample: Sendable, Hashable, Codable {
        package let text: String
        package let line: Int

        package init(text: String, line: Int) { (self.text, self.line) = (text, line) }
    }

    package enum Verdict: Sendable, Hashable {
        /// The one format that reads every day. `ymd` where no value tells and none is open.
        case settled(DayFormat)
        /// Every day can be read as month/day and as day/month.
        case open(Sample)
        /// No format reads both.
        case contradictory(Sample, Sample)
        /// There are values and not one is a day.
        case unreadable(Sample)
    }

    private var certain: Sample?
    private var open: Sample?
    private var unreadable: Sample?
    private var mdy: Sample?
    private var dmy: Sample?
    private var excel: Sample?

    package init() {}

    /// Whether a value showed that `format` is the order of its fields.
    package func tells(_ format: DayFormat) -> Bool {
        switch format {
        case .ymd: certain != nil
        case .mdy: mdy != nil
        case .dmy: dmy != nil
        case .excel: excel != nil
        }
    }

    /// Whether an open value would add nothing.
    package var isOpenKnown: Bool { open != nil || mdy != nil || dmy != nil }

    /// Takes a value into account; blank ones say nothing.
    package mutating func note(_ bytes: UnsafeBufferPointer<UInt8>, line: Int) {
        guard bytes.contains(where: { $0 > 0x20 }) else { return }
        let american = DayFormat.mdy.parse(bytes)
        let european = DayFormat.dmy.parse(bytes)
        let sample = Sample(text: String(decoding: bytes.prefix(DayScan.longestText), as: UTF8.self), line: line)
        switch (american?.day, european?.day) {
        case (let american?, let european?):
            if american == european { certain = certain ?? sample } else { open = open ?? sample }
        case (_?, nil): mdy = mdy ?? sample
        case (nil, _?): dmy = dmy ?? sample
        case (nil, nil):
            if DayFormat.excel.parse(bytes) != nil {
                excel = excel ?? sample
            } else {
                unreadable = unreadable ?? sample
            }
        }
    }

    /// The same for a text.
    package mutating func note(_ text: String, line: Int) {
        var text = text
        text.withUTF8 { note($0, line: line) }
    }

    package var verdict: Verdict {
        let told = [mdy, dmy, excel].compactMap { $0 }
        if told.count > 1 { return .contradictory(told[0], told[1]) }
        if let excel {
            guard let other = certain ?? open else { return .settled(.excel) }
            return .contradictory(excel, other)
        }
        if mdy != nil { return .settled(.mdy) }
        if dmy != nil { return .settled(.dmy) }
        if let open { return .open(open) }
        if certain == nil, let unreadable { return .unreadable(unreadable) }
        return .settled(.ymd)
    }
}
