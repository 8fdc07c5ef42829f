import Foundation

extension GitHubStandIn {
    static let maximumBodyCharacters = 65_536

    func index(of number: Int) throws(GitHubRefusal) -> Int {
        guard let index = pulls.firstIndex(where: { $0.number == number }) else { throw .notFound }
        return index
    }

    func matchingPulls(_ query: [String: String]) throws(GitHubRefusal) -> [GitHubPull] {
        let known: Set = ["head", "base", "state", "sort", "direction", "per_page", "page"]
        guard Set(query.keys).isSubset(of: known) else { throw GitHubRefusal(422, "Invalid request.") }
        let state = query["state"] ?? "open"
        guard ["open", "closed", "all"].contains(state) else {
            throw .invalid("PullRequest", field: "state", code: "invalid")
        }
        // A head without its owner is no filter on GitHub: everything is answered.
        let head = query["head"].flatMap { $0.contains(":") ? $0 : nil }
        return pulls.filter { pull in
            (state == "all" || pull.isOpen == (state == "open"))
                && (head.map { $0 == "\(settings.owner):\(pull.head)" } ?? true)
                && (query["base"].map { $0 == pull.base } ?? true)
        }.reversed()
    }

    func newPull(_ fields: [String: JSON]) async throws -> GitHubPull {
        let title = fields["title"]?.text ?? ""
        guard !title.isEmpty else { throw GitHubRefusal.invalid("PullRequest", field: "title", code: "missing_field") }
        guard title.count <= 256 else {
            throw GitHubRefusal.invalid("Issue", field: "title", "title is too long (maximum is 256 characters)")
        }
        let text = fields["body"]?.text ?? ""
        guard text.utf16.count <= Self.maximumBodyCharacters else {
            throw GitHubRefusal.invalid(
                "Issue", field: "body", "body is too long (maximum is \(Self.maximumBodyCharacters) characters)")
        }
        let named = fields["head"]?.text ?? ""
        let head = named.hasPrefix("\(settings.owner):") ? String(named.dropFirst(settings.owner.count + 1)) : named
        let base = fields["base"]?.text ?? ""
        guard let from = try await tip(of: base) else {
            throw GitHubRefusal.invalid("PullRequest", field: "base", code: "invalid")
        }
        guard let to = try await tip(of: head) else {
            throw GitHubRefusal.invalid("PullRequest", field: "head", code: "invalid")
        }
        guard try await git.line(["rev-list", "--count", "\(from)..\(to)"]) != "0" else {
            throw GitHubRefusal.invalid("PullRequest", "No commits between \(base) and \(head)")
        }
        let isDraft = fields["draft"]?.flag ?? false
        guard !isDraft || settings.supportsDrafts else {
            throw GitHubRefusal(422, "Draft pull requests are not supported in this repository.")
        }
        guard !pulls.contains(where: { $0.isOpen && $0.head == head && $0.base == base }) else {
            throw GitHubRefusal.invalid(
                "PullRequest", "A pull request already exists for \(settings.owner):\(head).")
        }
        let pull = GitHubPull(
            number: (pulls.last?.number ?? 100) + 1, title: title, body: text, head: head, headSHA: to, base: base,
            isDraft: isDraft)
        pulls.append(pull)
        return pull
    }

    private func tip(of branch: String) async throws -> String? {
        let answer = try await git.run(["rev-parse", "--verify", "--quiet", "refs/heads/\(branch)^{commit}"])
        return answer.status == 0 ? answer.line : nil
    }

    func change(_ number: Int, _ fields: [String: JSON]) throws(GitHubRefusal) -> GitHubPull {
        let index = try index(of: number)
        if let title = fields["title"]?.text { pulls[index].title = title }
        if let body = fields["body"]?.text { pulls[index].body = body }
        if let base = fields["base"]?.text { pulls[index].base = base }
        if fields["state"]?.text == "closed" { (pulls[index].isOpen, pulls[index].closedAt) = (false, now()) }
        return pulls[index]
    }

