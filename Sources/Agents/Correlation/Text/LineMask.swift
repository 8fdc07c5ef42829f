/// Tells lines apart by what they say, not by when or for whom: two lines with the same mask are repetitions.
///
/// Words that hold a digit (numbers, times, identifiers, hexadecimal) count as one and the same word. Kept apart are line
/// numbers of source files (`x.py:23`) and HTTP error statuses (`404`, `500`), since they make another error.
enum LineMask {
    /// Bytes of a line that count; what comes later doesn't tell it apart.
    static let maximumBytes = 4096

    /// A 64-bit FNV-1a hash of the masked line.
    static func hash(_ base: UnsafePointer<UInt8>, count: Int, limit: Int = maximumBytes) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        var index = 0
        let end = min(count, limit)
        while index < end {
            let byte = base[index]
            guard byte.isAlphanumeric else {
                hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
                index &+= 1
                continue
            }
            let start = index
            let before = hash
            var hasDigit = false
            while index < end {
                let byte = base[index]
                if byte &- 48 < 10 { hasDigit = true } else if (byte | 0x20) &- 97 >= 26 { break }
                hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
                index &+= 1
            }
            if hasDigit, !isTelling(base, start, index) {
                hash = (before ^ UInt64(UInt8(ascii: "#"))) &* 0x100_0000_01b3
            }
        }
        return hash
    }

    static func hash(_ line: LogLine) -> UInt64 {
        line.bytes.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { hash($0, count: buffer.count, limit: buffer.count) } ?? 0
        }
    }

    private static func isTelling(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
        guard base[start].isDigit else { return false }
        if end - start <= 5, start > 0, base[start - 1] == .colon || base[start - 1] == UInt8(ascii: "(") {
            return followsFileName(base, start - 1)
        }
        if end - start <= 5, start >= 5, base[start - 1] == .space {
            return base[start - 5] == UInt8(ascii: "l") && base[start - 4] == UInt8(ascii: "i")
                && base[start - 3] == UInt8(ascii: "n") && base[start - 2] == UInt8(ascii: "e")
        }
        let isStatus = end - start == 3 && (base[start] == UInt8(ascii: "4") || base[start] == UInt8(ascii: "5"))
        return isStatus && start > 0 && (base[start - 1] == .space || base[start - 1] == UInt8(ascii: "="))
    }

    /// Whether `.py`, `.java` or the like ends before this place.
    private static func followsFileName(_ base: UnsafePointer<UInt8>, _ place: Int) -> Bool {
        var index = place - 1
        while index >= 0, place - index <= 6, base[index].isLetter { index -= 1 }
        return index >= 0 && index < place - 1 && base[index] == UInt8(ascii: ".")
    }

    /// The text with the same words replaced by `#`, as a key for messages.
    static func masked(_ text: String) -> String {
        var output: [UInt8] = []
        var word: [UInt8] = []
        var hasDigit = false
        func flush() {
            output += hasDigit ? [UInt8(ascii: "#")] : word
            word.removeAll(keepingCapacity: true)
            hasDigit = false
        }
        for byte in text.utf8.prefix(maximumBytes) {
            if byte.isAlphanumeric {
                word.append(byte)
                hasDigit = hasDigit || byte.isDigit
            } else {
                flush()
                output.append(byte)
            }
        }
        flush()
        return String(decoding: output, as: UTF8.self)
    }
}
