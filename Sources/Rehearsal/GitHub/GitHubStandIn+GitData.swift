import Foundation

extension GitHubStandIn {
    // MARK: Reading

    func reference(_ name: String) async throws -> JSON {
        let answer = try await git.run(["rev-parse", "--verify", "--quiet", "refs/\(name)"])
        guard answer.status == 0 else { throw GitHubRefusal.notFound }
        return Self.reference("refs/\(name)", at: answer.line)
    }

    func commit(_ sha: String) async throws -> JSON {
        guard try await kind(of: sha) == "commit" else { throw GitHubRefusal.notFound }
        let format = "--format=%T%n%P%n%an%n%ae%n%aI%n%B"
        let lines = try await git.line(["show", "-s", format, sha]).split(
            separator: "\n", maxSplits: 5, omittingEmptySubsequences: false)
        guard lines.count == 6 else { throw GitHubRefusal(500, "Server Error") }
        return [
            "sha": .string(sha), "tree": ["sha": .string(String(lines[0]))],
            "parents": .array(lines[1].split(separator: " ").map { ["sha": .string(String($0))] }),
            "author": [
                "name": .string(String(lines[2])), "email": .string(String(lines[3])),
                "date": .string(String(lines[4])),
            ],
            "message": .string(String(lines[5])),
        ]
    }

    func blob(_ sha: String) async throws -> JSON {
        guard try await kind(of: sha) == "blob" else { throw GitHubRefusal.notFound }
        let answer = try await git.run(["cat-file", "blob", sha])
        return [
            "sha": .string(sha), "encoding": "base64", "content": .string(answer.output.base64EncodedString()),
            "size": .number(Double(answer.output.count)),
        ]
    }

    /// `blob`, `tree`, `commit`; nil for an object that isn't there or a name that isn't whole.
    private func kind(of sha: String) async throws -> String? {
        guard sha.count == 40, sha.allSatisfy(\.isHexDigit) else { return nil }
        let answer = try await git.run(["cat-file", "-t", sha])
        return answer.status == 0 ? answer.line : nil
    }

    // MARK: Writing

    func newBlob(_ fields: [String: JSON]) async throws -> JSON {
        let content = fields["content"]?.text ?? ""
        var bytes = Data(content.utf8)
        if fields["encoding"]?.text == "base64" {
            guard let decoded = Data(base64Encoded: content, options: .ignoreUnknownCharacters) else {
                throw GitHubRefusal(422, "content is not valid Base64")
            }
            bytes = decoded
        }
        return ["sha": .string(try await git.line(["hash-object", "-w", "--stdin"], input: bytes))]
    }