    func addLabels(_ fields: [String: JSON], to number: Int) throws(GitHubRefusal) -> JSON {
        let index = try index(of: number)
        for label in (fields["labels"]?.items ?? []).compactMap(\.text) where !pulls[index].labels.contains(label) {
            pulls[index].labels.append(label)
        }
        return .array(pulls[index].labels.map { ["name": .string($0)] })
    }

    /// Nobody is asked unless everybody named can be.
    func request(_ fields: [String: JSON], for number: Int) throws(GitHubRefusal) -> GitHubPull {
        let index = try index(of: number)
        let people = (fields["reviewers"]?.items ?? []).compactMap(\.text)
        let teams = (fields["team_reviewers"]?.items ?? []).compactMap(\.text)
        guard settings.reviewers.isSuperset(of: people), settings.teams.isSuperset(of: teams) else {
            throw GitHubRefusal(
                422,
                "Reviews may only be requested from collaborators. One or more of the users or teams you specified "
                    + "is not a collaborator of the \(settings.fullName) repository.")
        }
        for person in people where !pulls[index].reviewers.contains(person) { pulls[index].reviewers.append(person) }
        for team in teams where !pulls[index].teams.contains(team) { pulls[index].teams.append(team) }
        return pulls[index]
    }

    // MARK: What people do on GitHub's pages

    /// Merges a pull request as its button does: one commit with two parents on the base branch.
    package func merge(_ number: Int, by person: String) async throws {
        let index = try index(of: number)
        let pull = pulls[index]
        guard let base = try await tip(of: pull.base) else { throw GitHubRefusal.notFound }
        let tree = try await git.line(["merge-tree", "--write-tree", base, pull.headSHA])
        let seconds = Int(now().timeIntervalSince1970)
        let signature = "\(person) <\(person)@users.noreply.github.com> \(seconds) +0000"
        let object = """
            tree \(tree)
            parent \(base)
            parent \(pull.headSHA)
            author \(signature)
            committer \(signature)

            Merge pull request #\(number)

            """
        let commit = try await git.line(["hash-object", "-t", "commit", "-w", "--stdin"], input: Data(object.utf8))
        _ = try await git.line(["update-ref", "refs/heads/\(pull.base)", commit, base])
        pulls[index].mergeCommit = commit
        (pulls[index].isOpen, pulls[index].mergedAt, pulls[index].closedAt) = (false, now(), now())
        pulls[index].closedBy = person
    }

    package func close(_ number: Int, by person: String) throws {
        let index = try index(of: number)
        (pulls[index].isOpen, pulls[index].closedAt, pulls[index].closedBy) = (false, now(), person)
    }

    func body(of pull: GitHubPull) -> JSON {
        let time: (Date?) -> JSON = { $0.map { .string($0.formatted(.iso8601)) } ?? .null }
        let person: (String?) -> JSON = { $0.map { ["login": .string($0)] } ?? .null }
        return [
            "number": .number(Double(pull.number)), "node_id": .string("PR_\(pull.number)"),
            "html_url": .string("\(origin)/\(settings.fullName)/pull/\(pull.number)"),
            "state": pull.isOpen ? "open" : "closed", "draft": .bool(pull.isDraft), "title": .string(pull.title),
            "body": .string(pull.body), "merged": .bool(pull.mergedAt != nil), "merged_at": time(pull.mergedAt),
            "closed_at": time(pull.closedAt), "merged_by": person(pull.mergedAt == nil ? nil : pull.closedBy),
            "head": [
                "ref": .string(pull.head), "sha": .string(pull.headSHA),
                "label": .string("\(settings.owner):\(pull.head)"),
            ],
            "base": ["ref": .string(pull.base), "repo": ["full_name": .string(settings.fullName)]],
            "labels": .array(pull.labels.map { ["name": .string($0)] }),
            "requested_reviewers": .array(pull.reviewers.map { ["login": .string($0)] }),
            "requested_teams": .array(pull.teams.map { ["slug": .string($0)] }),
        ]
    }
}
