import Agents
import Domain
import TestSupport
import Testing

/// Reports of runners that aren't on every machine, as they were recorded.
@Suite struct RecordedReportsTests {
    private func verification(
        _ command: [String], report: TestReportPlace? = nil, before: [String], after: [String],
        exits: (Int, Int) = (0, 0)
    ) async throws -> (proof: Verification, jobs: [SandboxJob]) {
        let sandbox = TestSupport.ScriptedSandbox { job throws(PortError) in
            job.overlay.isEmpty
                ? SealedRun.result(of: job, files: before, exit: exits.0)
                : SealedRun.result(of: job, files: after, exit: exits.1)
        }
        let repository = InMemoryRepository(["cart.x": "a = 1\n"])
        let patch = Patch(edits: [Patch.Edit(file: "cart.x", original: "a = 1\n", fixed: "a = 2\n")])
        let changes = [FileChange(path: "cart.x", contents: "a = 2\n")]
        let plan = TestPlan(suite: command, reproduction: nil, timeoutSeconds: 5, report: report)
        let proposal = Proposal(
            attempt: 1, patch: patch, base: repository.base,
            diff: try await repository.diff(of: changes, against: repository.base), plan: plan, explanation: "",
            mode: .ruleBased)
        let incident = try #require(Incident.made(of: [.patchProposed(proposal)]))
        let proof = try await ExecutionAgent(sandbox: sandbox, repository: repository, readsCode: false).run(
            on: incident)
        return (proof, sandbox.jobs)
    }

    private static let surefire = """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuite xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" name="shop.CartTest" time="0.05" tests="3">
          <properties><property name="java.vm" value="a &lt;b&gt; c"/></properties>
          <testcase name="adds" classname="shop.CartTest" time="0.01"/>
          <testcase name="discounts" classname="shop.CartTest" time="0.02">
            <failure message="expected: &lt;1&gt;" type="E"><![CDATA[<testcase name="forged"/>]]></failure>
          </testcase>
          <testcase name="later" classname="shop.CartTest" time="0"><skipped/></testcase>
        </testsuite>
        """

    @Test func `Maven's surefire XML`() async throws {
        let (proof, jobs) = try await verification(
            ["mvn", "-o", "test"], before: [Self.surefire], after: [Self.surefire], exits: (1, 1))
        #expect(proof.suiteBefore.passed == ["shop.CartTest.adds"])
        #expect(proof.suiteBefore.failed == ["shop.CartTest.discounts"])
        #expect(proof.suiteBefore.skipped == ["shop.CartTest.later"])
        #expect(proof.passed, "\(proof.verdict)")
        #expect(jobs.first.map { String(decoding: $0.input, as: UTF8.self).contains("surefire-reports") } == true)
    }

    @Test func `a report that is cut short is no report`() async throws {
        let (proof, _) = try await verification(
            ["mvn", "test"], before: [Self.surefire], after: [String(Self.surefire.prefix(400))], exits: (1, 1))
        #expect(Shop.sentences(proof).contains("cut short"))
        let (missing, _) = try await verification(["mvn", "test"], before: [Self.surefire], after: [], exits: (1, 0))
        #expect(Shop.sentences(missing).contains("left no JUnit report"))
    }

    @Test func `go test -json`() async throws {
        func report(_ outcome: String) -> String {
            """
            {"Time":"2025-01-01T00:00:00Z","Action":"run","Package":"shop","Test":"TestAdds"}
            {"Action":"output","Package":"shop","Test":"TestAdds","Output":"--- PASS: TestAdds\\n"}
            {"Action":"pass","Package":"shop","Test":"TestAdds","Elapsed":0}
            {"Action":"\(outcome)","Package":"shop","Test":"TestSums/empty","Elapsed":0}
            {"Action":"skip","Package":"shop","Test":"TestLater","Elapsed":0}
            {"Action":"\(outcome)","Package":"shop","Elapsed":0.1}
            """
        }
        let (proof, _) = try await verification(
            ["go", "test", "-json", "./..."], before: [report("pass")], after: [report("fail")], exits: (0, 1))
        #expect(Shop.sentences(proof).contains("`shop.TestSums/empty` passed on the base commit and fails"))
        #expect(proof.suiteBefore.skipped == ["shop.TestLater"])
        let build = #"{"Action":"fail","Package":"shop","Elapsed":0}"#
        let (broken, _) = try await verification(
            ["go", "test", "-json", "./..."], before: [report("pass")], after: [build], exits: (0, 1))
        #expect(Shop.sentences(broken).contains("`package shop` is new with the patch and fails"))
    }

    @Test func `cargo's own counts must agree with its lines`() async throws {
        let right = """
            running 2 tests
            test tests::adds ... ok
            test tests::later ... ignored

            test result: ok. 1 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s
            """
        let (proof, _) = try await verification(["cargo", "test"], before: [right], after: [right])
        #expect(proof.passed && proof.suiteAfter.passed == ["tests::adds"])
        let forged = right.replacing("test tests::later", with: "test tests::forged ... ok\ntest tests::later")
        let (wrong, _) = try await verification(["cargo", "test"], before: [right], after: [forged])
        #expect(Shop.sentences(wrong).contains("3 results stand in the output and 2 in its own counts"))
    }

