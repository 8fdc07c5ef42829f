import Foundation

/// The 512 bytes before each file in a tar archive.
enum TarHeader {
    /// - Parameters:
    ///   - name: cut at 100 bytes, as is `target`; longer ones stand in a record before.
    ///   - kind: `0` a file, `2` a symbolic link, `5` a directory, `L` and `K` a long name and target for what follows.
    static func bytes(
        name: [UInt8], kind: Unicode.Scalar, mode: mode_t, size: Int, target: [UInt8]
    ) -> [UInt8] {
        var header = [UInt8](repeating: 0, count: 512)
        func put(_ text: some Sequence<UInt8>, at offset: Int) {
            for (index, byte) in text.enumerated() { header[offset + index] = byte }
        }
        put(name.prefix(100), at: 0)
        put(octal(Int(mode), digits: 7), at: 100)
        put(octal(0, digits: 7), at: 108)
        put(octal(0, digits: 7), at: 116)
        put(octal(size, digits: 11), at: 124)
        put(octal(0, digits: 11), at: 136)
        put("        ".utf8, at: 148)
        header[156] = UInt8(truncatingIfNeeded: kind.value)
        put(target.prefix(100), at: 157)
        put("ustar\u{0}00".utf8, at: 257)
        // The sum is taken with its own field full of spaces.
        put(octal(header.reduce(0) { $0 + Int($1) }, digits: 6) + [0], at: 148)
        return header
    }

    private static func octal(_ number: Int, digits: Int) -> [UInt8] {
        let text = String(number, radix: 8)
        return Array((String(repeating: "0", count: max(0, digits - text.count)) + text).utf8)
    }
}
