import Hummingbird

/// A whole page: what every one of them has around its content.
struct Page {
    let title: String
    let content: HTML

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
        <link rel="stylesheet" href="\(Self.stylesheetPath)">
        </head>
        <body>
        <a class="skip" href="#content">Skip to content</a>
        <header class="site"><nav aria-label="Site"><a href="/incidents">Incident Bot</a></nav></header>
        <main id="content">
        \(content)
        </main>
        </body>
        </html>

        """
    }

    /// Nothing but our own stylesheet may load: even markup that slipped through could run and fetch nothing.
    static let contentSecurityPolicy =
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
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

    static func page(_ title: String, _ content: HTML, status: HTTPResponse.Status = .ok) -> Response {
        .text(Page(title: title, content: content).html.markup, type: "text/html; charset=utf-8", status: status)
    }
}
