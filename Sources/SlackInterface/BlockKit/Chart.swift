/// Numbers as a picture, drawn by Slack itself. At most two in one message. Not every workspace takes it: whoever sends
/// one has the same numbers ready as text.
package enum Chart: Sendable, Equatable {
    /// A number with its name. Names are cut to 20 bytes.
    package struct Part: Sendable, Equatable {
        package let label: String
        package let value: Int

        package init(_ label: String, _ value: Int) {
            self.label = label
            self.value = value
        }

        var json: JSONValue {
            ["label": .string(VisibleText.clip(label, to: BlockLimits.chartLabel)), "value": .int(value)]
        }
    }

    /// Parts of a whole. Those of zero are left out; Slack wants at least one that isn't.
    case pie(title: String, [Part])
    /// One bar for each part.
    case bars(title: String, series: String, [Part], axis: String)

    var json: JSONValue {
        switch self {
        case .pie(let title, let parts):
            let segments = parts.filter { $0.value > 0 }.prefix(BlockLimits.chartSegments).map(\.json)
            return Self.block(title, ["type": "pie", "segments": .array(segments)])
        case .bars(let title, let series, let parts, let axis):
            let shown = parts.prefix(BlockLimits.chartPoints).map(\.json)
            return Self.block(
                title,
                [
                    "type": "bar",
                    "series": [
                        [
                            "name": .string(VisibleText.clip(series, to: BlockLimits.chartLabel)),
                            "data": .array(shown),
                        ]
                    ],
                    "axis_config": [
                        "categories": .array(shown.compactMap { $0["label"] }),
                        "y_label": .string(VisibleText.clip(axis, to: BlockLimits.chartTitle)),
                    ],
                ])
        }
    }

    private static func block(_ title: String, _ chart: JSONValue) -> JSONValue {
        [
            "type": "data_visualization", "title": .string(VisibleText.clip(title, to: BlockLimits.chartTitle)),
            "chart": chart,
        ]
    }
}
