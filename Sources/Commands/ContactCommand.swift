import Accounts
import ArgumentParser
import Contacts
import Database
import Measures
import Rights

struct ContactCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contact", abstract: "List the people at accounts, and add to them.",
        subcommands: [ContactList.self, ContactAdd.self])
}

struct ContactList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List contacts by name.")

    @Option(help: ArgumentHelp("Only those of this account, by its code.", valueName: "code"))
    var account: String?

    @Option(help: ArgumentHelp("Only those whose name contains this.", valueName: "text"))
    var search = ""

    @Flag(help: "Those who left, too.")
    var left = false

    @Flag(help: "Print as JSON.")
    var json = false

    @OptionGroup var speaker: SpeakerOptions

    @OptionGroup var database: DatabaseOptions

    /// More are read in the browser.
    private static let most = 1_000

    func run() async throws {
        try await database.with { database in
            let scope = try await speaker.speaker(in: database).scope
            var listing = ContactListing()
            if let account { listing.account = try await AccountCommand.find(account, in: database, scope: scope).id }
            (listing.search, listing.presence, listing.size) = (search, left ? .any : .here, Self.most)
            let found = try await ContactStore(database).list(listing, scope: scope).prefix(Self.most)
            if json { return try Console.print(json: found.map { ContactRow($0, scope) }) }
            for contact in found {
                let details = contact.details
                let words = [details.name, details.title, contact.accountName, details.personal.phone]
                Console.result(words.filter { !$0.isEmpty }.joined(separator: ", ").inOneLine)
            }
            if found.isEmpty { Console.say("There are no such contacts.") }
        }
    }
}

/// What a speaker may not see is null.
private struct ContactRow: Encodable {
    let id: Int
    let account: String
    let name: String
    let title: String
    let department: String
    let part: Console.Known<String>
    let consent: String
    let left: Console.Known<String>
    let phone: Console.Known<String>
    let email: Console.Known<String>
    let birthday: Console.Known<String>

    init(_ contact: Contact, _ scope: Scope) {
        let details = contact.details
        (id, account, name) = (contact.id, contact.accountName, details.name)
        (title, department, consent) = (details.title, details.department, details.consent.rawValue)
        part = Console.Known(value: details.part?.rawValue)
        left = Console.Known(value: details.left?.iso)
        let seen = scope.sees(.personal)
        phone = Console.Known(value: seen ? details.personal.phone : nil)
        email = Console.Known(value: seen ? details.personal.email : nil)
        birthday = Console.Known(value: details.personal.birthday?.text)
    }
}

struct ContactAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "add", abstract: "Add somebody at an account.")

    @Argument(help: "The account's code.")
    var account: String

    @Argument(help: "Their name.")
    var name: String

    @Option(help: "Their title.")
    var title = ""

    @Option(help: "A phone number.")
    var phone = ""

    @Option(help: "An e-mail address.")
    var email = ""

    @OptionGroup var speaker: SpeakerOptions

    @OptionGroup var database: DatabaseOptions

    func run() async throws {
        try await database.with { database in
            let speaker = try await speaker.speaker(in: database)
            let account = try await AccountCommand.changeable(account, for: speaker, in: database)
            var details = ContactDetails(name)
            details.title = title
            (details.personal.phone, details.personal.email) = (phone, email)
            let store = ContactStore(speaker.acting(on: database))
            let id = try await store.add(details, to: account.id, scope: speaker.writing)
            print("Contact \(id) is added to \(account.code).")
        }
    }
}
