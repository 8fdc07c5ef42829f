import Domain
import Foundation

/// Refuses requests that would be read on the other side as something else than they are here.
enum HTTPRequestCheck {
    static func refuseMalformed(_ request: HTTPRequest) throws(HTTPFailure) {
        guard isToken(request.method) else { throw .notSent("the method is not a word") }
        guard ["http", "https"].contains(request.url.scheme?.lowercased()), request.url.host()?.isEmpty == false else {
            throw .notSent("the address is neither http nor https, or names no host")
        }
        guard request.url.absoluteString.utf8.allSatisfy({ $0 > 32 && $0 != 127 }) else {
            throw .notSent("the address holds a space or control character")
        }
        for header in request.headers {
            guard isToken(header.name) else { throw .notSent("a header's name is not a word") }
            guard header.value.utf8.allSatisfy({ $0 >= 32 && $0 != 127 || $0 == 9 }) else {
                throw .notSent("the header \(header.name) holds a line break or control character")
            }
            guard !["content-length", "transfer-encoding"].contains(header.name.lowercased()) else {
                throw .notSent("the header \(header.name) is not the caller's to set")
            }
        }
        guard request.timeoutSeconds > 0 else { throw .timedOut }
    }

    /// A token of RFC 9110, section 5.6.2.
    private static func isToken(_ text: String) -> Bool {
        let letters = text.utf8
        return !letters.isEmpty
            && letters.allSatisfy { letter in
                switch letter {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"): true
                default: "!#$%&'*+-.^_`|~".utf8.contains(letter)
                }
            }
    }
}
