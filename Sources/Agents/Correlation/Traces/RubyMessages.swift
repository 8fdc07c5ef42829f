/// Which class raises a message of Ruby's own, for logs that leave the class out.
enum RubyMessages {
    private static let beginnings: [(text: StaticString, name: String)] = [
        ("undefined method ", "NoMethodError"), ("private method ", "NoMethodError"),
        ("undefined local variable or method ", "NameError"), ("uninitialized constant ", "NameError"),
        ("wrong number of arguments ", "ArgumentError"), ("missing keyword", "ArgumentError"),
        ("unknown keyword", "ArgumentError"), ("invalid value for ", "ArgumentError"),
        ("comparison of ", "ArgumentError"), ("no implicit conversion ", "TypeError"),
        ("can't convert ", "TypeError"), ("nil can't be coerced ", "TypeError"), ("key not found: ", "KeyError"),
        ("divided by 0", "ZeroDivisionError"), ("stack level too deep", "SystemStackError"),
        ("can't modify frozen ", "FrozenError"), ("execution expired", "Timeout::Error"),
        ("No such file or directory", "Errno::ENOENT"), ("Connection refused", "Errno::ECONNREFUSED"),
    ]

    struct Found {
        let name: String
        let message: String
        /// Where the message begins.
        let start: Int
        /// Where the path of the place begins.
        let place: Int
    }

    /// The message in a line that goes on with the place of the raise.
    static func find(in line: LogLine) -> Found? {
        let found = beginnings.compactMap { entry in line.index(of: entry.text).map { (start: $0, name: entry.name) } }
        guard let first = found.min(by: { $0.start < $1.start }), let place = place(in: line), place > first.start
        else { return nil }
        var end = place
        while end > first.start, line.bytes[end - 1].isSpace || line.bytes[end - 1] == .colon { end -= 1 }
        return Found(
            name: first.name, message: line.slice(first.start..<end).text, start: first.start, place: place)
    }

    /// Where the path of `path:12:in` begins.
    private static func place(in line: LogLine) -> Int? {
        guard var start = line.index(of: ":in ") else { return nil }
        while start > line.start, !line.bytes[start - 1].isSpace { start -= 1 }
        return start
    }
}
