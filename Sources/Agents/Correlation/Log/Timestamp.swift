/// The time a log line carries, as written.
enum Timestamp {
    /// Bytes of a line in which a timestamp is looked for.
    private static let reach = 200

    static func find(in line: LogLine) -> String? {
        let head = line.upTo(line.start + reach)
        var time: Range<Int>?
        var position = head.start
        while let colon = head.index(of: ":", from: position) {
            position = colon + 1
            if let found = clock(in: head, around: colon) {
                time = found
                break
            }
        }
        guard let time else { return nil }
        return head.slice(dateStart(head, before: time.lowerBound)..<time.upperBound).text
    }

    /// `10:23:45`, with a fraction and a zone if they follow.
    private static func clock(in line: LogLine, around colon: Int) -> Range<Int>? {
        func digits(_ at: Int) -> Bool {
            line.byte(at)?.isDigit == true && line.byte(at + 1)?.isDigit == true
        }
        guard line.byte(colon - 3)?.isDigit != true, digits(colon - 2), digits(colon + 1),
            line.byte(colon + 3) == .colon, digits(colon + 4)
        else {
            return nil
        }
        var end = colon + 6
        if let mark = line.byte(end), mark == UInt8(ascii: ".") || mark == UInt8(ascii: ","),
            line.byte(end + 1)?.isDigit == true
        {
            end += 1
            while line.byte(end)?.isDigit == true { end += 1 }
        }
        return (colon - 2)..<zoneEnd(line, end)
    }

    private static func zoneEnd(_ line: LogLine, _ end: Int) -> Int {
        if line.byte(end) == UInt8(ascii: "Z") { return end + 1 }
        let sign = line.byte(end) == .space ? end + 1 : end
        guard let mark = line.byte(sign), mark == UInt8(ascii: "+") || mark == UInt8(ascii: "-") else { return end }
        var index = sign + 1
        while let byte = line.byte(index), byte.isDigit || byte == .colon { index += 1 }
        return (5...6).contains(index - sign) ? index : end
    }

    /// Takes in the date before the time: `2025-03-01T`, `2025/03/01 `, `01/Mar/2025:`, `Mar  1 `.
    private static func dateStart(_ line: LogLine, before time: Int) -> Int {
        var start = time
        if let mark = line.byte(start - 1), mark == UInt8(ascii: "T") || mark == .space || mark == .colon { start -= 1 }
        let separator = start
        while let byte = line.byte(start - 1),
            byte.isDigit || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/") || byte.isLetter
        {
            start -= 1
        }
        if separator - start >= 8, line.byte(start)?.isDigit == true { return start }
        return monthStart(line, before: separator) ?? time
    }

    /// `Mar  1` as syslog writes it.
    private static func monthStart(_ line: LogLine, before end: Int) -> Int? {
        var index = end
        while line.byte(index - 1)?.isDigit == true { index -= 1 }
        guard index < end, end - index <= 2 else { return nil }
        while line.byte(index - 1) == .space { index -= 1 }
        let month = line.slice((index - 3)..<index)
        let isMonth =
            month.bytes.count == 3 && month.bytes.first?.isUppercase == true && month.bytes.allSatisfy(\.isLetter)
        return isMonth ? index - 3 : nil
    }
}
