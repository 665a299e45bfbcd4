import Foundation

/// Which file a path leads to, however it is written.
struct FileIdentity: Hashable {
    private let device: Int
    private let number: Int

    /// Nil when there is no file.
    init?(_ path: String) {
        let known = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: known),
            let device = attributes[.systemNumber] as? NSNumber,
            let number = attributes[.systemFileNumber] as? NSNumber
        else { return nil }
        (self.device, self.number) = (device.intValue, number.intValue)
    }
}
