import Crypto
import Domain
import Foundation

/// What an escape would find: things outside the sandbox that anybody on the machine could read, write, reach or signal.
struct EscapeBait: Sendable {
    /// An empty source tree.
    let tree: String
    private let directory: TemporaryDirectory
    private let outside: String
    private let secret: String
    private let word = UUID().uuidString
    private let mark = "incident-bot-canary-\(UUID().uuidString)"
    private let daemon = "incident-bot-daemon-\(UUID().uuidString)"
    private let listener: Int32
    private let port: Int
    private let canary: pid_t

    /// Nil when it can't be laid out; `errno` says why.
    init?(in parent: URL) {
        guard let directory = TemporaryDirectory(in: parent.path, prefix: "incident-bait-"),
            let (listener, port) = Self.listen()
        else { return nil }
        (self.directory, self.listener, self.port) = (directory, listener, port)
        canary = Self.startCanary(mark: mark, variable: "\(Self.variable)=\(word)")
        (tree, outside) = (directory.makeDirectory("tree"), directory.makeDirectory("outside"))
        secret = "\(outside)/secret"
        chmod(directory.path, 0o755)
        chmod(outside, 0o777)
        guard canary > 0, FileManager.default.createFile(atPath: secret, contents: Data(word.utf8)) else {
            remove()
            return nil
        }
        chmod(secret, 0o644)
    }

    func remove() {
        close(listener)
        if canary > 0 {
            kill(-canary, SIGKILL)
            waitpid(canary, nil, 0)
        }
        directory.remove()
    }

    /// What the probe is told to look for.
    func task(privateFiles: [String], environment: [String: String]) -> Data {
        struct Task: Encodable {
            let port: Int
            let files: [String]
            let variables: [String]
            let mark: String
            let processes: [Int32]
            let outside: String
            let daemon: String
        }
        var variables = environment.filter { !Self.sandboxVariables.contains($0.key) }
        variables[Self.variable] = word
        let digests = variables.map { name, value in
            SHA256.hash(data: Data("\(name)=\(value)".utf8)).map { String(format: "%02x", $0) }.joined()
        }
        let task = Task(
            port: port, files: [secret] + privateFiles, variables: digests, mark: mark, processes: [canary],
            outside: outside, daemon: daemon)
        return (try? JSONEncoder().encode(task)) ?? Data()
    }

    /// How an attempt got out, as seen from outside; nil when there is no sign of it.
    func escape(_ attempt: EscapeAttempt, result: SandboxResult) -> String? {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: outside)) ?? []
        switch attempt {
        case .writing, .links:
            if names != ["secret"] { return "there are new files outside" }
            return attempt == .links && !result.collected.isEmpty ? "a file was read through a link" : nil
        case .files:
            let seen = result.standardOutput + result.standardError + result.collected.values.joined()
            return seen.range(of: Data(word.utf8)) == nil ? nil : "the file's contents came out"
        case .signals:
            return waitpid(canary, nil, WNOHANG) == 0 ? nil : "a process outside was ended"
        case .daemon:
            let left = processes(mentioning: daemon)
            left.forEach { kill($0, SIGKILL) }
            return left.isEmpty ? nil : "process \(left[0]) is still there"
        default: return nil
        }
    }

    private static let variable = "INCIDENT_BOT_CANARY"
    /// What the sandbox sets itself, by chance as the bot's.
    private static let sandboxVariables: Set = [
        "PATH", "HOME", "LANG", "PWD", "OLDPWD", "SHLVL", "HOSTNAME", "TERM", "_",
    ]

    /// A process of the user who runs the code, waiting to be seen and signalled. Its number; 0 when it can't be started.
    private static func startCanary(mark: String, variable: String) -> pid_t {
        let command = ["/usr/bin/env", variable, "/bin/sh", "-c", "sleep 60; exit", mark]
        guard let launch = try? UnprivilegedUser.launch(command) else { return 0 }
        let null = open("/dev/null", O_RDWR | O_CLOEXEC)
        defer { close(null) }
        let child = ChildProcess(launch[0], Array(launch.dropFirst()), outputs: [:], timeoutSeconds: 0)
        return (try? Spawn.start(child, descriptors: [0: null, 1: null, 2: null])) ?? 0
    }

    private func processes(mentioning text: String) -> [pid_t] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { pid_t($0) }.filter { process in
            FileManager.default.contents(atPath: "/proc/\(process)/cmdline")?.range(of: Data(text.utf8)) != nil
        }
    }

    /// A port of this machine's loopback that takes connections.
    private static func listen() -> (descriptor: Int32, port: Int)? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) == 0 && Foundation.listen(descriptor, 4) == 0
                    && getsockname(descriptor, address, &length) == 0
            }
        }
        guard bound else {
            close(descriptor)
            return nil
        }
        return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
    }
}
