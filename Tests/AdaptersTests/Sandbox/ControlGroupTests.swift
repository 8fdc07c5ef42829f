import Domain
import Foundation
import Testing

@testable import Adapters

@Suite struct ControlGroupTests {
    let scene: SandboxScene
    private var hierarchy: URL { scene.root.appending(path: "cgroup") }

    init() throws {
        scene = try SandboxScene()
    }

    /// A directory that looks like a group of the kernel's.
    private func group(_ path: String, controllers: String = "cpu memory pids", enabled: String = "") throws {
        let url = hierarchy.appending(path: path)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        try Data("\(controllers)\n".utf8).write(to: url.appending(path: "cgroup.controllers"))
        try Data("\(enabled)\n".utf8).write(to: url.appending(path: "cgroup.subtree_control"))
        try Data().write(to: url.appending(path: "cgroup.procs"))
    }

    private func find(own: String, mounted: String = "/") throws -> ControlGroups {
        let (mounts, membership) = (scene.root.appending(path: "mountinfo"), scene.root.appending(path: "membership"))
        try Data(
            """
            24 29 0:22 / /proc rw,nosuid - proc proc rw
            31 30 0:27 \(mounted) \(hierarchy.path) rw,nosuid shared:9 - cgroup2 cgroup2 rw

            """.utf8
        ).write(to: mounts)
        try Data("12:pids:/other\n0::\(own)\n".utf8).write(to: membership)
        return ControlGroups.find(mounts: mounts.path, membership: membership.path)
    }

    @Test func `the bot's own group is used, and passes its controllers on`() throws {
        try group("bot.service")
        #expect(try find(own: "/bot.service") == .available(hierarchy.path + "/bot.service"))
        let passed = hierarchy.appending(path: "bot.service/cgroup.subtree_control")
        #expect(try String(contentsOf: passed, encoding: .utf8) == "+cpu +memory +pids")
    }

    @Test func `the service's group is used when the bot sits in a part of it`() throws {
        try group("bot.service", enabled: "cpu memory pids")
        try group("bot.service/bot", controllers: "")
        #expect(try find(own: "/bot.service/bot") == .available(hierarchy.path + "/bot.service"))
    }

    @Test func `what belongs to the service manager is left alone`() throws {
        try group("system.slice", enabled: "cpu memory pids")
        try group("system.slice/bot.service", controllers: "cpu")
        guard case .absent(let reason) = try find(own: "/system.slice/bot.service") else {
            Issue.record("the slice was used")
            return
        }
        #expect(reason.hasSuffix("has no controller for memory and pids"))
    }

    @Test func `a container's part of the hierarchy is found`() throws {
        try group("")
        #expect(try find(own: "/docker/1f", mounted: "/docker/1f") == .available(hierarchy.path))
    }

    @Test func `a machine without version 2 is told`() {
        #expect(
            ControlGroups.find(mounts: "/dev/null", membership: "/dev/null")
                == .absent("this machine has no cgroup version 2"))
    }

    @Test func `a run's group carries its limits`() throws {
        let limits = SandboxLimits(processes: 10, memoryBytes: 1 << 20, fileBytes: 1 << 10)
        try group("")
        let group = try #require(
            try ControlGroup(in: .available(hierarchy.path), limits: limits, treeBytes: 4096))
        func value(_ file: String) throws -> String {
            try String(contentsOfFile: "\(group.path)/\(file)", encoding: .utf8)
        }
        #expect(try value("memory.max") == String((2 << 20) + 4096 + (4 << 10)))
        #expect(try value("memory.swap.max") == "0")
        #expect(try value("memory.oom.group") == "1")
        #expect(try value("pids.max") == "14")
        #expect(try value("cpu.max").hasSuffix("00000 100000"))
    }

    @Test func `a run enters its group, and the group is gone afterwards`() async throws {
        // The kernel's own, without controllers, which few machines give away.
        guard case .available(let parent) = ControlGroups.find(needed: []) else { return }
        let groups = ControlGroups.available(parent)
        let group = try #require(try ControlGroup(in: groups, limits: SandboxLimits(), treeBytes: 0))
        let command = group.launch(["/bin/cat", "/proc/self/cgroup"])
        let child = ChildProcess(
            command[0], Array(command.dropFirst()), outputs: [1: BoundedOutput(head: 4096)], timeoutSeconds: 20)
        let told = String(decoding: try await child.run().output(1), as: UTF8.self)
        #expect(told.contains("/\(URL(filePath: group.path).lastPathComponent)\n"))
        group.remove()
        #expect(!FileManager.default.fileExists(atPath: group.path))

        let sandbox = BubblewrapSandbox(readOnlyPaths: [], controlGroups: groups, directory: scene.copies)
        #expect(try await sandbox.run(scene.shell("echo inside")).output == "inside\n")
        let names = try FileManager.default.contentsOfDirectory(atPath: parent)
        #expect(!names.contains { $0.hasPrefix("incident-run-") })
    }
}
