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
