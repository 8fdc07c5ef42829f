import Foundation
import Synchronization

/// Plain sockets on 127.0.0.1.
enum Loopback {
    struct Failure: Error {}

    /// Listens on that port, or on any free one.
    static func listen(on wanted: Int = 0) throws -> (descriptor: Int32, port: Int) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(wanted).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(descriptor, generic, length) == 0 && getsockname(descriptor, generic, &length) == 0
            }
        }
        guard bound, Foundation.listen(descriptor, 512) == 0 else {
            close(descriptor)
            throw Failure()
        }
        return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
    }

    /// A port nobody listens on at the moment; none of those the kernel gives to outgoing connections by itself.
    static func freePort() throws -> Int {
        for _ in 1...1_000 {
            guard let (descriptor, port) = try? listen(on: .random(in: 10_000..<32_000)) else { continue }
            close(descriptor)
            return port
        }
        throw Failure()
    }
}

/// A server that does to each connection what a script says, for all that a well-behaved server never does.
final class FaultyServer: Sendable {
    let url: URL
    private let listener: Int32
    private let accepted = Atomic(0)
    private let received = Mutex<[String]>([])

    /// Connections accepted so far.
    var connections: Int { accepted.load(ordering: .acquiring) }
    /// What came in, one text per reading.
    var requests: [String] { received.withLock { $0 } }

    /// - Parameter script: gets the server and a connected socket, which is closed after it returns.
    init(_ script: @escaping @Sendable (FaultyServer, Int32) -> Void) throws {
        let (descriptor, port) = try Loopback.listen()
        guard let url = URL(string: "http://127.0.0.1:\(port)/path?token=secret") else { throw Loopback.Failure() }
        (listener, self.url) = (descriptor, url)
        Thread.detachNewThread { [weak self] in
            while true {
                let connection = accept(descriptor, nil, nil)
                guard connection >= 0, let self else { break }
                accepted.add(1, ordering: .acquiringAndReleasing)
                Thread.detachNewThread {
                    script(self, connection)
                    close(connection)
                }
            }
            close(descriptor)
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
    }

    /// Reads once what the other side sent; false when it closed the connection.
    @discardableResult func read(_ connection: Int32) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = Foundation.read(connection, &buffer, buffer.count)
        guard count > 0 else { return false }
        received.withLock { $0.append(String(decoding: buffer.prefix(count), as: UTF8.self)) }
        return true
    }

    func write(_ text: String, to connection: Int32) {
        _ = send(connection, text, text.utf8.count, Int32(MSG_NOSIGNAL))
    }

    /// Until the other side has closed the connection.
    func waitForEnd(_ connection: Int32) {
        while read(connection) {}
    }
}
