import ArgumentParser
import Database
import People
import Rights
import Site

struct TeamCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "team", abstract: "Manage departments and teams.",
        subcommands: [TeamAdd.self, TeamList.self, TeamRemove.self])

    /// - Throws: `Failure` when no unit, or more than one, has the name.
    static func unit(_ name: String?, in database: any Database) async throws -> OrgUnit? {
        guard let name else { return nil }
        let found = try await OrganisationStore(database).organisation().inOrder.map(\.unit).filter { $0.name == name }
        if found.count > 1 {
            throw Failure("There are \(found.count) teams called “\(name)”; change them in the browser.")
        }
        guard let unit = found.first else { throw Failure("There is no team “\(name)”.") }
        return unit
    }
}

struct TeamAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "add", abstract: "Add a department or a team.")

    @Argument(help: "Its name.")
    var name: String

    @Flag(help: "It is a department.")
    var department = false

    @Option(help: ArgumentHelp("The department or team it is part of.", valueName: "team"))
    var above: String?

    @Option(help: ArgumentHelp("Who leads it.", valueName: "user"))
    var manager: String?

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        try await database.with { database in
            var leader: User?
            if let manager { leader = try await UserCommand.find(manager, in: database) }
            let unit = OrgUnit(
                id: 0, parent: try await TeamCommand.unit(above, in: database)?.id,
                kind: department ? .department : .team,
                name: name, manager: leader?.id)
            _ = try await OrganisationStore(database).add(unit)
            print("\(name) is there.")
        }
    }
}

struct TeamList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List departments and teams as a tree.")

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        try await database.with { database in
            let users = try await PeopleStore(database).users(.everything)
            let names = Dictionary(uniqueKeysWithValues: users.map { ($0.id, $0.username) })
            let rows = try await OrganisationStore(database).organisation().inOrder.map { placed in
                [
                    String(repeating: "  ", count: placed.depth) + placed.unit.name, placed.unit.kind.rawValue,
                    placed.unit.manager.flatMap { names[$0] } ?? "–",
                    String(users.count { $0.unit == placed.unit.id && $0.isHere }),
                ]
            }
            Console.print(table: [["name", "kind", "manager", "people"]] + rows, rightAligned: [3])
        }
    }
}

struct TeamRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove a department or team that holds nobody.")

    @Argument(help: "Its name.")
    var name: String

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        try await database.with { database in
            guard let unit = try await TeamCommand.unit(name, in: database) else { return }
            try await OrganisationStore(database).remove(unit: unit.id)
            print("\(name) is gone.")
        }
    }
}
