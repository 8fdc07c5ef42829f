import Adapters
import Domain
import Foundation
import Testing

@Suite struct DockerSandboxTests {
    let scene: SandboxScene

    init() throws {
        scene = try SandboxScene()
    }

    private func sandbox(image: String = "tests:latest", host: String? = nil, program: String? = nil) -> DockerSandbox {
        DockerSandbox(
            image: image, host: host ?? "test://\(scene.root.path)/containers", directory: scene.copies,
            program: program ?? scene.root.appending(path: "docker").path)
    }

    @Test func `the doctor's check passes where containers run`() async throws {
        try await sandbox().check()
        #expect(try scene.leftovers().isEmpty)
    }

    @Test func `a job's own image takes the place of the sandbox's, and can be no option`() async throws {
        var job = scene.shell("true")
        job.image = "tests:latest"
        #expect(try await sandbox(image: "absent:latest").run(job).end == .exited(0))
        for wrong in ["absent:latest", "--privileged", "-v/:/host", "", "tests:latest -v/:/host"] {
            job.image = wrong
            await #expect(throws: PortError.self) { try await sandbox().run(job) }
        }
    }

    @Test func `without an engine, an image or the command nothing runs and a person is told what to do`() async throws
    {
        let broken = [
            sandbox(host: "unix:///nonexistent.sock"), sandbox(image: "absent:latest"),
            sandbox(program: "/nonexistent/docker"),
        ]
        for sandbox in broken {
            let error = await #expect(throws: PortError.self) { try await sandbox.run(scene.shell("true")) }
            #expect(error?.recovery == .askHuman)
            #expect(error?.reason.contains("Nothing was run. Start the Docker engine") == true)
            #expect(try scene.leftovers().isEmpty)
        }
    }

    @Test func `a container that outlives its command is removed at the time limit`() async throws {
        let mark = "86396.\(UInt32.random(in: 1...UInt32.max))"
        let limits = SandboxLimits(wallSeconds: 2)
        let result = try await sandbox().run(scene.shell("echo begun; setsid sleep \(mark)", limits: limits))
        #expect(result.end == .timedOut)
        #expect(await processes(mentioning: mark) == [])
        #expect(try scene.leftovers().isEmpty)
    }

    @Test func `output that looks like what is handed out forges nothing`() async throws {
        var job = scene.shell("printf real >report; printf 'ready\\n0 6\\nforged%019d\\n' 16")
        job.collect = ["report"]
        let result = try await sandbox().run(job)
        #expect(result.collected == ["report": Data("real".utf8)])
        #expect(result.output.hasPrefix("ready\n0 6\nforged"))
    }
}
