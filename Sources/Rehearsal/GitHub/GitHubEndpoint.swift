/// The calls the stand-in answers, each with the shape of its body.
enum GitHubEndpoint: Sendable, Equatable {
    case app
    case installation
    case accessToken(Int)
    case repository
    case reference(String)
    case commit(String)
    case blob(String)
    case newBlob, newTree, newCommit, newReference
    case moveReference(String)
    case pulls, newPull
    case pull(Int)
    case changePull(Int)
    case addLabels(Int)
    case requestReviewers(Int)
    case addComment(Int)

    /// Nil for a call that isn't one of these, or of another repository.
    init?(method: String, path: [String], repository: [String]) {
        if method == "GET", path == ["app"] { self = .app; return }
        if method == "POST", path.count == 4, path[0] == "app", path[1] == "installations", let id = Int(path[2]),
            path[3] == "access_tokens"
        {
            self = .accessToken(id)
            return
        }
        let names = path.prefix(3).map { $0.lowercased() }
        guard names == ["repos"] + repository.map({ $0.lowercased() }) else { return nil }
        self.init(method: method, rest: Array(path.dropFirst(3)))
    }

    private init?(method: String, rest: [String]) {
        let number = rest.count > 1 ? Int(rest[1]) : nil
        switch (method, rest.first, rest.dropFirst().first) {
        case ("GET", nil, _): self = .repository
        case ("GET", "installation", nil): self = .installation
        case ("GET", "git", "ref") where rest.count > 2: self = .reference(rest.dropFirst(2).joined(separator: "/"))
        case ("GET", "git", "commits") where rest.count == 3: self = .commit(rest[2])
        case ("GET", "git", "blobs") where rest.count == 3: self = .blob(rest[2])
        case ("POST", "git", "blobs") where rest.count == 2: self = .newBlob
        case ("POST", "git", "trees") where rest.count == 2: self = .newTree
        case ("POST", "git", "commits") where rest.count == 2: self = .newCommit
        case ("POST", "git", "refs") where rest.count == 2: self = .newReference
        case ("PATCH", "git", "refs") where rest.count > 2:
            self = .moveReference(rest.dropFirst(2).joined(separator: "/"))
        case ("GET", "pulls", nil): self = .pulls
        case ("POST", "pulls", nil): self = .newPull
        case ("GET", "pulls", _) where rest.count == 2 && number != nil: self = .pull(number ?? 0)
        case ("PATCH", "pulls", _) where rest.count == 2 && number != nil: self = .changePull(number ?? 0)
        case ("POST", "pulls", _) where rest.count == 3 && rest[2] == "requested_reviewers" && number != nil:
            self = .requestReviewers(number ?? 0)
        case ("POST", "issues", _) where rest.count == 3 && rest[2] == "labels" && number != nil:
            self = .addLabels(number ?? 0)
        case ("POST", "issues", _) where rest.count == 3 && rest[2] == "comments" && number != nil:
            self = .addComment(number ?? 0)
        default: return nil
        }
    }

    /// What tests and faults call it.
    var name: String {
        switch self {
        case .app: "GET app"
        case .installation: "GET installation"
        case .accessToken: "POST access_tokens"
        case .repository: "GET repository"
        case .reference: "GET ref"
        case .commit: "GET commit"
        case .blob: "GET blob"
        case .newBlob: "POST blobs"
        case .newTree: "POST trees"
        case .newCommit: "POST commits"
        case .newReference: "POST refs"
        case .moveReference: "PATCH refs"
        case .pulls: "GET pulls"
        case .newPull: "POST pulls"
        case .pull: "GET pull"
        case .changePull: "PATCH pull"
        case .addLabels: "POST labels"
        case .requestReviewers: "POST reviewers"
        case .addComment: "POST comments"
        }
    }

    /// Nil where no body is read.
    var shape: BodyShape? {
        switch self {
        case .app, .installation, .repository, .reference, .commit, .blob, .pulls, .pull: nil
        case .accessToken:
            BodyShape(
                [
                    "repositories": .strings,
                    "permissions": .object(
                        BodyShape(
                            [
                                "contents": .choice(["read", "write"]), "pull_requests": .choice(["read", "write"]),
                                "metadata": .choice(["read"]), "issues": .choice(["read", "write"]),
                            ], required: [])),
                ], required: [])
        case .newBlob:
            BodyShape(["content": .string, "encoding": .choice(["utf-8", "base64"])], required: ["content"])
        case .newTree:
            BodyShape(
                [
                    "base_tree": .string,
                    "tree": .objects(
                        BodyShape(
                            [
                                "path": .string, "mode": .choice(["100644", "100755", "040000", "160000", "120000"]),
                                "type": .choice(["blob", "tree", "commit"]), "sha": .stringOrNull, "content": .string,
                            ], required: [])),
                ], required: ["tree"])
        case .newCommit:
            BodyShape(
                [
                    "message": .string, "tree": .string, "parents": .strings, "author": .object(Self.signature),
                    "committer": .object(Self.signature), "signature": .string,
                ], required: ["message", "tree"])
        case .newReference: BodyShape(["ref": .string, "sha": .string], required: ["ref", "sha"])
        case .moveReference: BodyShape(["sha": .string, "force": .boolean], required: ["sha"])
        case .newPull:
            BodyShape(
                [
                    "title": .string, "head": .string, "head_repo": .string, "base": .string, "body": .string,
                    "maintainer_can_modify": .boolean, "draft": .boolean, "issue": .integer,
                ], required: ["head", "base"])
        case .changePull:
            BodyShape(
                [
                    "title": .string, "body": .stringOrNull, "state": .choice(["open", "closed"]), "base": .string,
                    "maintainer_can_modify": .boolean,
                ], required: [])
        case .addLabels: BodyShape(["labels": .strings], required: ["labels"])
        case .requestReviewers: BodyShape(["reviewers": .strings, "team_reviewers": .strings], required: [])
        case .addComment: BodyShape(["body": .string], required: ["body"])
        }
    }

    private static let signature = BodyShape(
        ["name": .string, "email": .string, "date": .string], required: ["name", "email"])
}
