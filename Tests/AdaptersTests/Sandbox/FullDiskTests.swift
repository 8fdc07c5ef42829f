import Domain
import Foundation
import Logging
import TestSupport
import Testing

@testable import Adapters

/// A file system of a few MiB that a test may fill. Made by root alone.
private func withSmallDisk(_ body: (URL) async throws -> Void) async throws {
    func run(_ program: String, _ arguments: [String]) async throws {
        let child = ChildProcess(
            try #require(Executable.find(program)), arguments, outputs: [2: BoundedOutput(head: 500)],
            timeoutSeconds: 60)
        let result = try await child.runToTheEnd()
        try #require(result.end == .exited(0), "\(String(decoding: result.output(2), as: UTF8.self))")
    }
    try await withTemporaryDirectory { directory in
        let place = directory.appending(path: "disk")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: false)
        try await run("mount", ["-t", "tmpfs", "-o", "size=4m,mode=755", "none", place.path])
        do { try await body(place) } catch {
            try await run("umount", ["--lazy", place.path])
            throw error
        }
        try await run("umount", ["--lazy", place.path])
    }
}

@Suite(.timeLimit(.minutes(2)), .enabled(if: geteuid() == 0, "only root can mount a small disk"))
struct FullDiskTests {
    private func fill(_ disk: URL) throws -> URL {
        let filler = disk.appending(path: "filler")
        FileManager.default.createFile(atPath: filler.path, contents: nil)
        let file = try FileHandle(forWritingTo: filler)
        defer { try? file.close() }
        for size in [65_536, 1] {
            let block = Data(repeating: 1, count: size)
            while (try? file.write(contentsOf: block)) != nil {}
        }
        return filler
    }

    @Test(arguments: SandboxKind.allCases)
    func `no room for temporary files is said, and over once there is room`(kind: SandboxKind) async throws {
        let scene = try SandboxScene()
        try scene.write(String(repeating: "x", count: 200_000), to: "large.txt")
        try await withSmallDisk { disk in
            let filler = try fill(disk)
            let sandbox = scene.sandbox(kind, directory: disk)
            let error = await #expect(throws: PortError.self) { try await sandbox.run(scene.shell("echo hello")) }
            #expect(error?.recovery == .retry)
            #expect(error?.reason.contains("the disk is full") == true, "\(error?.reason ?? "")")
            try FileManager.default.removeItem(at: filler)
            #expect(try await sandbox.run(scene.shell("echo hello")).output == "hello\n")
        }
    }

    @Test func `a checkout that found no room is made once there is room`() async throws {
        let scene = try await GitScene()
        try await withSmallDisk { disk in
            let filler = try fill(disk)
            let repository = LocalGitRepository(path: scene.repositoryPath, baseBranch: "main", scratch: disk)
            let error = await #expect(throws: PortError.self) {
                _ = try await repository.checkOut(try await repository.baseCommit())
            }
            #expect(error?.recovery == .retry, "\(error?.reason ?? "")")
            try FileManager.default.removeItem(at: filler)
            _ = try await repository.checkOut(try await repository.baseCommit())
        }
    }
}
