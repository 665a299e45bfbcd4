import Composition
import Database
import Measures
import People
import Rights

/// Users that commands make.
enum NewUsers {
    /// Answers the user's id.
    /// - Throws: `Failure` that says what is wrong with the user.
    @discardableResult
    static func add(
        _ username: String, named name: String, password: String?, language: Language = .zh,
        role: String = Role.administratorCode, unit: Int? = nil, in database: any Database
    ) async throws -> Int {
        let user = NewUser(
            username: username, name: name, password: password, language: language, role: role, unit: unit)
        switch try await PeopleStore(database).add(user, now: Composition.now()) {
        case .user(let id): return id
        case .problems(let problems): throw Failure(problems.map(\.english).joined(separator: "; ") + ".")
        case .taken: throw Failure("There is a user already.")
        }
    }
}
