import Foundation

/// The files a sandbox handed out, read from a stream that hostile code may have written to.
struct CollectedFiles {
    /// The sandbox stood and gave way to the command.
    let codeWasStarted: Bool
    let files: [String: Data]

    /// Reads the word `ready`, then for each file its place in `names`, its length, a line's end and its bytes. Stops at
    /// the first thing that doesn't fit.
    init(_ stream: Data, names: [String]) {
        let ready = Data("ready\n".utf8)
        codeWasStarted = stream.starts(with: ready)
        var rest = stream.dropFirst(ready.count)
        var files: [String: Data] = [:]
        while codeWasStarted, let lineEnd = rest.prefix(64).firstIndex(of: UInt8(ascii: "\n")) {
            let numbers = rest[..<lineEnd].split(separator: UInt8(ascii: " ")).map {
                Int(String(decoding: $0, as: UTF8.self))
            }
            rest = rest[(lineEnd + 1)...]
            guard numbers.count == 2, let place = numbers[0], let length = numbers[1], names.indices.contains(place),
                0...rest.count ~= length
            else { break }
            files[names[place]] = Data(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        self.files = files
    }
}
