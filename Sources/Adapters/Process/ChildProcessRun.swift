import CLinux
import Foundation

/// The life of one child, from start to burial, on one thread.
struct ChildProcessRun {
    private let child: ChildProcess
    private let descriptors = OpenDescriptors()
    private let process: pid_t
    /// Readable once the child is dead.
    private let death: Int32
    /// Readable once the task was cancelled.
    private let wakeUp: Int32
    private var outputs: [Int32: BoundedOutput]
    /// The ends we read from, by the child's number; gone when they have ended.
    private var readers: [Int32: Int32] = [:]
    /// The end we write the input to; nil once all of it is written or nobody reads it.
    private var inputWriter: Int32?
    private var written = 0

    static func perform(
        _ child: ChildProcess, cancellation: Cancellation
    ) -> Result<ChildProcessResult, ChildProcessFailure> {
        // A child that closes its input early would otherwise kill us with SIGPIPE.
        Signals.blockAll()
        do throws(ChildProcessFailure) {
            let started = ContinuousClock.now
            var run = try ChildProcessRun(child, cancellation: cancellation)
            return .success(try run.toTheEnd(since: started, cancellation: cancellation))
        } catch {
            return .failure(error)
        }
    }

    private init(_ child: ChildProcess, cancellation: Cancellation) throws(ChildProcessFailure) {
        self.child = child
        outputs = child.outputs
        let null = try descriptors.open("/dev/null", flags: O_RDWR)
        let inputPipe = try descriptors.pipe()
        var childs: [Int32: Int32] = [0: inputPipe.reader, 1: null, 2: null]
        for number in child.outputs.keys {
            let pipe = try descriptors.pipe()
            (readers[number], childs[number]) = (pipe.reader, pipe.writer)
        }
        for (number, path) in child.files { childs[number] = try descriptors.open(path) }
        let cancellationPipe = try descriptors.pipe()
        guard !cancellation.isRequested else { throw .cancelled }
        process = try Spawn.start(child, descriptors: childs)
        death = linux_pidfd_open(process)
        childs.values.forEach(descriptors.close)
        inputWriter = inputPipe.writer
        wakeUp = cancellationPipe.reader
        for ours in [inputPipe.writer] + readers.values { _ = fcntl(ours, F_SETFL, O_NONBLOCK) }
        do throws(ChildProcessFailure) {
            _ = try descriptors.adopt(death)
        } catch {
            kill(-process, SIGKILL)
            waitpid(process, nil, 0)
            throw error
        }
        cancellation.connect(to: cancellationPipe.writer)
    }

    private mutating func toTheEnd(
        since started: ContinuousClock.Instant, cancellation: Cancellation
    ) throws(ChildProcessFailure) -> ChildProcessResult {
        defer { cancellation.disconnect() }
        let deadline = started + .seconds(child.timeoutSeconds)
        var timedOut = false
        feed()
        while !cancellation.isRequested {
            let left = deadline - ContinuousClock.now
            timedOut = left <= .zero
            guard !timedOut, !isOver(waitingAtMost: left) else { break }
        }
        let status = bury()
        // What was written before the end may not have been read when time ran out, and `afterDeath` goes by it.
        for number in readers.keys { drain(number) }
        child.afterDeath?(outputs)
        for number in readers.keys { drain(number) }
        guard !cancellation.isRequested else { throw .cancelled }
        let seconds = (ContinuousClock.now - started) / .seconds(1)
        return ChildProcessResult(end: timedOut ? .timedOut : status, outputs: outputs, seconds: seconds)
    }

    /// Moves what can be moved through the pipes; true once the child is dead.
    private mutating func isOver(waitingAtMost duration: Duration) -> Bool {
        let numbers = Array(readers.keys)
        var polled = [death, wakeUp].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        polled += numbers.map { pollfd(fd: readers[$0] ?? -1, events: Int16(POLLIN), revents: 0) }
        if let inputWriter { polled.append(pollfd(fd: inputWriter, events: Int16(POLLOUT), revents: 0)) }
        let milliseconds = min(duration / .milliseconds(1), 60_000).rounded(.up)
        guard poll(&polled, nfds_t(polled.count), Int32(milliseconds)) > 0 else { return false }
        for (number, state) in zip(numbers, polled.dropFirst(2)) where state.revents != 0 { read(number) }
        if inputWriter != nil, polled.last?.revents != 0 { feed() }
        return polled[0].revents != 0
    }

    /// Kills the group and reaps the child. Its number can't belong to anybody else before it is reaped.
    private func bury() -> ChildProcessResult.End {
        kill(-process, SIGKILL)
        var status: Int32 = 0
        while waitpid(process, &status, 0) == -1, errno == EINTR {}
        let signal = status & 0x7F
        return signal == 0 ? .exited(Int(status >> 8 & 0xFF)) : .signalled(Int(signal))
    }

    /// Reads what stands in the pipe. A survivor outside the group can't hold us up: at most a pipe's fill is read.
    private mutating func drain(_ number: Int32) {
        for _ in 0..<32 where !read(number) { return }
    }

    /// Reads once; false when there was nothing to read.
    @discardableResult private mutating func read(_ number: Int32) -> Bool {
        guard let reader = readers[number] else { return false }
        return withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 1) { buffer in
            let count = Foundation.read(reader, buffer.baseAddress, buffer.count)
            guard count > 0 else {
                if count == 0 || errno != EAGAIN { readers[number] = nil }
                return false
            }
            outputs[number]?.append(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            return true
        }
    }

    /// Writes as much of the input as the child takes, and closes its end when all is written.
    private mutating func feed() {
        guard let writer = inputWriter else { return }
        while written < child.input.count {
            let count = child.input.withUnsafeBytes { bytes in
                write(writer, bytes.baseAddress?.advanced(by: written), bytes.count - written)
            }
            guard count > 0 else {
                if errno == EAGAIN { return }
                break
            }
            written += count
        }
        descriptors.close(writer)
        inputWriter = nil
    }
}
