import Domain
import Foundation

extension IncidentPage {
    var diagnosis: HTML? {
        guard let diagnosis = incident.diagnosis else { return nil }
        let cause: HTML =
            switch diagnosis.verdict {
            case .codeCause(let location): Self.location(location)
            case .outside: "<p>The cause lies outside the repository.</p>"
            case .unsure: "<p>Not known: the evidence names no place in the repository, and no cause outside it.</p>"
            }
        return """
            <h2>Root cause</h2>
            \(cause)
            <p class="words">\(HTML(withCode: diagnosis.summary))</p>
            <p><strong>Confidence \(diagnosis.confidence.level.rawValue):</strong> \(diagnosis.confidence.reason)</p>
            \(diagnosis.runbook.map(Self.passage))
            <h3>Rests on</h3>
            <ul>\(diagnosis.citations.map { "<li>\(Self.citation($0))</li>" as HTML })</ul>
            \(Self.suspects(diagnosis))
            \(Self.owners(diagnosis))
            <p class="soft">Read at commit <code>\(diagnosis.base.short)</code>, \(Words.mode(diagnosis.mode))</p>
            """
    }

    var reproduction: HTML? {
        switch incident.reproduction {
        case .reproduced(let value):
            """
            <h2>Reproduction</h2>
            <p><code>\(value.input)</code> raises <code>\(value.exception)</code> at \
            <code>\(value.location.file):\(value.location.line)</code>, found after \(value.tried) inputs in \
            \(Words.seconds(value.seconds)).</p>
            <details><summary>The test that joins the patch: \(value.test.path)</summary>\
            <pre tabindex="0" role="region" aria-label="Test"><code>\(value.test.contents)</code></pre></details>
            """
        case .notReproduced(let value):
            "<h2>Reproduction</h2><p>The bug could not be reproduced with \(value.tried) inputs. \(value.reason)</p>"
        case nil: nil
        }
    }

    private static func location(_ location: CodeLocation) -> HTML {
        let function: HTML? = location.function.map { " in <code>\($0)</code>" }
        return """
            <p><code>\(location.file):\(location.line)</code>\(function)</p>
            <pre tabindex="0" role="region" aria-label="Line of code"><code>\(location.code)</code></pre>
            """
    }

    private static func citation(_ citation: Citation) -> HTML {
        switch citation {
        case .log(let line): "Log: <code>\(line)</code>"
        case .source(let place): "Source: <code>\(place.file):\(place.line)</code> <code>\(place.code)</code>"
        case .knowledge(let value): passage(value)
        }
    }

    private static func suspects(_ diagnosis: Diagnosis) -> HTML? {
        guard let suspects = diagnosis.suspects, !suspects.isEmpty else { return nil }
        let rollback: HTML? = diagnosis.rollback.map { suspect in
            """
            <p><strong>Alternative:</strong> roll back <code>\(suspect.commit.id.short)</code> \
            (\(suspect.commit.title)), which is only \(suspect.age) old.</p>
            """
        }
        return "<h3>Suspect changes</h3><ol>\(suspects.map { "<li>\(suspect($0))</li>" as HTML })</ol>\(rollback)"
    }

    private static func suspect(_ suspect: Suspect) -> HTML {
        let name: HTML = "<code>\(suspect.commit.id.short)</code>"
        let linked: HTML = suspect.url.map { "<a href=\"\($0.absoluteString)\">\(name)</a>" as HTML } ?? name
        return
            "\(linked) \(suspect.commit.title), by \(suspect.commit.author), \(suspect.age) before: \(suspect.reason)"
    }

    private static func owners(_ diagnosis: Diagnosis) -> HTML? {
        guard let owners = diagnosis.owners, !owners.isEmpty else { return nil }
        return "<p>Code owners of the place: \(owners.prefix(20).joined(separator: ", "))</p>"
    }

    static func passage(_ passage: Passage) -> HTML {
        let kind = passage.kind == .runbook ? "Runbook" : "Past incident"
        return """
            <details><summary>\(kind): \(passage.title)</summary><p class="words">\(passage.excerpt)</p>\
            \(passage.resolution.map { "<p class=\"words\"><strong>Resolution:</strong> \($0)</p>" as HTML })</details>
            """
    }
}
