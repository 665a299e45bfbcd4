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

    /// Most fields are one of five types, and asking for exactly those spares the search for conformances.
    private static func field(_ value: Any, _ names: NameRecord?) -> Any {
        let type = type(of: value)
        if type == String.self || type == Bool.self || type == Int.self { return value }
        if type == String?.self { return value as? String ?? Absent() }
        if let markup = value as? Markup { return markup.html }
        if let optional = value as? any Maybe { return optional.held.map { field($0, names) } ?? Absent() }
        if let node = value as? any PageValue { return PageNode(node, names: names) }
        if type == [String].self { return value }
        if let list = value as? any Listing { return list.held.map { field($0, names) } }
        return String(describing: value)
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
