import Domain

/// Puts together what logs and complaints say. Pure: give it the logs one by one, then ask for the correlation.
struct Correlator {
    /// Errors named in a correlation; a log with more distinct ones is noise beyond that.
    static let maximumErrors = 50
    static let maximumProblems = 50

    private var scan = LogScan()
    private var digest: DigestComposer
    private var problems: [String] = []

    /// `logs` is how many there are at most; they share the digest's space.
    init(logs: Int, areNamed: Bool) {
        digest = DigestComposer(logs: logs, titled: areNamed)
    }

    /// Says which installed packages are the repository's, for the logs that are read from now on.
    mutating func know(_ installed: InstalledCode) { scan.installed = installed }

    /// Takes in one log, or the reason why it can't be read.
    mutating func read(_ bytes: [UInt8], name: String) {
        let name = EvidenceText.oneLine(name, limit: 100)
        var raw = bytes
        if bytes.count > Attachment.maximumBytes {
            let half = Attachment.maximumBytes / 2
            raw = bytes[..<half] + [.newline] + bytes[(bytes.count - half)...]
            report(
                "\(name) is larger than 10 MB: only its first and last 5 MB were read. Attach the part around the error."
            )
        }
        switch EvidenceText.read(raw, name: name) {
        case .refused(let reason):
            report(reason)
        case .text(let text):
            digest.add(scan.read(LogDocument(bytes: text)), name: name, bytes: bytes.count)
        }
    }

    mutating func report(_ problem: String) {
        guard problems.count < Self.maximumProblems else { return }
        problems.append(EvidenceText.oneLine(problem, limit: 300))
    }

    func correlation(title: String?, complaints: [Complaint]) -> Correlation {
        let groups = ErrorRanking.ranked(scan.tally.merged(), looseCount: scan.looseCount)
        let main = groups.first
        let voices = ComplaintReader.read(complaints)
        let users = main.map { usersHit(by: $0) } ?? []
        let services = services(main: main)
        let vocabulary = main.map { ErrorVocabulary($0.signature, identifiers: users + $0.requests) }
        let errors = groups.prefix(Self.maximumErrors).sorted { $0.count > $1.count }
        return Correlation(
            title: IncidentTitle.make(reported: title, main: main?.signature, complaint: voices.first?.message),
            mainError: main?.errorGroup,
            errors: errors.map(\.errorGroup),
            services: services,
            requestIDs: limited((main?.requests ?? []) + scan.names.requests, to: 50),
            userIDs: limited(users + scan.names.users, to: 100),
            customers: CustomerList.make(voices: voices, users: users, vocabulary: vocabulary),
            digest: digest.digest,
            problems: problems)
    }

    /// Users named where the error stood, or with a request that ran into it.
    private func usersHit(by group: ErrorTally.Group) -> [String] {
        limited(group.users + scan.names.users(of: group.requests), to: 100)
    }

    private func services(main: ErrorTally.Group?) -> [String] {
        var names = scan.names
        for frame in main?.signature.frames ?? [] where !frame.isVendored {
            let stem = frame.fileName.split(separator: ".").first.map(String.init) ?? ""
            if Identifiers.isService(LogLine(stem)) { names.note(service: stem) }
        }
        return Array(names.rankedServices.prefix(20))
    }

    private func limited(_ values: [String], to limit: Int) -> [String] {
        var result: [String] = []
        result.add(values, limit: limit)
        return result
    }
}

extension ErrorTally.Group {
    fileprivate var errorGroup: ErrorGroup {
        ErrorGroup(signature: signature, count: count, firstSeen: firstSeen, lastSeen: lastSeen)
    }
}

/// Decides which error an incident is about: the best first.
enum ErrorRanking {
    static func ranked(_ groups: [ErrorTally.Group], looseCount: Int) -> [ErrorTally.Group] {
        var ranked = groups.enumerated()
            .sorted { left, right in
                let scores = (score(left.element), score(right.element))
                return scores.0 == scores.1 ? left.offset < right.offset : scores.0 > scores.1
            }
            .map(\.element)
        if !ranked.isEmpty, !ranked.contains(where: { $0.stated > 0 }) { ranked[0].stated = looseCount }
        return ranked
    }

    /// A place in our own code counts most: that is where something can be mended. Then the level, then how often.
    private static func score(_ group: ErrorTally.Group) -> Double {
        var score = 0.0
        if group.signature.hasOwnFrame { score += 12 } else if !group.signature.frames.isEmpty { score += 5 }
        if !group.isStatement { score += 3 }
        if group.namesException { score += 4 }
        switch group.level {
        case .fatal: score += 3
        case .error: score += 1
        default: score -= 8
        }
        score += group.isWrapper ? -3 : 0
        var count = group.count
        while count > 1 {
            score += 1.3
            count /= 2
        }
        return score
    }
}
