import Adapters
import Domain
import Foundation
import Testing

@Suite struct BubblewrapSandboxTests {
    let scene: SandboxScene

    init() throws {
        scene = try SandboxScene()
    }

    @Test func `the doctor's check passes where the sandbox works`() async throws {
        try await scene.sandbox.check()
        #expect(try scene.leftovers().isEmpty)
    }

    @Test func `without bubblewrap nothing runs and a person is told what to install`() async throws {
        let sandbox = BubblewrapSandbox(directory: scene.copies, program: "/nonexistent/bwrap")
        let error = await #expect(throws: PortError.self) { try await sandbox.run(scene.shell("true")) }
        #expect(error?.recovery == .askHuman)
        #expect(error?.reason.contains("apt-get install bubblewrap") == true)
        #expect(try scene.leftovers().isEmpty)
    }

    @Test func `a sandbox that can't be made is an error with nothing run`() async throws {
        let sandbox = BubblewrapSandbox(directory: scene.copies, program: "/bin/false")
        let error = await #expect(throws: PortError.self) { try await sandbox.run(scene.shell("true")) }
        #expect(error?.recovery == .askHuman)
    }

    @Test func `a tree beyond the limit is refused`() async throws {
        let sandbox = BubblewrapSandbox(directory: scene.copies, maximumTreeBytes: 8192)
        let error = await #expect(throws: PortError.self) { try await sandbox.run(scene.shell("true")) }
        #expect(error?.recovery == .giveUp)
        #expect(try scene.leftovers().isEmpty)
    }
}
