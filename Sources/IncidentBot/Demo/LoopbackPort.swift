import Foundation

/// Finds ports on 127.0.0.1.
enum LoopbackPort {
    /// Below the ports that the kernel gives to outgoing connections: one of those could be given away before it is used.
    private static let candidates = 10_000..<32_000

    /// The wanted port when nobody listens there, otherwise any free one. 0 asks for any.
    static func free(preferring wanted: Int = 0) throws -> Int {
        if wanted != 0, isFree(wanted) { return wanted }
        for _ in 1...1_000 {
            let port = Int.random(in: candidates)
            if isFree(port) { return port }
        }
        throw DemoError("No free port was found on 127.0.0.1.")
    }

    /// Binds and lets go again.
    private static func isFree(_ port: Int) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var reuse: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(descriptor, generic, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
