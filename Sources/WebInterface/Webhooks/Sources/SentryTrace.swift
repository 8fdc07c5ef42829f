/// The stack trace of a Sentry event, written as its language would print it, so that it is read like any log.
struct SentryTrace {
    private static let maximumFrames = 100

    let event: JSON

    var text: String? {
        guard let values = event["exception"]?["values"]?.array, let last = values.last else { return nil }
        let frames = Array((last["stacktrace"]?["frames"]?.array ?? []).suffix(Self.maximumFrames))
        let type = AlertText.line(last["type"]?.string ?? "Error")
        let value = last["value"]?.string ?? ""
        let headline = value.isEmpty ? type : "\(type): \(value)"
        return switch event["platform"]?.string {
        case "python":
            (["Traceback (most recent call last):"] + frames.map(python) + [headline]).joined(separator: "\n")
        default: ([headline] + frames.reversed().map(at)).joined(separator: "\n")
        }
    }

    private func python(_ frame: JSON) -> String {
        let place = "  File \"\(path(frame))\", line \(line(frame)), in \(function(frame))"
        guard let code = frame["context_line"]?.string, !code.isEmpty else { return place }
        return "\(place)\n    \(AlertText.line(code, limit: 500))"
    }

    private func at(_ frame: JSON) -> String {
        let column = frame["colno"]?.scalarText.map { ":\($0)" } ?? ""
        return "    at \(function(frame)) (\(path(frame)):\(line(frame))\(column))"
    }

    private func path(_ frame: JSON) -> String {
        AlertText.line(frame["abs_path"]?.string ?? frame["filename"]?.string ?? "unknown", limit: 500)
    }

    private func line(_ frame: JSON) -> String { frame["lineno"]?.scalarText ?? "0" }

    private func function(_ frame: JSON) -> String { AlertText.line(frame["function"]?.string ?? "<unknown>") }
}
