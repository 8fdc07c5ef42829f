import Adapters
import Domain
import Foundation
import Testing

/// The languages whose toolchains this machine has can be built and tested inside the sandbox.
@Suite struct SandboxToolchainTests {
    struct Language: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Fails where the toolchain isn't installed.
        let probe: String
        let script: String
        let files: [String: String]
    }

    static let languages = [
        Language(
            testDescription: "Node", probe: "command -v node",
            script: "node --test test.js | grep -E '^# pass 1'",
            files: [
                "test.js": "const t = require('node:test'); t('adds', () => require('node:assert').equal(1 + 1, 2))"
            ]),
        Language(
            testDescription: "Rust", probe: "command -v cargo",
            script: "cargo test --offline -q 2>&1 | grep -E '1 passed'",
            files: [
                "Cargo.toml": "[package]\nname = \"adding\"\nversion = \"0.1.0\"\nedition = \"2021\"\n",
                "src/lib.rs": "#[test] fn adds() { assert_eq!(1 + 1, 2) }",
            ]),
        Language(
            testDescription: "Java", probe: "command -v javac",
            script: "javac Adding.java && java -Xmx128m Adding",
            files: [
                "Adding.java": "class Adding { public static void main(String[] a) { System.out.println(1 + 1); } }"
            ]),
        Language(
            testDescription: "Swift", probe: "command -v swiftc",
            script: "swiftc adding.swift && ./adding", files: ["adding.swift": "print(1 + 1)\n"]),
        Language(
            testDescription: "make with C", probe: "command -v make && command -v cc",
            script: "make -s test",
            files: ["Makefile": "test: adding\n\t./adding\n", "adding.c": "int main(void) { return 0; }\n"]),
        Language(
            testDescription: "pytest", probe: "python3 -c 'import pytest'", script: "python3 -m pytest -q",
            files: ["test_adding.py": "def test_adds():\n    assert 1 + 1 == 2\n"]),
    ]

    let scene: SandboxScene

    init() throws {
        scene = try SandboxScene()
    }

    @Test(arguments: languages) func `a language's own tools run`(language: Language) async throws {
        var limits = SandboxLimits(wallSeconds: 120, cpuSeconds: 120, processes: 256, memoryBytes: 2 << 30)
        limits.reservedBytes = 64 << 30
        limits.fileBytes = 256 << 20
        let sandbox = BubblewrapSandbox(directory: scene.copies)
        guard try await sandbox.run(scene.shell(language.probe, limits: limits)).end == .exited(0) else {
            return print("Not on this machine: \(language.testDescription)")
        }

        var job = scene.shell(language.script, limits: limits)
        job.overlay = language.files.mapValues { Data($0.utf8) }
        let result = try await sandbox.run(job)

        #expect(result.end == .exited(0), "\(result.output)\(result.errors)")
        #expect(try scene.leftovers().isEmpty)
    }

    @Test func `a toolchain in a directory only the bot can enter is shown, read only, and nothing beside it`()
        async throws
    {
        let home = scene.root.appending(path: "home")
        let files = FileManager.default
        try files.createDirectory(at: home.appending(path: "chain/bin"), withIntermediateDirectories: true)
        try Data("#!/bin/sh\necho compiled\n".utf8).write(to: home.appending(path: "chain/bin/compile"))
        try Data("secret".utf8).write(to: home.appending(path: "secret.txt"))
        try files.setAttributes(
            [.posixPermissions: 0o777], ofItemAtPath: home.appending(path: "chain/bin/compile").path)
        try files.setAttributes([.posixPermissions: 0o700], ofItemAtPath: home.path)
        let sandbox = BubblewrapSandbox(
            readOnlyPaths: [home.appending(path: "chain").path], directory: scene.copies)

        let script =
            "compile; cat '\(home.path)/secret.txt'; ls '\(home.path)'; echo x >>'\(home.path)/chain/bin/compile'; true"
        let result = try await sandbox.run(scene.shell(script))

        #expect(result.output == "compiled\nchain\n")
        #expect(result.errors.contains("Read-only file system"))
        #expect(
            try String(contentsOf: home.appending(path: "chain/bin/compile"), encoding: .utf8).hasSuffix("compiled\n"))
        #expect(try scene.leftovers().isEmpty)
    }

    @Test func `a toolchain that isn't there is an error with nothing run`() async throws {
        let sandbox = BubblewrapSandbox(readOnlyPaths: ["/nonexistent/chain"], directory: scene.copies)
        let error = await #expect(throws: PortError.self) { try await sandbox.run(scene.shell("true")) }
        #expect(error?.recovery == .askHuman)
        #expect(error?.reason.contains("SANDBOX_READONLY_PATHS") == true)
        #expect(try scene.leftovers().isEmpty)
    }

    @Test func `only packages and rustup's default toolchain are found by themselves`() throws {
        let files = FileManager.default
        func program(_ path: String) throws {
            let url = scene.root.appending(path: path)
            try files.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data().write(to: url)
            try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: url.path)
        }
        try program("opt/go/bin/go")
        try program("opt/swift/usr/bin/swift")
        try program("opt/editor/bin/editor")
        try program("home/bin/node")
        try program("home/.rustup/toolchains/stable/bin/cargo")
        try program("home/.rustup/toolchains/nightly/bin/cargo")
        try Data("version = \"12\"\ndefault_toolchain = \"stable\"\n".utf8)
            .write(to: scene.root.appending(path: "home/.rustup/settings.toml"))

        let found = HostToolchains.find(home: scene.root.path + "/home", packages: scene.root.path + "/opt")

        #expect(
            found.map { $0.replacing(scene.root.path, with: "") }
                == ["/opt/go", "/opt/swift", "/home/.rustup/toolchains/stable"])
    }
}
