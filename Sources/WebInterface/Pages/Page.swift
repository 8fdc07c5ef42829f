import Hummingbird

/// A whole page: what every one of them has around its content.
struct Page {
    let title: String
    let content: HTML
    /// Whether the page follows its incident by itself; without a script it is complete all the same.
    var isLive = false

    static let stylesheetPath = "/assets/incident-bot.css"

    var html: HTML {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <meta name="referrer" content="same-origin">
        <title>\(title) · Incident Bot</title>
        <link rel="stylesheet" href="\(Self.stylesheetPath)">\(script)
        </head>
        <body>
        <a class="skip" href="#content">Skip to content</a>
        <header class="site"><nav aria-label="Site"><strong>Incident Bot</strong> \(Self.places.map { link($0.0, $0.1) })</nav></header>
        <main id="content">
        \(content)
        </main>
        </body>
        </html>

        """
    }

    private static let places = [
        ("Incidents", "/incidents"), ("Analytics", "/analytics"), ("API", "/docs"), ("Session", "/session"),
    ]

    private func link(_ name: String, _ path: String) -> HTML {
        let mark: HTML? = name == title ? " aria-current=\"page\"" : nil
        return "<a href=\"\(path)\"\(mark)>\(name)</a> "
    }

    private var script: HTML? { isLive ? "\n<script src=\"\(LiveScript.path)\" defer></script>" : nil }

    /// Nothing but our own stylesheet may load: even markup that slipped through could run and fetch nothing.
    static let contentSecurityPolicy =
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

    /// For pages that follow an incident: our own script as well, and what it asks of us.
    static let liveContentSecurityPolicy = contentSecurityPolicy + "; script-src 'self'; connect-src 'self'"
}

extension Response {
    /// A page, or any other text of ours.
    static func text(
        _ body: String, type: String, status: HTTPResponse.Status = .ok, caching: String = "no-store"
    ) -> Response {
        Response(
            status: status,
            headers: [
                .contentType: type,
                .cacheControl: caching,
                .contentSecurityPolicy: Page.contentSecurityPolicy,
                .xContentTypeOptions: "nosniff",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: body)))
    }

    static func page(
        _ title: String, _ content: HTML, status: HTTPResponse.Status = .ok, isLive: Bool = false
    ) -> Response {
        let page = Page(title: title, content: content, isLive: isLive)
        var response = text(page.html.markup, type: "text/html; charset=utf-8", status: status)
        if isLive { response.headers[.contentSecurityPolicy] = Page.liveContentSecurityPolicy }
        return response
    }
}
