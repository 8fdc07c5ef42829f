import Foundation

/// A table that Slack draws, with a first column that names each row. Cells are our own words and numbers.
package struct DataTable: Sendable, Equatable {
    /// What the table shows; read aloud by screen readers.
    package let caption: String
    package let header: [String]
    /// Each as long as the header.
    package let rows: [[String]]

    package init(caption: String, header: [String], rows: [[String]]) {
        self.caption = caption
        self.header = header
        self.rows = rows
    }

    var json: JSONValue {
        let shown = [header] + rows.prefix(BlockLimits.tableRows)
        return [
            "type": "data_table", "caption": .string(caption), "row_header_column_index": 0, "page_size": 10,
            "rows": .array(shown.map { .array($0.map(Self.cell)) }),
        ]
    }

    /// The same in fixed-width letters, for workspaces without tables.
    package var text: String {
        let all = [header] + rows
        let widths = header.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        return all.map { row in
            zip(row, widths).map { cell, width in cell + String(repeating: " ", count: width - cell.count) }
                .joined(separator: "  ").trimmingCharacters(in: .whitespaces)
        }
        .joined(separator: "\n")
    }

    private static func cell(_ words: String) -> JSONValue {
        let shown = VisibleText.clip(words, to: BlockLimits.tableCell)
        return ["type": "raw_text", "text": .string(shown.isEmpty ? "–" : shown)]
    }
}
