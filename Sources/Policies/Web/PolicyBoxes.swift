import Foundation
import Judging
import Measures
import Site

/// What stands in the boxes of a policy's form, by the keys of its document.
struct PolicyBoxes {
    private(set) var texts: [String: String] = [:]

    /// As a version has it.
    init(_ values: PolicyValues, _ sections: [PolicySection], _ language: Language) {
        for field in sections.fields { texts[field.place] = values[field.place].map { field.printed($0, language) } }
    }

    /// As it was typed. Rows of a list that were left empty go, and those behind them move up.
    init(_ form: Form, _ sections: [PolicySection]) {
        for section in sections {
            let rows = section.rows.map { row in row.fields.map { ($0.place, form.trimmed($0.place)) } }
            guard let list = section.list else {
                for (place, text) in rows.joined() { texts[place] = text }
                continue
            }
            let filled = rows.filter { $0.contains { !$0.1.isEmpty } }
            for (number, row) in filled.enumerated() {
                for (place, text) in row {
                    let key = place.dropFirst(list.count + 1).drop { $0 != "." }
                    texts["\(list).\(number)\(key)"] = text
                }
            }
        }
    }

    func rows(of list: String) -> Int { PolicyValues.count(of: list, in: texts.keys) }

    /// How many rows of a list the form had; nobody types more than a hundred.
    static func rows(of list: String, in form: Form) -> Int {
        min(PolicyValues.count(of: list, in: form.fields.keys), 100)
    }

    /// The document they mean, and the places where no number could be read.
    func values(_ sections: [PolicySection]) -> (values: PolicyValues, unreadable: [String]) {
        var values = PolicyValues()
        var unreadable: [String] = []
        for field in sections.fields {
            guard let text = texts[field.place], !text.isEmpty else { continue }
            switch field.kind {
            case .text, .choice: values[field.place] = .text(text)
            case .number(let factor):
                if let number = NumberInput.read(text) {
                    values[field.place] = .number(number / factor)
                } else {
                    unreadable.append(field.place)
                }
            }
        }
        return (values, unreadable)
    }
}

extension [PolicySection] {
    var fields: [PolicySection.Field] { flatMap { $0.rows.flatMap(\.fields) } }
}

extension PolicySection.Field {
    func printed(_ value: PolicyValues.Value, _ language: Language) -> String {
        switch (value, kind) {
        case (.text(let text), _): text
        case (.number(let number), .number(let factor)): Self.plain(number * factor, language)
        case (.number(let number), _): Self.plain(number, language)
        }
    }

    /// As people read it: the title of what was chosen.
    func said(_ value: PolicyValues.Value, _ language: Language) -> String {
        if case .choice(let options) = kind, case .text(let text) = value {
            return options.first { $0.value == text }?.title ?? text
        }
        return printed(value, language)
    }

    /// Up to six decimals, none of them in vain.
    private static func plain(_ number: Double, _ language: Language) -> String {
        let style = NumberStyle(language)
        for digits in 0..<6 {
            let power = pow(10, Double(digits))
            if abs((number * power).rounded() / power - number) < 1e-9 { return style.number(number, digits: digits) }
        }
        return style.number(number, digits: 6)
    }
}
