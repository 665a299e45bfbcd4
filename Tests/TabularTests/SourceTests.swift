import Foundation
import Tabular
import Testing

/// Files, plain and packed, and what can be wrong with them.
struct SourceTests {
    /// `a,b\n1,2\n` packed by gzip.
    static let packed: [UInt8] = [
        0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x4B, 0xD4, 0x49, 0xE2, 0x32, 0xD4, 0x31, 0xE2,
        0x02, 0x00, 0x7B, 0x07, 0x97, 0x0A, 0x08, 0x00, 0x00, 0x00,
    ]
    /// `3,4\n` packed by gzip.
    static let packedMore: [UInt8] = [
        0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x33, 0xD6, 0x31, 0xE1, 0x02, 0x00, 0x3E, 0x2D,
        0x72, 0xA9, 0x04, 0x00, 0x00, 0x00,
    ]

    @Test("plain and gzip files read alike, members one after another, padding behind")
    func opens() throws {
        let folder = try TemporaryFolder()
        let plain = try folder.write(Array("a,b\n1,2\n".utf8), as: "plain.csv")
        let gzip = try folder.write(Self.packed, as: "packed.csv")
        let members = try folder.write(Self.packed + Self.packedMore + [0, 0, 0], as: "members.gz")
        #expect(try records(openSource(path: plain)) == [["a", "b"], ["1", "2"]])
        #expect(try records(openSource(path: gzip)) == [["a", "b"], ["1", "2"]])
        #expect(try records(openSource(path: members)) == [["a", "b"], ["1", "2"], ["3", "4"]])
        #expect(try records(openSource(path: try folder.write([], as: "empty"))) == [])
        #expect(try records(openSource(path: try folder.write([0x61], as: "one"))) == [["a"]])
    }

    @Test("cut-off and damaged gzip is an error, never a shorter file")
    func brokenGzip() throws {
        for length in 2..<Self.packed.count {
            let source = try GzipSource(unpacking: MemorySource(Array(Self.packed.prefix(length)), chunk: 1))
            #expect(failure(source) == .gzipTruncated)
        }
        var damaged = Self.packed
        damaged[damaged.count - 6] ^= 0xFF
        #expect(failure(try GzipSource(unpacking: MemorySource(damaged))) == .gzipDamaged)
        #expect(failure(try GzipSource(unpacking: MemorySource(Self.packed + [0x61, 0x62]))) != nil)
    }

    @Test("progress is that of the file on disk")
    func progress() throws {
        let folder = try TemporaryFolder()
        let source = try openSource(path: try folder.write(Self.packed, as: "packed.gz"))
        #expect(source.totalBytes == Self.packed.count)
        #expect(source.consumedBytes == 0)
        _ = try records(source)
        #expect(source.consumedBytes == Self.packed.count)
    }

    @Test("a read that fails is an error, at the start and in the middle")
    func failedRead() throws {
        let noMemoryAtZero = "/proc/self/mem"
        #expect(throws: TabularError.readFailed(path: noMemoryAtZero, code: EIO)) {
            try openSource(path: noMemoryAtZero)
        }
        let reader = CSVReader(source: FailingSource(), limits: CSVLimits(opening: 16))
        #expect(try reader.next())
        #expect(reader.texts == ["a", "b"])
        #expect(throws: FailingSource.failure) { while try reader.next() {} }
        #expect(try reader.next() == false)
    }

    @Test("missing files, directories and files that change are errors")
    func unreadable() throws {
        let folder = try TemporaryFolder()
        let missing = folder.path("none.csv")
        #expect(throws: TabularError.fileMissing(path: missing)) { try openSource(path: missing) }
        let directory = folder.url.path
        #expect(throws: TabularError.fileIsDirectory(path: directory)) { try openSource(path: directory) }
        let growing = try folder.write(Array("a,b\n".utf8), as: "growing.csv")
        let source = try openSource(path: growing)
        let handle = try FileHandle(forWritingTo: URL(filePath: growing))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("5,6\n".utf8))
        try handle.close()
        #expect(failure(source) == .fileChanged(path: growing))
    }
}

/// Gives four records, then fails as a disk does.
private final class FailingSource: ByteSource {
    static let failure = TabularError.readFailed(path: "orders.csv", code: EIO)
    private let start = MemorySource("a,b\n1,2\n3,4\n5,6\n7")
    let totalBytes: Int? = nil
    var consumedBytes: Int { start.consumedBytes }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(TabularError) -> Int {
        let count = start.read(into: buffer)
        guard count > 0 else { throw Self.failure }
        return count
    }
}
