import ArgumentParser
import Composition
import Database
import People
import Rights
import Site

/// For whom a command speaks. Whoever runs commands has the database in hand; `--as` shows what somebody else would see.
struct SpeakerOptions: ParsableArguments {
    @Option(
        name: .customLong("as"),
        help: ArgumentHelp("Show, and do, only what this user may.", valueName: "user"))
    var user: String?

    /// - Throws: `Failure` when there is no such user.
    func speaker(in database: any Database) async throws -> Speaker {
        guard let user else { return Speaker(viewer: nil) }
        guard let viewer = try await database.read({ try ViewerReading.viewer(username: user, in: $0) }) else {
            throw Failure("There is no user “\(user)”, or they have left.")
        }
        return Speaker(viewer: viewer)
    }
}

struct Speaker: Sendable {
    /// Nil for the command line itself, which may everything.
    let viewer: Viewer?

    var scope: Scope { viewer?.scope ?? .everything }
    var writing: Scope { viewer?.writing ?? .everything }

    func may(_ act: Act) -> Bool { viewer.map { $0.acts.contains(act) } ?? true }

    /// The same database, writing on the behalf of whom the command speaks for.
    func acting(on database: any Database) -> any Database {
        guard let viewer else { return database }
        return database.acting(
            as: Author(user: viewer.user, name: viewer.name, way: .command, now: Composition.now))
    }

    /// Says, beside a report, that it speaks of a part.
    func remark() {
        guard let viewer, !viewer.scope.isEverything else { return }
        Console.say("Only the accounts that \(viewer.username) may see are counted.")
    }

    /// - Throws: `Failure` when the user's role does not let them.
    func require(_ act: Act) throws {
        guard let viewer, !viewer.acts.contains(act) else { return }
        throw Failure("\(viewer.username) may not do this: their role lacks the right “\(act.rawValue)”.")
    }
}
