import CLinux
import Foundation

/// The file descriptors one piece of work has open. Those still open at its end are closed then.
///
/// For one thread.
final class OpenDescriptors {
    private var numbers: Set<Int32> = []

    deinit {
        numbers.forEach { _ = Foundation.close($0) }
    }

    /// Both ends of a new pipe, which no child inherits by accident.
    func pipe() throws(ChildProcessFailure) -> (reader: Int32, writer: Int32) {
        var ends: [Int32] = [-1, -1]
        guard pipe2(&ends, O_CLOEXEC) == 0 else { throw Self.failure() }
        return (try raise(ends[0]), try raise(ends[1]))
    }

    /// A file, open for reading unless `flags` say otherwise.
    func open(_ path: String, flags: Int32 = O_RDONLY) throws(ChildProcessFailure) -> Int32 {
        let number = Foundation.open(path, flags | O_CLOEXEC)
        guard number >= 0 else { throw Self.failure() }
        return try raise(number)
    }

    /// Takes over a descriptor that a call has just returned.
    func adopt(_ number: Int32) throws(ChildProcessFailure) -> Int32 {
        guard number >= 0 else { throw Self.failure() }
        numbers.insert(number)
        return number
    }

    func close(_ number: Int32) {
        if numbers.remove(number) != nil { _ = Foundation.close(number) }
    }

    /// Moves a descriptor out of the low numbers, where it could stand in the way of one a child expects.
    private func raise(_ number: Int32) throws(ChildProcessFailure) -> Int32 {
        let raised = fcntl(number, F_DUPFD_CLOEXEC, 64)
        _ = Foundation.close(number)
        return try adopt(raised)
    }

    private static func failure() -> ChildProcessFailure {
        .notStarted(String(cString: strerror(errno)))
    }
}
