import Foundation

extension Command {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// What a command printed, whose failure counts; throws the last lines of what it said.
    ///
    /// - Parameter seconds: after which it is ended.
    @discardableResult
    static func check(_ arguments: [String], input: Data = Data(), seconds: Int = 60) throws -> Data {
        let process = Process()
        let (standardInput, output) = (Pipe(), Pipe())
        let words = FileManager.default.temporaryDirectory.appending(path: "incident-bench-\(UUID().uuidString).txt")
        try Data().write(to: words)
        defer { try? FileManager.default.removeItem(at: words) }
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["timeout", "-k", "5", String(seconds)] + arguments
        process.standardInput = standardInput
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: words)
        try process.run()
        try standardInput.fileHandleForWriting.write(contentsOf: input)
        try standardInput.fileHandleForWriting.close()
        let printed = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let said = (try? String(contentsOf: words, encoding: .utf8)) ?? ""
            let lines = (said + String(decoding: printed, as: UTF8.self)).split(whereSeparator: \.isNewline).suffix(3)
            let reason =
                process.terminationStatus == 124 ? "took longer than \(seconds) s" : lines.joined(separator: " ")
            throw Failure(description: "\(arguments.prefix(4).joined(separator: " ")): \(reason)")
        }
        return printed
    }

    /// A git repository of one commit on `main` that holds everything below `tree`, ignored files too.
    static func commit(_ tree: URL, in directory: URL) throws -> URL {
        let clone = directory.appending(path: "repository")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        // Archives name owners of their own, and git trusts no repository of somebody else.
        try check(["cp", "-R", tree.path, clone.path])
        let identity = ["-c", "user.name=Bench", "-c", "user.email=bench@example.com", "-c", "core.autocrlf=false"]
        for arguments in [["init", "-q", "-b", "main"], ["add", "-A", "-f"], ["commit", "-q", "-m", "Base"]] {
            try check(["git", "-C", clone.path] + identity + arguments)
        }
        return clone
    }
}
