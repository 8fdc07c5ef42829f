import Adapters
import Domain
import TestSupport
import Testing

@Suite struct RepositoryPolicyFileTests {
    private func policy(_ text: String?) async throws(PortError) -> RepositoryPolicy {
        let repository = InMemoryRepository(text.map { [".incident-bot.yml": $0] } ?? ["a.py": ""])
        return try await RepositoryPolicyFile(repository: repository, allowedImages: ["node:22"])
            .policy(at: repository.base)
    }

    @Test func `a repository without rules has the bot's own`() async throws {
        #expect(try await policy(nil) == RepositoryPolicy())
        #expect(try await policy("") == RepositoryPolicy())
        #expect(try await policy("# nothing yet\n") == RepositoryPolicy())
    }

    @Test(.timeLimit(.minutes(1))) func `an alias bomb is refused before it is put together`() async throws {
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...30 {
            bomb +=
                "a\(level): &a\(level) [" + [String](repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
                + "]\n"
        }
        await #expect(throws: PortError.self) { try await policy(bomb) }
    }

    @Test func `stars and ampersands in patterns and commands are no aliases`() async throws {
        let policy = try await policy(
            "test:\n  command: [\"make\", \"a&b\", \"--x=*y\"]\npatch:\n  protected: [\"*.sql\", src/**, \"a/*b\"]\n")
        #expect(policy.command == ["make", "a&b", "--x=*y"] && policy.protected.count == 3)
    }

    @Test func `every rule is read, with the line it stands in`() async throws {
        let policy = try await policy(
            """
            test:
              command: [npm, run, "test:ci"]
              report: {format: junit, path: "reports/*.xml"}
              timeout_seconds: 120
              environment:
                TZ: UTC
                LEVEL: "3"
            patch:
              allowed: ["src/"]
              protected:
                - src/billing/**
                - "*.sql"
              max_files: 3
              max_lines: 40
              max_bytes: 9000
            owners: ["@payments", "U024BE7LH"]
            sandbox:
              image: node:22
            """)
        #expect(policy.command == ["npm", "run", "test:ci"])
        #expect(policy.report == TestReportPlace(format: .junit, path: "reports/*.xml"))
        #expect(policy.timeoutSeconds == 120)
        #expect(policy.environment == ["TZ": "UTC", "LEVEL": "3"])
        #expect(policy.allowed == [RepositoryPolicy.Pattern("src/", line: 9)])
        #expect(policy.protected.map(\.line) == [11, 12])
        #expect(policy.maximumFiles == RepositoryPolicy.Limit(3, line: 13))
        #expect(policy.maximumLines?.value == 40)
        #expect(policy.maximumBytes?.value == 9000)
        #expect(policy.owners == ["@payments", "U024BE7LH"])
        #expect(policy.image == "node:22")
    }

    @Test func `a command may be one text where no shell is needed`() async throws {
        #expect(try await policy("test: {command: make check}").command == ["make", "check"])
    }

    @Test(arguments: [
        ("patch:\n  protectd: [a]\n", "line 2: has the unknown key `protectd`"),
        ("tests: {}\n", "line 1: has the unknown key `tests`"),
        ("patch:\n  max_files: many\n", "line 2: `max_files` must be a whole number from 1 to 1000"),
        ("patch:\n  max_files: 0\n", "line 2: `max_files` must be"),
        ("patch:\n  allowed: src\n", "line 2: `allowed` must be a list"),
        ("patch:\n  allowed: [\"../x\"]\n", "line 2: `allowed` must be a pattern of paths inside"),
        ("test:\n  command: \"make && rm -rf /\"\n", "is run without a shell"),
        ("test:\n  command: []\n", "must not be empty"),
        ("test:\n  report: {format: junit}\n", "says nothing without a `command`"),
        ("test:\n  command: make\n  report: {format: xml}\n", "must be one of junit, go-json"),
        ("test:\n  environment: {LD_PRELOAD: x.so}\n", "`LD_PRELOAD` can't be set"),
        ("test:\n  environment: {\"A B\": x}\n", "is no name of a variable"),
        ("- a\n- b\n", "must be a mapping"),
        ("owners: {a: b}\n", "`owners` must be a list"),
        ("a: [\n", "is no YAML"),
        ("patch: {}\npatch: {}\n", "twice"),
        ("sandbox:\n  image: evil:1\n", "SANDBOX_IMAGES_ALLOWED"),
        ("owners: &a [x]\n", "an anchor or alias"), ("a: 1\nowners:\n  - *a\n", "an anchor or alias"),
        ("a: [\"x\",*a]\n", "an anchor or alias"), ("{a: &b c}\n", "an anchor or alias"),
        ("&a\n- b\n", "an anchor or alias"),
        ("a: \(String(repeating: "[", count: 40))\n", "nests more than"),
        (String(repeating: "- ", count: 20_000) + "a\n", "nests more than"),
    ])
    func `a rule that can't be understood stops with key and line`(text: String, sentence: String) async throws {
        do {
            _ = try await policy(text)
            Issue.record("accepted: \(text)")
        } catch {
            #expect(error.recovery == .askHuman)
            #expect(error.reason.contains(sentence), "\(error.reason)")
            #expect(error.reason.hasPrefix(".incident-bot.yml line "))
        }
    }
}