    /// Without `base_tree` the new tree holds nothing but these entries, as on GitHub.
    func newTree(_ fields: [String: JSON]) async throws -> JSON {
        let index = FileManager.default.temporaryDirectory.appending(path: "index-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: index) }
        let environment = ["GIT_INDEX_FILE": index]
        if let base = fields["base_tree"]?.text {
            guard try await kind(of: base) == "tree" else {
                throw GitHubRefusal(422, "base_tree is not a valid tree oid")
            }
            _ = try await git.line(["read-tree", base], environment: environment)
        }
        var lines = Data()
        for entry in fields["tree"]?.items ?? [] { lines += try await indexLine(for: entry) }
        _ = try await git.line(["update-index", "-z", "--index-info"], input: lines, environment: environment)
        return ["sha": .string(try await git.line(["write-tree"], environment: environment))]
    }

    private func indexLine(for entry: JSON) async throws -> Data {
        guard let path = entry["path"]?.text, !path.isEmpty, !path.hasPrefix("/"), !path.utf8.contains(0),
            !path.split(separator: "/", omittingEmptySubsequences: false).contains(where: {
                ["", ".", "..", ".git"].contains($0)
            })
        else { throw GitHubRefusal(422, "tree.path contains a malformed path component") }
        guard let mode = entry["mode"]?.text, let type = entry["type"]?.text else {
            throw GitHubRefusal(422, "Must supply a valid tree.mode and tree.type")
        }
        if entry["sha"] == .null { return Data("0 \(String(repeating: "0", count: 40))\t\(path)\0".utf8) }
        let sha: String
        if let content = entry["content"]?.text {
            sha = try await git.line(["hash-object", "-w", "--stdin"], input: Data(content.utf8))
        } else if let named = entry["sha"]?.text {
            sha = named
        } else {
            throw GitHubRefusal(422, "Must supply either tree.sha or tree.content")
        }
        guard type == "blob", mode.hasPrefix("1"), mode != "160000", try await kind(of: sha) == "blob" else {
            throw GitHubRefusal(422, "tree.sha \(sha) is not a valid \(type)")
        }
        return Data("\(mode) \(sha)\t\(path)\0".utf8)
    }

    func newCommit(_ fields: [String: JSON]) async throws -> JSON {
        let tree = fields["tree"]?.text ?? ""
        guard try await kind(of: tree) == "tree" else { throw GitHubRefusal(422, "Tree SHA does not exist") }
        let parents = (fields["parents"]?.items ?? []).compactMap(\.text)
        for parent in parents {
            guard try await kind(of: parent) == "commit" else {
                throw GitHubRefusal(422, "Parent SHA does not exist or is not a commit object")
            }
        }
        let author = try signature(fields["author"], "author")
        let committer = fields["committer"] == nil ? author : try signature(fields["committer"], "committer")
        let header =
            ["tree \(tree)"] + parents.map { "parent \($0)" } + ["author \(author)", "committer \(committer)"]
        let object = header.joined(separator: "\n") + "\n\n" + (fields["message"]?.text ?? "")
        let sha = try await git.line(["hash-object", "-t", "commit", "-w", "--stdin"], input: Data(object.utf8))
        return try await commit(sha)
    }

    private func signature(_ field: JSON?, _ key: String) throws(GitHubRefusal) -> String {
        guard let field else {
            return "Someone <someone@users.noreply.github.com> \(Int(now().timeIntervalSince1970)) +0000"
        }
        let date = field["date"]?.text
        guard let seconds = date == nil ? now() : date.flatMap({ try? Date($0, strategy: .iso8601) }) else {
            throw GitHubRefusal(422, "Invalid request.\n\nFor 'properties/\(key).date', it is not a date-time.")
        }
        return
            "\(field["name"]?.text ?? "") <\(field["email"]?.text ?? "")> \(Int(seconds.timeIntervalSince1970)) +0000"
    }

    func newReference(_ fields: [String: JSON]) async throws -> JSON {
        let (name, sha) = (fields["ref"]?.text ?? "", fields["sha"]?.text ?? "")
        guard name.hasPrefix("refs/"), name.split(separator: "/").count >= 3 else {
            throw GitHubRefusal(422, "Reference name must start with 'refs/' and contain at least two slashes")
        }
        guard try await git.run(["check-ref-format", name]).status == 0 else {
            throw GitHubRefusal(422, "Reference name is not valid")
        }
        guard try await kind(of: sha) == "commit" else { throw GitHubRefusal(422, "Object does not exist") }
        guard try await git.run(["update-ref", name, sha, ""]).status == 0 else {
            throw GitHubRefusal(422, "Reference already exists")
        }
        return Self.reference(name, at: sha)
    }

    func moveReference(_ name: String, _ fields: [String: JSON]) async throws -> JSON {
        let old = try await reference(name)["object"]?["sha"]?.text ?? ""
        let sha = fields["sha"]?.text ?? ""
        guard try await kind(of: sha) == "commit" else { throw GitHubRefusal(422, "Object does not exist") }
        let isForward = try await git.run(["merge-base", "--is-ancestor", old, sha]).status == 0
        guard isForward || fields["force"]?.flag == true else {
            throw GitHubRefusal(422, "Update is not a fast forward")
        }
        _ = try await git.line(["update-ref", "refs/\(name)", sha, old])
        return Self.reference("refs/\(name)", at: sha)
    }

    private static func reference(_ name: String, at sha: String) -> JSON {
        ["ref": .string(name), "object": ["type": "commit", "sha": .string(sha)]]
    }
}
