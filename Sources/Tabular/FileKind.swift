/// Why bytes that begin like this are not plain UTF-8 text; nil when they may be.
func refusal(of opening: UnsafeBufferPointer<UInt8>) -> TabularError? {
    kindByMagic(opening) ?? kindByBytes(opening)
}

private func kindByMagic(_ opening: UnsafeBufferPointer<UInt8>) -> TabularError? {
    if opening.starts(with: [0x50, 0x4B, 0x03, 0x04]) || opening.starts(with: [0x50, 0x4B, 0x05, 0x06]) {
        return kindOfZip(opening)
    }
    let kinds: [(magic: [UInt8], kind: TabularError)] = [
        ([0xD0, 0xCF, 0x11, 0xE0], .oldExcelWorkbook),
        ([0x42, 0x5A, 0x68], .bzip2),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], .xz),
        (Array("%PDF-".utf8), .pdf),
        // UTF-32 first: its little-endian mark begins like that of UTF-16.
        ([0xFF, 0xFE, 0x00, 0x00], .utf32),
        ([0x00, 0x00, 0xFE, 0xFF], .utf32),
        ([0xFF, 0xFE], .utf16),
        ([0xFE, 0xFF], .utf16),
    ]
    guard let found = kinds.first(where: { opening.starts(with: $0.magic) }) else { return nil }
    return found.kind == .bzip2 && !isBzip2(opening) ? nil : found.kind
}

/// `BZh` alone could be the start of a column's name; a block or the end of an empty file follows the level.
private func isBzip2(_ opening: UnsafeBufferPointer<UInt8>) -> Bool {
    let afterLevel = opening.dropFirst(4)
    return afterLevel.starts(with: [0x31, 0x41, 0x59, 0x26]) || afterLevel.starts(with: [0x17, 0x72, 0x45, 0x38])
}

/// The names of a workbook's parts stand unpacked in the archive.
private func kindOfZip(_ opening: UnsafeBufferPointer<UInt8>) -> TabularError {
    if opening.contains("mimetypeapplication/vnd.oasis.opendocument") { return .openDocument }
    if opening.contains("[Content_Types].xml") || opening.contains("xl/work") { return .excelWorkbook }
    return .zipArchive
}

private func kindByBytes(_ opening: UnsafeBufferPointer<UInt8>) -> TabularError? {
    var nuls = (even: 0, odd: 0)
    var controls = 0
    for (offset, byte) in opening.enumerated() where byte < 0x20 {
        if byte == 0 && offset.isMultiple(of: 2) { nuls.even += 1 }
        if byte == 0 && !offset.isMultiple(of: 2) { nuls.odd += 1 }
        if !(0x09...0x0D).contains(byte) { controls += 1 }
    }
    let half = opening.count / 2
    let (many, few) = (max(nuls.even, nuls.odd), min(nuls.even, nuls.odd))
    if half >= 2 && many * 10 >= half * 3 && few * 20 <= half { return .utf16 }
    return controls > 8 && controls * 50 > opening.count ? .notText : nil
}

extension UnsafeBufferPointer<UInt8> {
    fileprivate func contains(_ text: String) -> Bool {
        let wanted = Array(text.utf8)
        return indices.dropLast(wanted.count - 1).contains { self[$0...].starts(with: wanted) }
    }
}
