package import Domain
package import Foundation

/// The Python programs that ship with the agents and run only inside the sandbox.
package enum PythonTools {
    /// The bytes of bundled files by plain name, ready for `SandboxJob.tools`.
    ///
    /// A missing file is a broken installation: a person has to mend it.
    package static func load(_ names: [String]) throws(PortError) -> [String: Data] {
        var files: [String: Data] = [:]
        for name in names { files[name] = try load(name) }
        return files
    }

    /// The bytes of all bundled files of a tool, e.g. `repair` for `repair.py` and `repair_….py`.
    package static func load(tool: String) throws(PortError) -> [String: Data] {
        let folder = Bundle.module.bundleURL.appending(path: "Python").path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let own = names.filter { $0 == "\(tool).py" || $0.hasPrefix("\(tool)_") && $0.hasSuffix(".py") }
        return try load(own.isEmpty ? ["\(tool).py"] : own.sorted())
    }

    private static func load(_ name: String) throws(PortError) -> Data {
        let file = Bundle.module.bundleURL.appending(components: "Python", name)
        do {
            return try Data(contentsOf: file)
        } catch {
            throw PortError(
                port: "Sandbox", operation: "load the program \(name)", recovery: .askHuman,
                reason: "\(file.path) is missing; install the product again")
        }
    }
}
