/// A place on this site that a visitor may be sent to, so that `?next=` never leads elsewhere.
///
/// Browsers read `//host`, `/\host` and control characters in ways that leave the site; all of them are refused.
package func localPath(_ text: String?) -> String? {
    guard let text, text.utf8.count <= 2_000, text.hasPrefix("/"), !text.hasPrefix("//") else { return nil }
    let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }
    return isPlain ? text : nil
}
