import Configuration
import Domain
import Foundation
import SlackInterface
import Workflows

extension SettingReader {
    /// Who may decide, how many it takes, and how long they have.
    ///
    /// - Configuration keys, as environment variables:
    ///   - `SLACK_APPROVERS` (list, default: members of the incident's channel): user ids `U…` and user group ids `S…`, e.g.
    ///     `U024BE7LH,S0614TZR7`; or by severity, e.g. `P0=S0614TZR7,U024BE7LH;P1=U024BE7LH;*=S0615G0KT`.
    ///   - `REQUIRE_SECOND_APPROVER` (severities, `true` or `false`, default `false`): where one person isn't enough, e.g.
    ///     `P0` or `P0,P1`; `true` means `P0`.
    ///   - `REQUIRE_PROOF` (levels, default none): the least that must have been seen of a patch before it may be approved:
    ///     `untested`, `tested` or `proven`, for all severities or by severity, e.g. `P0=proven;*=tested`.
    ///   - `APPROVAL_REMINDERS` (times, default `15m,1h`): when those who may decide are told again; `never` for none.
    ///   - `APPROVAL_ESCALATE_AFTER` (time, default `2h`): when the escalation channel is told; `never` for never.
    ///   - `APPROVAL_EXPIRES_AFTER` (time, default `3d`): when the approval expires and a person takes over; `never`.
    mutating func approvalPolicy() -> ApprovalPolicy {
        var policy = ApprovalPolicy()
        if let text = optional("slack.approvers") { readApprovers(text, into: &policy) }
        policy.secondApprover = secondApprover()
        if let text = optional("require.proof") { readRequiredProof(text, into: &policy) }
        policy.times = ApprovalTimes(
            reminders: times("approval.reminders", default: "15m,1h"),
            escalateAfter: times("approval.escalate.after", default: "2h", most: 1).first,
            expiresAfter: times("approval.expires.after", default: "3d", most: 1).first)
        return policy
    }

    private mutating func readApprovers(_ text: String, into policy: inout ApprovalPolicy) {
        for part in text.split(separator: ";").map({ $0.trimmingCharacters(in: .whitespaces) }) where !part.isEmpty {
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let names = (sides.last ?? "").split { $0 == "," || $0.isWhitespace }.map(String.init)
            let approvers = names.compactMap { name -> ApprovalPolicy.Approver? in
                if SlackIdentifier.isUser(name) { return .person(name) }
                if SlackIdentifier.isGroup(name) { return .group(name) }
                complain("slack.approvers", "“\(name)” is neither a user id (U…) nor a user group id (S…)")
                return nil
            }
            if names.isEmpty { complain("slack.approvers", "“\(part)” names nobody") }
            guard sides.count == 2, let key = sides.first.map({ $0.trimmingCharacters(in: .whitespaces) }), key != "*"
            else {
                policy.otherwise += approvers
                continue
            }
            guard let severity = Severity(rawValue: key.uppercased()) else {
                complain("slack.approvers", "“\(key)” is no severity: write P0, P1, P2 or *")
                continue
            }
            policy.bySeverity[severity, default: []] += approvers
        }
    }

    private mutating func readRequiredProof(_ text: String, into policy: inout ApprovalPolicy) {
        if ["none", "never", "false"].contains(text.lowercased()) { return }
        for part in text.split(separator: ";").map({ $0.trimmingCharacters(in: .whitespaces) }) where !part.isEmpty {
            let sides = part.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            guard let level = sides.last.flatMap({ ProofLevel(rawValue: $0.lowercased()) }) else {
                complain("require.proof", "“\(sides.last ?? "")” is no level: write untested, tested or proven")
                continue
            }
            guard sides.count == 2, sides[0] != "*" else {
                policy.requiredProofOtherwise = level
                continue
            }
            if let severity = Severity(rawValue: sides[0].uppercased()) {
                policy.requiredProof[severity] = level
            } else {
                complain("require.proof", "“\(sides[0])” is no severity: write P0, P1, P2 or *")
            }
        }
    }

    private mutating func secondApprover() -> Set<Severity> {
        guard let text = optional("require.second.approver") else { return [] }
        switch text.lowercased() {
        case "true", "yes", "on", "1": return [.p0]
        case "false", "no", "off", "0", "never": return []
        default: break
        }
        var severities: Set<Severity> = []
        for name in text.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
            if let severity = Severity(rawValue: name.uppercased()) {
                severities.insert(severity)
            } else {
                complain("require.second.approver", "“\(name)” is no severity: write true, false, or e.g. P0,P1")
            }
        }
        return severities
    }

    private mutating func times(_ key: ConfigKey, default fallback: String, most: Int = 10) -> [Duration] {
        let text = optional(key) ?? fallback
        if text.lowercased() == "never" { return [] }
        let parts = text.split { $0 == "," || $0.isWhitespace }
        let times = parts.compactMap { Self.time($0) }
        guard times.count == parts.count, !times.isEmpty, times.count <= most else {
            complain(
                key,
                "it is “\(text)”: write \(most == 1 ? "a time like 2h" : "times like 15m,1h"), or never (s, m, h and d)"
            )
            return []
        }
        return times
    }

    /// A whole number and a unit, at most a year.
    private static func time(_ text: Substring) -> Duration? {
        let units: [Character: Int] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        guard let unit = text.last.flatMap({ units[$0] }), let number = Int(text.dropLast()),
            (1...31_536_000).contains(number), number <= 31_536_000 / unit
        else { return nil }
        return .seconds(number * unit)
    }
}
