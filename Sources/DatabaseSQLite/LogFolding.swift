import CSQLite
import Dispatch
import Synchronization

/// Folds the write-ahead log back into the file on a thread of its own, so that a long import need not stop for it.
///
/// What the writer adds meanwhile stays in the log, so under steady writing the log is never empty and would grow for
/// good: once it is long, the writer folds the little that is left itself, and the log begins anew.
final class LogFolding: Sendable {
    /// Pages in the log, of 4 KB, from which on it is folded.
    private static let enough: Int32 = 8_000
    /// Pages from which on the writer waits for it.
    private static let most: Int32 = 32_000

    private let path: String
    private let queue = DispatchQueue(label: "log folding", qos: .utility)
    private let isUnderWay = Atomic(false)
    /// Held while the log is folded, by whoever does it.
    private let turn = Mutex<SQLiteLink?>(nil)

    init(path: String) { self.path = path }

    /// Takes the place of SQLite's own folding after each commit of a connection, which must not outlive this.
    func attach(to link: SQLiteLink) {
        sqlite3_wal_hook(
            link.pointer,
            { context, connection, _, pages in
                if let context {
                    Unmanaged<LogFolding>.fromOpaque(context).takeUnretainedValue().noticed(pages, connection)
                }
                return SQLITE_OK
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    func close() {
        turn.withLock {
            $0?.shut()
            $0 = nil
        }
    }

    /// Whether folding succeeds does not matter here: a reader or another program may stand in its way, and the next
    /// commit tries again.
    private func noticed(_ pages: Int32, _ connection: OpaquePointer?) {
        if pages >= Self.most {
            turn.withLock { _ in _ = sqlite3_wal_checkpoint_v2(connection, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil) }
        } else if pages >= Self.enough, !isUnderWay.exchange(true, ordering: .relaxed) {
            queue.async { [self] in
                fold()
                isUnderWay.store(false, ordering: .relaxed)
            }
        }
    }

    private func fold() {
        turn.withLock { own in
            if own == nil { own = try? SQLiteLink(path: path, .writing) }
            guard let own else { return }
            _ = own.sync { sqlite3_wal_checkpoint_v2(own.pointer, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil) }
        }
    }
}
