/// How much of a file one field, one record and the opening look may take, so that memory stays bounded.
package struct CSVLimits: Sendable, Equatable {
    /// Bytes of one field as it stands in the file, quotes included.
    package var field: Int
    /// Bytes of one record as it stands in the file, without its line end.
    package var record: Int
    /// Columns of one record.
    package var columns: Int
    /// Bytes looked at before the first record to tell the kind of file and its delimiter; at least 16.
    package var opening: Int

    package init(field: Int = 1 << 20, record: Int = 4 << 20, columns: Int = 4096, opening: Int = 64 << 10) {
        let most = 1 << 29
        self.field = min(max(field, 1), most)
        self.record = min(max(record, 1), most)
        self.columns = min(max(columns, 1), 1 << 20)
        self.opening = min(max(opening, 16), most)
    }
}
