import Adapters
import Agents
import Domain
import Foundation
import TestSupport
import Testing

/// Patches of programs that are not Python, verified for real with the tools of this machine.
@Suite(.timeLimit(.minutes(10)), .serialized) struct OtherLanguagesTests {
    struct Program: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// A program whose absence means that the language isn't on this machine.
        let tool: String
        let files: [String: String]
        let file: String
        let original: String
        let right: String
        let wrong: String
        /// The test that the wrong patch breaks, and one that fails on the base already.
        let broken: String
        let failing: String?
    }

    /// Swift's own tools take half a minute to build and test a package.
    static let programs = every.filter { TestDepth.isFull || $0.tool != "swift" }

    private static let every = [
        Program(
            testDescription: "Node", tool: "node",
            files: [
                "web/package.json": "{\"name\": \"cart\", \"scripts\": {\"test\": \"node --test\"}}",
                "web/cart.js": "exports.total = (lines) => lines.reduce((sum, line) => sum + line.price, 0)\n",
                "web/cart.test.js": """
                const test = require('node:test'), assert = require('node:assert'), cart = require('./cart')
                test('adds prices', () => assert.equal(cart.total([{price: 1}, {price: 2}]), 3))
                test('knows discounts', () => assert.equal(cart.total([{price: 1, off: 1}]), 0))
                test('comes later', {skip: true}, () => {})
                """,
            ],
            file: "web/cart.js", original: "sum + line.price", right: "sum + (line?.price ?? 0)", wrong: "sum",
            broken: "adds prices", failing: "knows discounts"),
        Program(
            testDescription: "Rust", tool: "cargo",
            files: [
                "Cargo.toml": "[package]\nname = \"cart\"\nversion = \"0.1.0\"\nedition = \"2021\"\n",
                "src/lib.rs": "pub fn mean(of: &[i64]) -> i64 { of.iter().sum::<i64>() / of.len() as i64 }\n",
                "tests/mean.rs": """
                #[test] fn averages() { assert_eq!(cart::mean(&[2, 4]), 3); }
                #[test] fn rounds_up() { assert_eq!(cart::mean(&[1, 2]), 2); }
                """,
            ],
            file: "src/lib.rs", original: "{ of.iter()", right: "{ if of.is_empty() { return 0 } of.iter()",
            wrong: "{ return 0; of.iter()", broken: "averages", failing: "rounds_up"),
        Program(
            testDescription: "Swift", tool: "swift",
            files: [
                "Package.swift": """
                // swift-tools-version: 6.0
                import PackageDescription
                let package = Package(name: "Cart", targets: [
                    .target(name: "Cart"), .testTarget(name: "CartTests", dependencies: ["Cart"]),
                ])
                """,
                "Sources/Cart/Cart.swift": "public func mean(_ of: [Int]) -> Int { of.reduce(0, +) / of.count }\n",
                "Tests/CartTests/CartTests.swift": """
                import Testing
                import Cart
                @Test func averages() { #expect(mean([2, 4]) == 3) }
                @Test func roundsUp() { #expect(mean([1, 2]) == 2) }
                """,
            ],
            file: "Sources/Cart/Cart.swift", original: "{ of.reduce", right: "{ of.isEmpty ? 0 : of.reduce",
            wrong: "{ 0 * of.reduce", broken: "averages", failing: "roundsUp"),
        Program(
            testDescription: "Java by make", tool: "javac",
            files: [
                "Makefile": "test:\n\tjavac -d /tmp/out Cart.java CartTest.java\n\tjava -cp /tmp/out CartTest\n",
                "Cart.java": "class Cart { static int mean(int sum, int count) { return sum / count; } }\n",
                "CartTest.java": """
                class CartTest { public static void main(String[] a) {
                    if (Cart.mean(6, 2) != 3) throw new AssertionError("mean");
                } }
                """,
            ],
            file: "Cart.java", original: "return sum / count", right: "return count == 0 ? 0 : sum / count",
            wrong: "return 0", broken: "make test", failing: nil),
    ]

    private func verify(_ program: Program, fixed: String) async throws -> Verification {
        let repository = InMemoryRepository(program.files)
        let patch = Patch(edits: [Patch.Edit(file: program.file, original: program.original, fixed: fixed)])
        let changes = try await PatchApplication.apply(patch) { program.files[$0] }
        let plan = try await TestPlanner().plan(
            for: program.file, files: program.files.keys.sorted(), reproduction: nil
        ) { path async throws(PortError) in program.files[path] }
        let proposal = Proposal(
            attempt: 1, patch: patch, base: repository.base,
            diff: try await repository.diff(of: changes, against: repository.base), plan: plan, explanation: "",
            mode: .model("a"))
        let incident = try #require(Incident.made(of: [.patchProposed(proposal)]))
        return try await ExecutionAgent(sandbox: BubblewrapSandbox(), repository: repository).run(on: incident)
    }

    private func isHere(_ tool: String) async throws -> Bool {
        let repository = InMemoryRepository(["a": ""])
        let job = SandboxJob(
            tree: try await repository.checkOut(repository.base), command: ["sh", "-c", "command -v \(tool)"])
        return try await BubblewrapSandbox().run(job).end == .exited(0)
    }

    @Test(arguments: programs) func `a right patch passes and a wrong one is refused by its test`(program: Program)
        async throws
    {
        guard try await isHere(program.tool) else { return print("Not on this machine: \(program.tool)") }
        let right = try await verify(program, fixed: program.right)
        #expect(right.passed, "\(right.verdict) \(right.suiteBefore.output) \(right.suiteAfter.output)")
        #expect(right.kept == (1, 1))
        #expect(right.alreadyFailing.count == (program.failing == nil ? 0 : 1))
        if let failing = program.failing { #expect(right.alreadyFailing.first?.contains(failing) == true) }
        let wrong = try await verify(program, fixed: program.wrong)
        #expect(
            Shop.sentences(wrong).contains("\(program.broken)` passed on the base")
                || Shop.sentences(wrong).contains("\(program.broken)()` passed on the base"),
            "\(wrong.verdict) \(wrong.suiteAfter.output)")
    }

    @Test(arguments: programs.prefix(2)) func `a patch that doesn't compile, or leaves early, proves nothing`(
        program: Program
    ) async throws {
        guard try await isHere(program.tool) else { return print("Not on this machine: \(program.tool)") }
        let broken = try await verify(program, fixed: "}{ not code")
        #expect(!broken.passed)
        guard program.tool == "node" else { return }
        let leaves = try await verify(program, fixed: "(process.exit(0), sum)")
        #expect(!leaves.passed)
    }
}
