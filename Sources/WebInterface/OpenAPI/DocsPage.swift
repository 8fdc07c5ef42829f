import HTTPTypes

/// The API's description for people: every address with its parameters, body and answers, and every kind of problem.
struct DocsPage {
    let description: JSON

    var html: HTML {
        """
        <h1>API</h1>
        <p>\(description["info"]?["description"]?.string ?? "")</p>
        <p><a href="/openapi.json">The same as OpenAPI 3.1</a></p>
        \(sorted(description["paths"]).flatMap { path, methods in
            sorted(methods).filter { $0.0 != "parameters" }.map { operation(path, $0.0, $0.1) }
        })
        <h2 id="schemas">Values</h2>
        \(sorted(description["components"]?["schemas"]).map(schema))
        <h2 id="problems">Problems</h2>
        <p>Every error is <code>application/problem+json</code> (RFC 9457); <code>detail</code> says what to do.</p>
        <dl class="facts">\(Problem.Kind.allCases.map(problem))</dl>
        """
    }

    private func sorted(_ object: JSON?) -> [(String, JSON)] {
        (object?.object ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private func operation(_ path: String, _ method: String, _ operation: JSON) -> HTML {
        let parameters = (operation["parameters"]?.array ?? []).map(resolved)
        let name = "\(method.uppercased()) \(path)"
        return """
            <section class="card"><h2 id="\(operation["operationId"]?.string ?? "")"><code>\(name)</code></h2>
            <p>\(operation["summary"]?.string ?? "")</p>
            \(paragraph(operation["description"]))
            \(parameters.isEmpty ? nil : table("Parameter", of: name, parameters.map(parameter)))
            \(body(operation))
            \(table("Answer", of: name, sorted(operation["responses"]).map(answer)))
            </section>
            """
    }

    private func paragraph(_ text: JSON?) -> HTML? {
        text?.string.map { "<p>\(MarkdownLine($0).html)</p>" }
    }

    private func words(_ text: JSON?) -> HTML { MarkdownLine(text?.string ?? "").html }

    private func table(_ what: String, of name: String, _ rows: [HTML]) -> HTML {
        """
        <div class="scroll" tabindex="0" role="region" aria-label="\(what)s, \(name)"><table><thead><tr>\
        <th scope="col">\(what)</th><th scope="col">Meaning</th></tr></thead><tbody>\(rows)</tbody></table></div>
        """
    }

    private func parameter(_ parameter: JSON) -> HTML {
        """
        <tr><th scope="row"><code>\(parameter["name"]?.string ?? "")</code> <span class="soft">\
        \(parameter["in"]?.string ?? "")</span></th><td>\(words(parameter["description"]))</td></tr>
        """
    }

    private func answer(_ status: String, _ answer: JSON) -> HTML {
        "<tr><th scope=\"row\"><code>\(status)</code></th><td>\(words(resolved(answer)["description"]))</td></tr>"
    }

    private func body(_ operation: JSON) -> HTML? {
        guard let content = operation["requestBody"]?["content"]?.object else { return nil }
        let kinds = content.sorted { $0.key < $1.key }.map { kind, value -> HTML in
            let name = value["schema"]?["$ref"]?.string?.split(separator: "/").last.map(String.init)
            return "<p>Body: <code>\(kind)</code>\(name.map { ", <a href=\"#schema-\($0)\">\($0)</a>" as HTML })</p>"
        }
        return kinds.reduce(HTML.empty, +)
    }

    private func schema(_ name: String, _ schema: JSON) -> HTML {
        let required = Set((schema["required"]?.array ?? []).compactMap(\.string))
        let rows = sorted(schema["properties"]).map { property, value -> HTML in
            """
            <tr><th scope="row"><code>\(property)</code>\(required.contains(property) ? " <span class=\"soft\">required</span>" : nil)\
            </th><td>\(words(value["description"]))</td></tr>
            """
        }
        return """
            <h3 id="schema-\(name)">\(name)</h3>
            \(paragraph(schema["description"]))
            \(rows.isEmpty ? nil : table("Member", of: name, rows))
            """
    }

    private func problem(_ kind: Problem.Kind) -> HTML {
        "<dt id=\"problem-\(kind.rawValue)\"><code>\(kind.rawValue)</code></dt><dd>\(kind.status.code): \(kind.title).</dd>"
    }

    private func resolved(_ value: JSON) -> JSON {
        guard let path = value["$ref"]?.string else { return value }
        return path.split(separator: "/").dropFirst().reduce(description) { $0[String($1)] ?? .null }
    }
}
