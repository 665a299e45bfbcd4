/// `application/x-www-form-urlencoded`, as browsers write it.
enum URLEncoded {
    static func form(_ bytes: ArraySlice<UInt8>) -> Form {
        var form = Form()
        for pair in bytes.split(separator: UInt8(ascii: "&")).prefix(2_000) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            form.add(parts.count == 2 ? text(parts[1]) : "", to: text(parts[0]))
        }
        return form
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        var rest = bytes
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): plain.append(0x20)
            case UInt8(ascii: "%"): plain.append(escaped(&rest) ?? byte)
            default: plain.append(byte)
            }
        }
        return String(decoding: plain, as: UTF8.self)
    }

    /// The byte of two hexadecimal digits; a stray percent sign stays what it is.
    private static func escaped(_ rest: inout ArraySlice<UInt8>) -> UInt8? {
        guard let byte = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16), rest.count >= 2 else {
            return nil
        }
        rest = rest.dropFirst(2)
        return byte
    }
}

/// Writes addresses.
package enum PercentEncoding {
    /// A value inside a query or a path's component: everything but RFC 3986's unreserved letters is escaped.
    package static func component(_ text: String) -> String {
        // A list writes dozens of addresses, and most of what stands in them is plain.
        if text.utf8.allSatisfy(isUnreserved) { return text }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count * 3)
        for byte in text.utf8 {
            if isUnreserved(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digit(byte >> 4), digit(byte & 15)]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }

    /// A query with its question mark, empty when there is nothing to say.
    package static func query(_ items: [(name: String, value: String?)]) -> String {
        let pairs = items.compactMap { item in item.value.map { component(item.name) + "=" + component($0) } }
        return pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&")
    }
}
