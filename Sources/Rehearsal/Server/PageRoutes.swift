import Foundation
import HTTPTypes
import Hummingbird

/// The page a person opens: static files under a policy that lets nothing in from outside.
struct PageRoutes: Sendable {
    static let policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

    private static let types = [
        "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
        "svg": "image/svg+xml",
    ]

    private let files: [String: Data]

    init() {
        let folder = Bundle.module.resourceURL?.appending(path: "Page")
        let urls = folder.flatMap {
            try? FileManager.default.contentsOfDirectory(at: $0, includingPropertiesForKeys: nil)
        }
        files = (urls ?? []).reduce(into: [:]) { files, url in files[url.lastPathComponent] = try? Data(contentsOf: url)
        }
    }

    func add(to router: Router<BasicRequestContext>) {
        router.get("/") { _, _ in file("index.html") }
        router.get("archives/:channel/:message") { _, _ in file("index.html") }
        router.get("page/:name") { _, context in file(try context.parameters.require("name")) }
    }

    private func file(_ name: String) -> Response {
        guard let bytes = files[name], let type = Self.types[String(name.split(separator: ".").last ?? "")] else {
            return Response(text: "not found", status: .notFound)
        }
        var headers: HTTPFields = [.cacheControl: "no-cache", .xContentTypeOptions: "nosniff"]
        headers[.contentSecurityPolicy] = Self.policy
        if let name = HTTPField.Name("referrer-policy") { headers[name] = "no-referrer" }
        return Response(bytes: bytes, type: type, headers: headers)
    }
}
