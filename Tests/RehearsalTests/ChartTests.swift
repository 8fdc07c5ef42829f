import Testing

@testable import Rehearsal

@Suite struct ChartTests {
    private func breaches(_ blocks: JSON..., on surface: BlockKit.Surface = .home) -> [String] {
        BlockKit.breaches(of: blocks, on: surface)
    }

    private let pie: JSON = [
        "type": "data_visualization", "title": "By severity",
        "chart": ["type": "pie", "segments": [["label": "P0", "value": 2]]],
    ]

    private func bar(_ labels: JSON, _ data: JSON) -> JSON {
        [
            "type": "data_visualization", "title": "Outcomes",
            "chart": [
                "type": "bar", "series": [["name": "Incidents", "data": data]],
                "axis_config": ["categories": labels, "y_label": "Incidents"],
            ],
        ]
    }

    @Test func `charts are taken in messages and on the Home tab, not in modals`() {
        #expect(breaches(pie).isEmpty)
        #expect(breaches(pie, on: .message).isEmpty)
        #expect(!breaches(pie, on: .modal).isEmpty)
        #expect(breaches(bar(["P0"], [["label": "P0", "value": 0]])).isEmpty)
        #expect(breaches(pie, pie, pie).contains { $0.contains("no more than 2") })
    }

    @Test func `a chart that Slack would refuse is refused`() {
        let empty: JSON = [
            "type": "data_visualization", "title": "x",
            "chart": ["type": "pie", "segments": [["label": "P0", "value": 0]]],
        ]
        #expect(breaches(empty).contains { $0.contains("greater than 0") })
        #expect(!breaches(bar(["P0", "P1"], [["label": "P0", "value": 1]])).isEmpty)
        #expect(!breaches(bar(["twenty-one characters!"], [["label": "twenty-one characters!", "value": 1]])).isEmpty)
    }

    @Test func `a data table needs a header of plain text and rows as long as it`() {
        let cell: JSON = ["type": "raw_text", "text": "P0"]
        let number: JSON = ["type": "raw_number", "value": 3]
        func table(_ rows: JSON) -> JSON { ["type": "data_table", "caption": "Times", "rows": rows] }
        #expect(breaches(table([[cell, cell], [cell, number]])).isEmpty)
        #expect(!breaches(table([[cell, cell]])).isEmpty)
        #expect(!breaches(table([[cell, cell], [cell]])).isEmpty)
        #expect(!breaches(table([[cell, number], [cell, number]])).isEmpty)
    }
}
