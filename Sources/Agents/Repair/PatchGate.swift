import Domain

/// The one way from a patch to changed files: the policy, then exact application to a commit.
struct PatchGate: Sendable {
    enum Outcome: Equatable {
        case made([FileChange])
        /// One sentence that names the rule and the file.
        case refused(String)
    }

    let policy: PatchPolicy
    var policies: any PolicySource = NoRepositoryPolicy()
    let repository: any SourceRepository

    /// - Parameter reproduction: the only file the patch may add.
    func changes(
        of patch: Patch, at base: CommitID, reproduction: TestFile?
    ) async throws(PortError) -> Outcome {
        let files = Set(try await repository.files(at: base))
        let own = try await policies.policy(at: base)
        if let refusal = policy.refusal(of: patch, files: files, reproduction: reproduction, own: own) {
            return .refused(refusal.description)
        }
        do {
            let changes = try await PatchApplication.apply(patch) { path async throws(PortError) in
                try await repository.contents(of: path, at: base)
            }
            if let refusal = try await lostTest(changes, of: patch, at: base) { return .refused(refusal.description) }
            if let refusal = try await spreadSecret(changes, at: base) { return .refused(refusal.description) }
            return .made(changes)
        } catch let refusal as PatchRefusal {
            return .refused(Self.sentence(for: refusal))
        } catch let error as PortError {
            throw error
        } catch {
            throw PortError(port: "SourceRepository", operation: "apply a patch", recovery: .giveUp, reason: "\(error)")
        }
    }

    /// A secret of the source that would stand in more places.
    private func spreadSecret(_ changes: [FileChange], at base: CommitID) async throws(PortError) -> PolicyRefusal? {
        var texts: [(old: String, new: String)] = []
        for change in changes {
            texts.append((try await repository.contents(of: change.path, at: base) ?? "", change.contents))
        }
        return SecretSpread.isFound(in: texts) ? PolicyRefusal(.secret, path: changes.first?.path) : nil
    }

    /// A test beside the code that the patch takes away or alters.
    private func lostTest(
        _ changes: [FileChange], of patch: Patch, at base: CommitID
    ) async throws(PortError) -> PolicyRefusal? {
        for change in changes {
            guard let before = try await repository.contents(of: change.path, at: base),
                let lost = InlineTests.lost(from: before, to: change.contents, path: change.path)
            else { continue }
            let line = BoundedText.line(lost, limit: 120).replacing("`", with: "'")
            return PolicyRefusal(.inlineTest, path: change.path, detail: "`\(line)`")
        }
        return nil
    }

    private static func sentence(for refusal: PatchRefusal) -> String {
        switch refusal {
        case .missingFile(let path): "The patch edits `\(path)`, which the base commit does not have."
        case .originalNotFound(let path): "The patch replaces text that `\(path)` does not hold."
        case .originalNotUnique(let path, let count): "The patch replaces text that `\(path)` holds \(count) times."
        case .fileExists(let path): "The patch adds `\(path)`, which exists already."
        case .outsideRepository(let path): "The patch touches `\(path)`, which is outside the repository."
        case .changesNothing: "The patch changes nothing."
        }
    }
}
