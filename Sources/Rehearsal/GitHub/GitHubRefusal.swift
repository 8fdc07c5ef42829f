/// An answer of GitHub that is no success, in GitHub's own shape.
package struct GitHubRefusal: Error, Sendable, Equatable {
    package let status: Int
    package let message: String
    package let errors: [JSON]

    package init(_ status: Int, _ message: String, errors: [JSON] = []) {
        self.status = status
        self.message = message
        self.errors = errors
    }

    static let notFound = GitHubRefusal(404, "Not Found")

    /// 422 for one field of one kind of thing.
    static func invalid(_ resource: String, field: String? = nil, code: String = "custom", _ message: String? = nil)
        -> GitHubRefusal
    {
        var error: [String: JSON] = ["resource": .string(resource), "code": .string(code)]
        if let field { error["field"] = .string(field) }
        if let message { error["message"] = .string(message) }
        return GitHubRefusal(422, "Validation Failed", errors: [.object(error)])
    }

    var body: JSON {
        var fields: [String: JSON] = [
            "message": .string(message), "status": .string(String(status)),
            "documentation_url": "https://docs.github.com/rest",
        ]
        if !errors.isEmpty { fields["errors"] = .array(errors) }
        return .object(fields)
    }
}
