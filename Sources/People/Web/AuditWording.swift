import Audit
import Foundation
import Measures
import Rights
import Site

/// An entry of the audit in words.
struct AuditWording {
    let visit: Visit

    init(_ visit: Visit) { self.visit = visit }

    func cells(_ entry: AuditEntry, _ query: ListQuery) -> [ListCell] {
        let zone = visit.site.settings.timeZone
        let record = query.address(with: ("record", entry.subject.id)) + "&kind=" + entry.subject.kind.rawValue
        return [
            .noted(Day(unixSeconds: entry.time, in: zone).iso, detail: Self.clock(entry.time, in: zone)),
            .noted(person(entry), detail: entry.address ?? ""),
            .titled(act(entry.act), path: record, detail: subject(entry.subject)),
            .pairs(
                entry.changes.filter { $0.before != nil || $0.after != nil }.map { pair($0, of: entry.subject.kind) }),
        ]
    }

    /// Hours and minutes and seconds of the day.
    static func clock(_ time: Int, in zone: TimeZone) -> String {
        let seconds = time + zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(time)))
        let ofDay = ((seconds % 86_400) + 86_400) % 86_400
        return [ofDay / 3_600, ofDay / 60 % 60, ofDay % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }

    private func person(_ entry: AuditEntry) -> String {
        let way = Self.ways[entry.way]
        let name = entry.userName.isEmpty && way == nil ? visit.text(PeopleText.auditNobody) : entry.userName
        return [name, way.map { visit.text($0) } ?? ""].filter { !$0.isEmpty }.joined(separator: " · ")
    }

    static let ways: [String: PeopleText] = [
        "command": .auditByCommand, "api": .auditByAPI, "job": .auditByJob, "program": .auditByProgram,
    ]

    func act(_ code: String) -> String {
        guard let act = AuditAct(rawValue: code) else { return code }
        return Self.acts[act].map { visit.text($0) } ?? word { $0.acts[act] } ?? code
    }

    /// What the feature that brought something calls it.
    private func word(_ find: (AuditWords) -> AuditWords.Word?) -> String? {
        visit.site.contributions(AuditWords.self).lazy.compactMap(find).first?(visit.language)
    }

    func subject(_ subject: AuditSubject) -> String {
        let kind = kind(subject.kind)
        let name = subject.name.isEmpty ? subject.id : subject.name
        return name.isEmpty ? kind : kind + " " + name
    }

    func kind(_ kind: AuditSubject.Kind) -> String {
        Self.kinds[kind].map { visit.text($0) } ?? word { $0.kinds[kind] } ?? kind.rawValue
    }

    /// Long values, as a policy's document, are in the export whole.
    private static let longest = 160

    /// What a field is called by the feature whose record it is, then here, then by any other.
    func field(_ name: String, of kind: AuditSubject.Kind) -> String? {
        word { $0.kinds[kind] == nil ? nil : $0.fields[name] } ?? Self.fields[name].map { visit.text($0) }
            ?? word { $0.fields[name] }
    }

    private func pair(_ change: AuditChange, of kind: AuditSubject.Kind) -> (name: String, value: String) {
        let field = change.field
        func shown(_ value: String) -> String {
            let value = words(value, of: field)
            return value.count > Self.longest ? String(value.prefix(Self.longest)) + "…" : value
        }
        let name = self.field(field, of: kind) ?? field
        let value =
            switch (change.before, change.after) {
            case (let before?, let after?): shown(before) + " → " + shown(after)
            case (nil, let after?): shown(after)
            case (let before?, nil): shown(before) + " → –"
            case (nil, nil): ""
            }
        return (name, value)
    }

    /// Codes in words: one, several between blanks, or behind a name in brackets.
    func words(_ value: String, of field: String) -> String {
        func word(_ code: String) -> String? {
            Self.values[field]?[code].map { visit.text($0) } ?? self.word { $0.values[field]?[code] }
        }
        if let word = word(value) { return word }
        let codes = value.split(separator: " ").map(String.init)
        let words = codes.compactMap(word)
        if !codes.isEmpty, words.count == codes.count {
            return words.joined(separator: visit.language == .zh ? "、" : ", ")
        }
        return value.replacing(/\(([a-z_]+)\)/) { found in "(" + (word(String(found.1)) ?? String(found.1)) + ")" }
    }

    private static let values: [String: [String: PeopleText]] = [
        "role": Role.builtInTitles, "kind": codes(OrgUnit.Kind.self, \.title), "reads": codes(Reach.self, \.title),
        "writes": codes(Reach.self, \.title), "fields": codes(Field.self, \.title), "acts": codes(Act.self, \.title),
    ]

    private static func codes<Code: CaseIterable & RawRepresentable<String>>(
        _ type: Code.Type, _ title: (Code) -> PeopleText
    ) -> [String: PeopleText] {
        Dictionary(uniqueKeysWithValues: type.allCases.map { ($0.rawValue, title($0)) })
    }

    private static let kinds: [AuditSubject.Kind: PeopleText] = [
        .user: .auditUser, .unit: .auditUnit, .role: .auditRole, .company: .auditCompany, .account: .auditAccount,
        .policy: .auditPolicy, .run: .auditRun, .file: .auditFile,
    ]

    private static let acts: [AuditAct: PeopleText] = [
        .sessionBegun: .actSessionBegun, .sessionEnded: .actSessionEnded, .signInRefused: .actSignInRefused,
        .codeRefused: .actCodeRefused,
        .passwordChanged: .actPasswordChanged, .passwordLinkMade: .actPasswordLinkMade,
        .twoStepOn: .actTwoStepOn, .twoStepOff: .actTwoStepOff, .userAdded: .actUserAdded,
        .userChanged: .actUserChanged,
        .userLeft: .actUserLeft, .userReturned: .actUserReturned, .unitAdded: .actUnitAdded,
        .unitChanged: .actUnitChanged, .unitRemoved: .actUnitRemoved, .roleAdded: .actRoleAdded,
        .roleChanged: .actRoleChanged, .roleRemoved: .actRoleRemoved, .companyChanged: .actCompanyChanged,
        .accountGrouped: .actAccountGrouped, .accountAssigned: .actAccountAssigned, .circleChanged: .actCircleChanged,
        .tierDecided: .actTierDecided, .policyPublished: .actPolicyPublished, .runEnded: .actRunEnded,
        .runUndone: .actRunUndone, .fileTaken: .actFileTaken,
    ]

    private static let fields: [String: PeopleText] = [
        "name": .fieldName, "username": .username, "role": .role, "unit": .unit, "successor": .successor,
        "agent": .fieldAgent, "kind": .kind, "parent": .fieldParent, "manager": .manager, "reads": .fieldReads,
        "writes": .fieldWrites, "fields": .fieldFields, "acts": .fieldActs, "owner": .fieldOwner, "team": .fieldTeam,
        "shares": .fieldShares, "currency": .fieldCurrency, "time_zone": .fieldTimeZone,
        "closed_through": .fieldClosedThrough, "late_orders": .fieldLateOrders, "tier": .fieldTier,
        "through": .fieldThrough, "reason": .fieldReason, "version": .fieldVersion, "effective": .fieldEffective,
        "note": .fieldNote, "document": .fieldDocument, "state": .state, "sha256": .fieldSHA256, "read": .fieldRead,
        "accepted": .fieldAccepted, "rejected": .fieldRejected, "orders_new": .fieldOrdersNew,
        "orders_changed": .fieldOrdersChanged, "orders_unchanged": .fieldOrdersUnchanged,
        "accounts_new": .fieldAccountsNew, "products_new": .fieldProductsNew, "costs_new": .fieldCostsNew,
        "costs_changed": .fieldCostsChanged, "costs_unchanged": .fieldCostsUnchanged,
        "address": .fieldAddress,
    ]
}
