import Domain
import Foundation

/// Why the machine refused a call, and whether that goes over by itself.
struct HostFailure: Error, Equatable {
    /// An `errno`.
    let code: Int32

    init(_ code: Int32) {
        self.code = code
    }

    var words: String { String(cString: strerror(code)) }

    /// What runs out comes back: space, descriptors, memory. Everything else is for a person.
    var recovery: PortError.Recovery {
        [ENOSPC, EDQUOT, EMFILE, ENFILE, ENOMEM, EAGAIN, EIO, EINTR].contains(code) ? .retry : .askHuman
    }

    func reason(at path: String) -> String {
        switch code {
        case ENOSPC, EDQUOT: "\(path): the disk is full. Free some space; it goes on by itself"
        case EMFILE, ENFILE: "\(path): too many files are open. Raise the limit (LimitNOFILE)"
        default: "\(path): \(words)"
        }
    }
}
