import Configuration
import Domain
import Testing
import Workflows

@testable import IncidentBot

@Suite struct ApprovalConfigurationTests {
    func read(_ settings: [String: String]) -> (policy: ApprovalPolicy, problems: [String]) {
        let provider = EnvironmentVariablesProvider(environmentVariables: settings)
        var reader = SettingReader(config: ConfigReader(provider: provider))
        let policy = reader.approvalPolicy()
        return (policy, reader.problems)
    }

    @Test func `with nothing set, the channel decides, and waiting has its times`() {
        let (policy, problems) = read([:])
        #expect(problems.isEmpty)
        #expect(policy.approvers(for: .p0) == .channel && !policy.needsSecondApprover(.p0))
        #expect(policy.times.reminders == [.seconds(900), .seconds(3_600)])
        #expect(policy.times.escalateAfter == .seconds(7_200) && policy.times.expiresAfter == .seconds(259_200))
    }

    @Test func `approvers are read by severity, or for all`() {
        let (policy, problems) = read(["SLACK_APPROVERS": "P0=S0614TZR7, U024BE7LH; p1=U1;*=S9"])
        #expect(problems.isEmpty)
        #expect(policy.approvers(for: .p0) == .listed([.group("S0614TZR7"), .person("U024BE7LH")]))
        #expect(policy.approvers(for: .p1) == .listed([.person("U1")]))
        #expect(policy.approvers(for: .p2) == .listed([.group("S9")]))
        #expect(policy.approvers(for: nil) == policy.approvers(for: .p0), "unclassified counts as the worst")
        #expect(
            read(["SLACK_APPROVERS": "U1,S2"]).policy.approvers(for: .p2) == .listed([.person("U1"), .group("S2")]))
    }

    @Test(arguments: [("true", [Severity.p0]), ("false", []), ("P0,p1", [.p0, .p1])])
    func `a second approver is asked for by severity`(text: String, severities: [Severity]) {
        #expect(read(["REQUIRE_SECOND_APPROVER": text]).policy.secondApprover == Set(severities))
    }

    @Test func `times are read in their units, or switched off`() {
        let (policy, problems) = read([
            "APPROVAL_REMINDERS": "1h, 90s", "APPROVAL_ESCALATE_AFTER": "never", "APPROVAL_EXPIRES_AFTER": "2d",
        ])
        #expect(problems.isEmpty)
        #expect(policy.times.reminders == [.seconds(90), .seconds(3_600)])
        #expect(policy.times.escalateAfter == nil && policy.times.expiresAfter == .seconds(172_800))
    }

    @Test(arguments: [
        ("SLACK_APPROVERS", "P0=rosa", "“rosa” is neither a user id"),
        ("SLACK_APPROVERS", "P7=U1", "“P7” is no severity"),
        ("SLACK_APPROVERS", "P0=", "names nobody"), ("REQUIRE_SECOND_APPROVER", "maybe", "“maybe” is no severity"),
        ("APPROVAL_REMINDERS", "15", "it is “15”"), ("APPROVAL_ESCALATE_AFTER", "1h,2h", "a time like 2h"),
        ("APPROVAL_EXPIRES_AFTER", "99999d", "it is “99999d”"), ("APPROVAL_EXPIRES_AFTER", "-1h", "it is “-1h”"),
    ])
    func `a wrong value stops the start with one clear line`(name: String, value: String, words: String) {
        let problems = read([name: value]).problems
        #expect(problems.count == 1)
        #expect(
            problems.first?.hasPrefix("\(name): ") == true && problems.first?.contains(words) == true, "\(problems)")
    }
}
