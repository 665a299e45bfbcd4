extension Markup {
    /// A square of dark and light dots, as a QR code is, printed as SVG: black on white whatever the colours around it,
    /// with the light margin that readers need.
    /// - Parameter isDark: by row and column.
    package static func dots(
        _ width: Int, margin: Int, title: String, isDark: (_ row: Int, _ column: Int) -> Bool
    ) -> Markup {
        var path = ""
        for row in 0..<width {
            for column in 0..<width where isDark(row, column) { path += "M\(column + margin) \(row + margin)h1v1h-1z" }
        }
        let size = width + 2 * margin
        return Markup(
            """
            <svg class="ms-dots" viewBox="0 0 \(size) \(size)" role="img" aria-label="\(escaped(title))">
            <rect width="\(size)" height="\(size)" fill="#fff"/><path d="\(path)" fill="#000" shape-rendering="crispEdges"/>
            </svg>
            """)
    }
}
