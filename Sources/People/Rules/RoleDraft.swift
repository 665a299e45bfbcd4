package import Rights

/// A role as somebody wants to make or change it.
package struct RoleDraft: Sendable, Equatable {
    package enum Problem: Error, Sendable, Equatable {
        case codeMissing, codeLetters, codeTaken
        case nameMissing, nameLong
        /// The administrator's role stays whole, so that nobody is locked out.
        case administrator
        /// People have it.
        case inUse
        case builtIn
        case unknown
    }

    private static let longestCode = 40

    package let role: Role

    /// - Throws: `Problem`, the first in the order of the form.
    package init(
        code: String, name: String, reads: Reach, writes: Reach, fields: Set<Field>, acts: Set<Act>, isNew: Bool
    ) throws(Problem) {
        let isBuiltIn = Role.builtIn.contains { $0.code == code }
        // Whoever administers can give themselves everything, so it is the administrator's alone.
        if code == Role.administratorCode || acts.contains(.administering) { throw .administrator }
        if isNew {
            if code.isEmpty { throw .codeMissing }
            // The page of a role has its code in the address, and this one is the form's.
            if code == "new" { throw .codeTaken }
            let isPlain = code.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
            }
            guard isPlain, code.count <= Self.longestCode else { throw .codeLetters }
            if isBuiltIn { throw .codeTaken }
        }
        if !isBuiltIn {
            if name.isEmpty { throw .nameMissing }
            if name.count > OrgUnit.longestName { throw .nameLong }
        }
        role = Role(
            code, name: isBuiltIn ? nil : name, reads: reads, writes: writes, fields: fields, acts: acts)
    }
}
