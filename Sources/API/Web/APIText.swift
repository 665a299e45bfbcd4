import Site

/// The words of tokens and of the reference page.
enum APIText: String, TextKey {
    case handover, tokensTitle, tokensQuestion, tokensNone, tokensOthers, tokenNew, tokenMake, tokenRevoke, tokenDetail,
        tokenOver
    case name, nameHint, days, daysCount, scopes, scopeRead, scopeWrite, scopeImport
    case madeTitle, madeQuestion, madeText, madeUse, back, revoked, toReference
    case tokenOwner, nameMissing, nameLong, nameTaken, scopeMissing, daysWrong
    case actMade, actRevoked, token
    case referenceTitle, referenceQuestion, referenceText, referenceRights, referencePaging, referenceOnce,
        referenceDocument, example
    case partName, partKind, partText, inAddress, inBody, inAnswer, needsScope, needsAct, required, masked

    static let texts = Texts(en: PackageResources.en_json, zh: PackageResources.zh_json)
}
