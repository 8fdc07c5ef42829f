/// Programs whose short flags take a password.
enum SecretCommands {
    struct Program {
        let name: [UInt8]
        let flag: UInt8
        /// Whether the password follows the flag at once, `-psecret`, or after a blank.
        let isAttached: Bool
    }

    static let all: [Program] = [
        ("mysql", "p", true), ("mariadb", "p", true), ("mysqldump", "p", true), ("mysqladmin", "p", true),
        ("7z", "p", true),
        ("sshpass", "p", true), ("login", "p", false), ("redis-cli", "a", false), ("ldapsearch", "w", false),
        ("ldapmodify", "w", false), ("mongo", "p", false), ("mongosh", "p", false), ("sqlcmd", "P", false),
        ("zip", "P", false), ("unzip", "P", false), ("ipmitool", "P", false),
    ].map { Program(name: Array($0.0.utf8), flag: $0.1.utf8.first ?? 0, isAttached: $0.2) }

    static let byFirstByte: [[Program]] = {
        var table = [[Program]](repeating: [], count: 256)
        for program in all { table[Int(program.name[0])].append(program) }
        return table
    }()

    /// Also of the words `password` and `identified by`.
    static let firstBytes = Set(all.map { $0.name[0] } + Array("pPiI".utf8))
}

extension SecretScan {
    /// `--password hunter2`, `-u user:hunter2`, and the short flags of programs that were named before in the line.
    mutating func flag(at index: Int) -> Finding? {
        guard self[index - 1] != UInt8(ascii: "-") else { return nil }
        let start = index + (self[index + 1] == UInt8(ascii: "-") ? 2 : 1)
        var end = start
        while end - start < 80, let byte = self[end], ByteClass.wordDash.allows(byte) { end += 1 }
        guard end > start, start == index + 2 || bytes[start].isLetter else { return nil }
        if let pair = userPair(start..<end) ?? programFlag(start..<end, isShort: start == index + 1) { return pair }
        guard self[end] == 0x20, let meaning = SecretNames.meaning(of: bytes[start..<end]), end - start > 1 else {
            return nil
        }
        let value = self.end(of: .space, from: end)
        // A hyphen before a name that is set to something is the mark of a removed line: `-password = "x"`.
        guard let first = self[value], !"-=:".utf8.contains(first) else { return nil }
        return self.value(from: value, name: start..<end, meaning, isSpoken: false)
    }

    /// `-u name:password` of curl and its like. Two numbers are a user and a group.
    private mutating func userPair(_ name: Range<Int>) -> Finding? {
        let isUser = ["u", "U", "user", "proxy-user"].contains { bytes[name].elementsEqual($0.utf8) }
        guard isUser, self[name.upperBound] == 0x20 || self[name.upperBound] == UInt8(ascii: "=") else { return nil }
        let pair = extent(from: end(of: .space, from: name.upperBound + 1))
        guard
            let colon = bytes[pair].prefix(256).firstIndex(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "%") }
            ),
            colon > pair.lowerBound, colon + 1 < pair.upperBound, !starts("://", at: colon)
        else { return nil }
        let password = colon + 1..<pair.upperBound
        guard !isStandIn(password), !bytes[pair].prefix(32).allSatisfy({ $0.isDigit || $0 == UInt8(ascii: ":") }) else {
            return nil
        }
        return Finding(range: password, kind: .password)
    }

    private mutating func programFlag(_ name: Range<Int>, isShort: Bool) -> Finding? {
        guard isShort, let (program, place) = command, name.lowerBound - place < 512,
            bytes[name.lowerBound] == program.flag, end(of: .line, from: place) >= name.lowerBound
        else { return nil }
        var start = name.lowerBound + 1
        if name.count == 1 {
            guard self[start] == 0x20 || self[start] == 0x22 || self[start] == 0x27,
                !program.isAttached || self[start] != 0x20 || program.name.elementsEqual("sshpass".utf8)
            else { return nil }
            start = end(of: .space, from: start)
        } else if !program.isAttached {
            return nil
        }
        guard self[start] != UInt8(ascii: "-") else { return nil }
        let range = extent(from: start)
        return range.isEmpty || isStandIn(range) ? nil : Finding(range: range, kind: .password)
    }

    /// `PASSWORD 'x'` and `IDENTIFIED BY x` of SQL, `login u password x` of a netrc, `the password is x1`.
    mutating func spoken(at index: Int) -> Finding? {
        for program in SecretCommands.byFirstByte[Int(bytes[index])] where matches(program.name, at: index) {
            if self[index + program.name.count]?.isWordByte != true { command = (program, index) }
        }
        if startsIgnoringCase("identified by ", at: index) {
            // Written large it is SQL; written small it may be a sentence.
            let found = statement(from: index + 14)
            return starts("IDENTIFIED", at: index) || found.map { !isProse($0.range) } == true ? found : nil
        }
        guard startsIgnoringCase("password", at: index), let next = self[index + 8] else { return nil }
        if next == UInt8(ascii: "("), self[index + 9] == 0x27 { return statement(from: index + 9) }
        guard next == 0x20 else { return nil }
        let start = end(of: .space, from: index + 8)
        if self[start] == 0x27 || self[start] == 0x22 { return statement(from: start) }
        if follows("login", index) || follows("machine", index) { return statement(from: start) }
        for word in ["is ", "was ", "to "] as [StaticString] where startsIgnoringCase(word, at: start) {
            let place = end(of: .space, from: start + word.utf8CodeUnitCount)
            let range = extent(from: place)
            let isWord = bytes[range].prefix(64).allSatisfy {
                $0.isLetter || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",")
            }
            let holdsDigit = bytes[range].prefix(64).contains(where: \.isDigit)
            return range.count >= 4 && !isWord && holdsDigit && !isStandIn(range)
                ? Finding(range: range, kind: .password) : nil
        }
        return nil
    }

    private mutating func statement(from start: Int) -> Finding? {
        let range = extent(from: end(of: .space, from: start))
        return range.isEmpty || isStandIn(range) ? nil : Finding(range: range, kind: .password)
    }

    /// Whether `word` and one word after it stand right before, on this line or the one above.
    private func follows(_ word: StaticString, _ index: Int) -> Bool {
        var place = index
        func back(over isPart: (UInt8) -> Bool) {
            while index - place < 200, let byte = self[place - 1], isPart(byte) { place -= 1 }
        }
        back { $0.isSpaceByte }
        back { !$0.isSpaceByte }
        back { $0.isSpaceByte }
        return startsIgnoringCase(word, at: place - word.utf8CodeUnitCount)
    }
}
