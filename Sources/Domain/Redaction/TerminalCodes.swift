/// Takes out what terminals and attackers put between the letters: colours, cursor moves, control characters, marks that
/// reverse the direction of writing, and what has no width between ASCII letters. Carriage returns become line ends.
///
/// Done before redaction at every door: a secret with a colour in its midst is none that a pattern would know.
package enum TerminalCodes {
    package static func stripped(from bytes: [UInt8]) -> [UInt8] {
        guard needsWork(bytes) else { return bytes }
        return [UInt8](unsafeUninitializedCapacity: bytes.count) { output, count in
            bytes.withUnsafeBufferPointer { input in
                guard let from = input.baseAddress, let to = output.baseAddress else { return }
                count = strip(from, input.count, into: to)
            }
        }
    }

    private static func needsWork(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return false }
            let end = buffer.count
            var index = 0
            while index < end {
                let byte = base[index]
                if byte < 0x20 {
                    if byte != 0x0A && byte != 0x09 { return true }
                } else if byte == 0x7F || mayHide(byte) {
                    return true
                }
                index &+= 1
            }
            return false
        }
    }

    private static func strip(_ from: UnsafePointer<UInt8>, _ size: Int, into to: UnsafeMutablePointer<UInt8>) -> Int {
        var read = 0
        var written = 0
        while read < size {
            let byte = from[read]
            if byte >= 0x20 && byte < 0x7F || byte == 0x0A || byte == 0x09 || byte >= 0x80 && !mayHide(byte) {
                to[written] = byte
                written &+= 1
                read &+= 1
            } else if byte == 0x0D {
                let isPair = read + 1 < size && from[read + 1] == 0x0A
                if !isPair {
                    to[written] = 0x0A
                    written += 1
                }
                read += 1
            } else if byte == 0x1B {
                read = endOfEscape(from, size, at: read)
            } else if byte < 0x80 {
                read += 1
            } else {
                let hidden = hiddenLength(from, size, at: read)
                if hidden == 0 {
                    to[written] = byte
                    written += 1
                }
                read += max(hidden, 1)
            }
        }
        return written
    }

    private static func mayHide(_ byte: UInt8) -> Bool {
        byte == 0xC2 || byte == 0xE1 || byte == 0xE2 || byte == 0xE3 || byte == 0xEF || byte == 0xF3
    }

    /// Length of an invisible character that starts here: C1 controls, direction marks, the byte order mark.
    ///
    /// Joiners and other signs without width mean something between letters of many scripts, and nothing after ASCII.
    private static func hiddenLength(_ from: UnsafePointer<UInt8>, _ size: Int, at index: Int) -> Int {
        guard index + 1 < size else { return 0 }
        let second = from[index + 1]
        let isAfterASCII = index == 0 || from[index - 1] < 0x80
        if from[index] == 0xC2 { return second < 0xA0 || second == 0xAD && isAfterASCII ? 2 : 0 }
        guard index + 2 < size else { return 0 }
        let third = from[index + 2]
        switch (from[index], second, third) {
        case (0xE2, 0x80, 0xAA...0xAE), (0xE2, 0x81, 0xA6...0xA9), (0xE2, 0x80, 0x8E...0x8F), (0xEF, 0xBB, 0xBF):
            return 3
        case (0xE2, 0x80, 0x8B...0x8D), (0xE2, 0x81, 0xA0...0xA4), (0xE1, 0xA0, 0x8E), (0xE3, 0x85, 0xA4),
            (0xEF, 0xB8, 0x80...0x8E):
            return isAfterASCII || isHidden(from, before: index) ? 3 : 0
        // Tags, which spell ASCII invisibly.
        case (0xF3, 0xA0, 0x80...0x81): return index + 3 < size ? 4 : 0
        default: return 0
        }
    }

    /// Whether the character before was one without width itself, so that two in a row are as one.
    private static func isHidden(_ from: UnsafePointer<UInt8>, before index: Int) -> Bool {
        guard index >= 3, from[index - 3] == 0xE2 else { return false }
        return from[index - 2] == 0x80 && (0x8B...0x8D).contains(from[index - 1])
            || from[index - 2] == 0x81 && (0xA0...0xA4).contains(from[index - 1])
    }

    /// An escape sequence ends at its final byte, or at the line's end where it has none.
    private static func endOfEscape(_ from: UnsafePointer<UInt8>, _ size: Int, at index: Int) -> Int {
        guard index + 1 < size else { return size }
        switch from[index + 1] {
        case UInt8(ascii: "["):
            var end = index + 2
            while end < size, (0x20...0x3F).contains(from[end]) { end += 1 }
            return end < size && (0x40...0x7E).contains(from[end]) ? end + 1 : end
        case UInt8(ascii: "]"):
            var end = index + 2
            while end < size, from[end] >= 0x20 { end += 1 }
            return end < size && from[end] == 0x07 ? end + 1 : end
        case 0x20...0x7E:
            return index + 2
        default:
            return index + 1
        }
    }
}
