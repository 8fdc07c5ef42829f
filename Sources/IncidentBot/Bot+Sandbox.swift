import Adapters
import Domain
import Foundation
import Logging

extension BotConfiguration {
    /// The sandbox that was chosen. Where it can't work, its runs fail and say what to do; no other takes its place.
    func sandbox(logger: Logger) -> any Sandbox {
        switch sandboxMode {
        case .bubblewrap: bubblewrap
        case .docker: docker
        case .subprocess: SubprocessSandbox(logger: logger)
        }
    }

    /// The sandbox with as many runs at once as the settings say.
    func sandboxQueue(logger: Logger) -> SandboxQueue {
        SandboxQueue(
            sandbox(logger: logger),
            slots: sandboxSettings.concurrency ?? ProcessInfo.processInfo.activeProcessorCount)
    }

    var bubblewrap: BubblewrapSandbox {
        BubblewrapSandbox(
            readOnlyPaths: sandboxSettings.readOnlyPaths ?? HostToolchains.find(), controlGroups: .find())
    }

    var docker: DockerSandbox {
        DockerSandbox(image: sandboxSettings.dockerImage, host: sandboxSettings.dockerHost)
    }
}
