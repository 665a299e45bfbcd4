import CLibcrypto

/// SHA-256 (FIPS 180-4) of what is added piece by piece. A value: a copy goes on by itself.
package struct SHA256: Sendable {
    private var state = DigestState()

    package init() {}

    package mutating func update(_ bytes: some Sequence<UInt8>) {
        let isDone: Void? = bytes.withContiguousStorageIfAvailable { update(UnsafeRawBufferPointer($0)) }
        if isDone == nil { Array(bytes).withUnsafeBytes { update($0) } }
    }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        if !isKnownUniquelyReferenced(&state) { state = DigestState(copying: state) }
        state.update(bytes)
    }

    /// The 32 bytes of what was added so far; more may be added afterwards.
    package func finalized() -> [UInt8] { DigestState(copying: state).end() }

    /// The 32 bytes of a whole.
    package static func hash(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var hash = SHA256()
        hash.update(bytes)
        return hash.state.end()
    }
}

/// libcrypto's state of a digest under way. It fails only without memory, and then there is nothing left to tell.
///
/// Sendable because `SHA256` changes a state only while it holds the one reference to it.
private final class DigestState: @unchecked Sendable {
    /// Looked up once: looking it up for every hash costs more than hashing an order.
    private nonisolated(unsafe) static let algorithm = EVP_MD_fetch(nil, "SHA256", nil)

    private let context: OpaquePointer?

    init() {
        context = EVP_MD_CTX_new()
        let code = EVP_DigestInit_ex2(context, Self.algorithm, nil)
        precondition(code == 1, "libcrypto has no SHA-256 or no memory")
    }

    init(copying other: DigestState) {
        context = EVP_MD_CTX_new()
        let code = EVP_MD_CTX_copy_ex(context, other.context)
        precondition(code == 1, "libcrypto has no memory")
    }

    deinit { EVP_MD_CTX_free(context) }

    func update(_ bytes: UnsafeRawBufferPointer) {
        let code = EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
        precondition(code == 1, "libcrypto could not go on with a digest")
    }

    func end() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Int(EVP_MAX_MD_SIZE)) { room, count in
            var length: UInt32 = 0
            let code = EVP_DigestFinal_ex(context, room.baseAddress, &length)
            precondition(code == 1, "libcrypto could not end a digest")
            count = Int(length)
        }
    }
}