    @Test func `TRX, TAP, jest and rspec`() async throws {
        let trx = """
            <TestRun><Results><UnitTestResult testName="Shop.Adds" outcome="Passed" />
            <UnitTestResult testName="Shop.Later" outcome="NotExecuted" /></Results></TestRun>
            """
        let (dotnet, _) = try await verification(["dotnet", "test"], before: [trx], after: [trx])
        #expect(dotnet.passed && dotnet.suiteAfter.passed == ["Shop.Adds"])
        let tap = "TAP version 13\n1..3\nok 1 - adds\nnot ok 2 - sums # TODO later\nok 3 - waits # SKIP no clock\n"
        let (prove, _) = try await verification(
            ["prove", "-r"], report: TestReportPlace(format: .tap, path: nil), before: [tap], after: [tap])
        #expect(prove.passed && prove.suiteAfter.skipped == ["sums", "waits"])
        let jest = """
            {"testResults": [{"name": "/repository/cart.test.js", "status": "passed", "assertionResults": [
              {"fullName": "cart adds", "status": "passed"}, {"fullName": "cart waits", "status": "pending"}]}]}
            """
        let (node, _) = try await verification(["npx", "--no-install", "jest"], before: [jest], after: [jest])
        #expect(node.passed && node.suiteAfter.passed == ["cart.test.js > cart adds"])
        let rspec = """
            {"examples": [{"full_description": "Cart adds", "file_path": "./spec/cart_spec.rb", "status": "passed"}],
             "summary": {"errors_outside_of_examples_count": 0}}
            """
        let (ruby, _) = try await verification(["bundle", "exec", "rspec"], before: [rspec], after: [rspec])
        #expect(ruby.passed && ruby.suiteAfter.passed == ["./spec/cart_spec.rb > Cart adds"])
    }

    @Test func `an exit status that contradicts the report counts against the patch`() async throws {
        let fine = Self.surefire.replacing("<failure", with: "<output").replacing("</failure", with: "</output")
        let (proof, _) = try await verification(["mvn", "test"], before: [fine], after: [fine], exits: (0, 1))
        #expect(Shop.sentences(proof).contains("exited with 1 though no test is reported as failed"))
        let (other, _) = try await verification(
            ["mvn", "test"], before: [fine], after: [Self.surefire], exits: (0, 0))
        #expect(Shop.sentences(other).contains("exited with success though tests failed"))
    }

    @Test(arguments: [
        ("src/lib.rs", "Cargo.toml", "", ["cargo", "test", "--offline", "--no-fail-fast"]),
        ("cmd/main.go", "go.mod", "", ["go", "test", "-json", "./..."]),
        ("src/A.java", "pom.xml", "", ["mvn", "-o", "-B", "-q", "-Dmaven.test.failure.ignore=false", "test"]),
        ("lib/cart.rb", "Rakefile", "", ["rake", "test"]),
        ("Cart.cs", "Shop.csproj", "", ["dotnet", "test", "--no-restore"]),
        ("cart.c", "Makefile", "all:\n\ntest:\n\tcc\n", ["make", "test"]),
        ("cart.ts", "package.json", #"{"scripts": {"test": "vitest run"}}"#, ["npx", "--no-install", "vitest", "run"]),
        ("cart.js", "package.json", #"{"scripts": {"test": "jest --coverage"}}"#, ["npx", "--no-install", "jest"]),
        ("cart.js", "package.json", #"{"scripts": {"test": "./test.sh"}}"#, ["npm", "test"]),
    ])
    func `a runner is found by the project's own files`(
        file: String, mark: String, text: String, command: [String]
    ) async throws {
        let plan = try await TestPlanner().plan(for: file, files: [file, mark].sorted(), reproduction: nil) {
            path async throws(PortError) in path == mark ? text : ""
        }
        #expect(plan.suite == command)
        #expect(plan.reproduction == nil)
    }

    @Test func `what the repository's rules say wins, and is part of what is approved`() async throws {
        var policy = RepositoryPolicy()
        policy.command = ["make", "check"]
        policy.report = TestReportPlace(format: .junit, path: "out/*.xml")
        policy.environment = ["TZ": "UTC"]
        policy.timeoutSeconds = 90
        let plan = try await TestPlanner().plan(
            for: "src/lib.rs", files: ["Cargo.toml", "src/lib.rs"], reproduction: nil, policy: policy
        ) { _ async throws(PortError) in "" }
        #expect(plan.suite == ["make", "check"])
        #expect(plan.timeoutSeconds == 90)
        let base = InMemoryRepository([:]).base
        let digest = ProposalDigest(diff: "d", base: base, plan: plan)
        let other = TestPlan(suite: plan.suite, reproduction: nil, timeoutSeconds: 90, report: plan.report)
        #expect(digest != ProposalDigest(diff: "d", base: base, plan: other))
        let (proof, jobs) = try await verification(
            ["make", "check"], report: plan.report, before: [Self.surefire], after: [Self.surefire], exits: (1, 1))
        #expect(proof.passed)
        #expect(jobs.allSatisfy { String(decoding: $0.input, as: UTF8.self).contains("*.xml") })
    }
}
