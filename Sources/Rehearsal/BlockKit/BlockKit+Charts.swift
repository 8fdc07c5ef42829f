extension BlockKit {
    private static let label = Rule.words(1...20, literal: true)
    private static let axisLabel = Rule.words(1...50, literal: true)

    private static let segment = Rule.object(["label": label, "value": .number(above: 0)])
    private static let point = Rule.object(["label": label, "value": .number(above: nil)])

    private static let series = Rule.object(["name": label, "data": .list(point, 1...20)])
    private static let axis = Rule.object(
        ["categories": .list(label, 1...20)], optional: ["x_label": axisLabel, "y_label": axisLabel])

    private static let plotted = Rule.object(["series": .list(series, 1...12), "axis_config": axis]).and { chart in
        let categories = chart["axis_config"]?["categories"]?.items ?? []
        let all = chart["series"]?.items ?? []
        guard Set(all.compactMap { $0["name"]?.text }).count == all.count else { return "series names must be unique" }
        guard Set(categories).count == categories.count else { return "categories must be unique" }
        let isMatching = all.allSatisfy { ($0["data"]?.items ?? []).map { $0["label"] ?? .null } == categories }
        return isMatching ? nil : "every series needs one point for each category, in their order"
    }

    static let dataVisualization = Rule.object(
        [
            "title": .words(1...50, literal: true),
            "chart": .typed([
                "pie": .object(["segments": .list(segment, 1...12)]), "bar": plotted, "line": plotted, "area": plotted,
            ]),
        ], optional: ["block_id": blockID])

    private static let headerCell: [String: Rule] = [
        "raw_text": .object(["text": .words(1...20_000, literal: true)])
    ]

    private static let cell = headerCell.merging([
        "raw_number": .object(["value": .number(above: nil)], optional: ["text": .string(100)]),
        "rich_text": richText,
    ]) { first, _ in first }

    static let dataTable = Rule.object(
        ["caption": .words(1...2000, literal: true), "rows": .list(.list(.typed(cell), 1...20), 2...201)],
        optional: [
            "block_id": blockID, "page_size": .integer(1...100), "row_header_column_index": .integer(0...19),
        ]
    ).and { table in
        let rows = (table["rows"]?.items ?? []).map { $0.items ?? [] }
        if Set(rows.map(\.count)).count > 1 { return "every row needs as many cells as the header" }
        if rows.first?.contains(where: { $0["type"] != "raw_text" }) == true { return "header cells must be raw_text" }
        if (table["row_header_column_index"]?.integer ?? 0) >= rows.first?.count ?? 0 {
            return "row_header_column_index must name a column"
        }
        let text = rows.flatMap { $0 }.reduce(0) { $0 + ($1["text"]?.text?.utf8.count ?? 0) }
        return text > 20_000 ? "content must be less than 20001 characters" : nil
    }
}

extension Rule {
    /// Any number, or one above a bound.
    static func number(above bound: Double?) -> Rule {
        Rule { value, pointer, report in
            guard case .number(let number) = value else {
                return report.append(breach("must be a number", at: pointer))
            }
            if let bound, number <= bound { report.append(breach("must be greater than \(Int(bound))", at: pointer)) }
        }
    }
}
