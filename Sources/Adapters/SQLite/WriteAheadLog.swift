import Foundation

/// The log of committed pages that SQLite keeps beside a database (`-wal`) and folds into it when it is opened.
///
/// SQLite doesn't check that the two belong together: beside a copy of another day, the log of a killed process turns it
/// into a mixture. So every commit of ours counts up a number on the first page (`user_version`), which puts that page into
/// each log. A database belongs to a log when its own number is one that the log's first commit followed, or one of the
/// log's. Formats: sqlite.org/fileformat2.html, sections 1.3 and 4.1.
enum WriteAheadLog {
    /// SQL for one commit's number. Numbers begin anywhere, so that those of two databases differ, and wrap around.
    static func nextNumber(after number: Int) -> String {
        let next = number == 0 ? Int32.random(in: 1 ... .max) : Int32(truncatingIfNeeded: number) &+ 1
        return "PRAGMA user_version = \(next)"
    }

    /// False for a log that would spoil the database. Nobody may be writing meanwhile.
    static func belongs(toDatabaseAt path: String) -> Bool {
        guard let database = FileHandle(forReadingAtPath: path), let log = FileHandle(forReadingAtPath: path + "-wal"),
            let header = bytes(of: database, at: 0, count: 100), let own = number(in: header),
            let numbers = numbers(in: log)
        else { return true }
        let before = numbers.first &- 1
        return own &- before <= numbers.last &- before
    }

    /// The numbers of the first and the last commit that wrote the first page; nil for a log without any.
    private static func numbers(in log: FileHandle) -> (first: UInt32, last: UInt32)? {
        guard let header = bytes(of: log, at: 0, count: 32), header[0..<3] == [0x37, 0x7F, 0x06] else { return nil }
        let pageBytes = UInt64(word(header, 8))
        guard pageBytes >= 512 else { return nil }
        var numbers: (first: UInt32, last: UInt32)?
        var place: UInt64 = 32
        // Frames of an earlier use of the file have other salts.
        while let frame = bytes(of: log, at: place, count: 24), frame[8..<16] == header[16..<24] {
            if word(frame, 0) == 1, let page = bytes(of: log, at: place + 24, count: 100), let number = number(in: page)
            {
                numbers = (numbers?.first ?? number, number)
            }
            place += 24 + pageBytes
        }
        return numbers
    }

    private static func number(in firstPage: [UInt8]) -> UInt32? {
        firstPage.starts(with: "SQLite format 3\0".utf8) ? word(firstPage, 60) : nil
    }

    private static func word(_ bytes: [UInt8], _ place: Int) -> UInt32 {
        bytes[place..<(place + 4)].reduce(0) { $0 << 8 | UInt32($1) }
    }

    private static func bytes(of file: FileHandle, at place: UInt64, count: Int) -> [UInt8]? {
        guard (try? file.seek(toOffset: place)) != nil, let data = try? file.read(upToCount: count), data.count == count
        else { return nil }
        return [UInt8](data)
    }
}
