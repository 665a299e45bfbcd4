import Mustache
import Synchronization

/// A struct made ready to print: its property names are what templates ask for.
///
/// Texts, numbers, Booleans, optionals, other page values and arrays of them. A missing optional hides its section.
/// Rendering asks for names again and again, so a value is taken apart once and then looked up by name.
package protocol PageValue: Sendable {}

/// HTML that needs no escaping, for `{{{name}}}`; made by Site's own components only.
package struct Markup: Sendable, Equatable {
    package let html: String
    init(_ html: String) { self.html = html }
}

/// A page value taken apart.
final class PageNode: MustacheParent {
    private let fields: [String: Any]
    private let names: NameRecord?

    init(_ value: any PageValue, names: NameRecord?) {
        var fields: [String: Any] = [:]
        for child in Mirror(reflecting: value).children {
            if let label = child.label { fields[label] = PageNode.field(child.value, names) }
        }
        self.fields = fields
        self.names = names
    }

    init(fields: [String: Any], names: NameRecord?) {
        self.fields = fields
        self.names = names
    }

    func child(named name: String) -> Any? {
        let value = fields[name]
        names?.asked(name, isThere: value != nil)
        return value
    }

    private static func field(_ value: Any, _ names: NameRecord?) -> Any {
        switch FieldKind.of(value) {
        case .plain: return value
        case .markup: return (value as? Markup)?.html ?? ""
        case .optional: return (value as? any Maybe)?.held.map { field($0, names) } ?? Absent()
        case .list: return (value as? any Listing)?.held.map { field($0, names) } ?? []
        case .page: return (value as? any PageValue).map { PageNode($0, names: names) } ?? Absent()
        case .other: return String(describing: value)
        }
    }
}

/// How a field is printed. Asking a value for its conformances is slow, and so is asked once for each type.
private enum FieldKind {
    /// As it is.
    case plain
    case markup, optional, list, page, other

    private static let known = Mutex<[ObjectIdentifier: FieldKind]>([:])

    static func of(_ value: Any) -> FieldKind {
        let type = type(of: value)
        return known.withLock { known in
            if let kind = known[ObjectIdentifier(type)] { return kind }
            let kind = FieldKind(type)
            known[ObjectIdentifier(type)] = kind
            return kind
        }
    }

    /// Asks the type and not the value, for a value in an optional would pass for the value itself.
    private init(_ type: Any.Type) {
        self =
            switch type {
            case is String.Type, is Bool.Type, is Int.Type, is [String].Type: .plain
            case is Markup.Type: .markup
            case is any Maybe.Type: .optional
            case is any PageValue.Type: .page
            case is any Listing.Type: .list
            default: .other
            }
    }
}

/// An optional whose type is not known.
private protocol Maybe {
    var held: Any? { get }
}

extension Optional: Maybe {
    fileprivate var held: Any? { self }
}

/// An array whose elements' type is not known.
private protocol Listing {
    var held: [Any] { get }
}

extension Array: Listing {
    fileprivate var held: [Any] { map { $0 } }
}

/// An empty optional: it prints nothing and, unlike a missing name, is not looked for further out.
struct Absent: MustacheCustomRenderable {
    var renderText: String { "" }
    var isNull: Bool { true }
}

/// The names a template asked for in vain. Mustache climbs from the innermost value outwards, so a name is unknown
/// when no value that was asked for it in a row had it.
final class NameRecord: Sendable {
    private struct State {
        var pending: String?
        var unknown: Set<String> = []
    }
    private let state = Mutex(State())

    func asked(_ name: String, isThere: Bool) {
        state.withLock { state in
            if let pending = state.pending, pending != name { state.unknown.insert(pending) }
            state.pending = isThere ? nil : name
        }
    }

    /// Everything asked for and found nowhere.
    var unknown: [String] {
        state.withLock { state in state.unknown.union(state.pending.map { [$0] } ?? []).sorted() }
    }
}
