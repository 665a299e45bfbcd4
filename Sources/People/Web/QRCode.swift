import CQREncode
import Site

/// A text as a picture that phones read (ISO/IEC 18004), made by libqrencode.
enum QRCode {
    private static let margin = 4

    /// Nil for a text that is too long.
    static func picture(_ text: String, title: String) -> Markup? {
        guard let code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1) else { return nil }
        defer { QRcode_free(code) }
        guard let modules = code.pointee.data else { return nil }
        let width = Int(code.pointee.width)
        return .dots(width, margin: margin, title: title) { row, column in modules[row * width + column] & 1 == 1 }
    }
}
