import Domain
import Foundation

/// What kind of mistake an error is, across languages, from its type and message.
enum FailureFamily: CaseIterable {
    case emptyOrShortList, missingKey, missingValue, missingMember, divisionByZero, wrongType, unreadableValue
    case exhausted, timedOut, missingFile, denied, undefinedName, endlessRecursion, brokenAssertion, outOfMemory
    case other

    init(_ error: ErrorSignature) {
        let type = error.exception.prefix(200).split { ".:\\$".contains($0) }.last.map { $0.lowercased() } ?? ""
        let text = "\(type) \(error.message.prefix(1_000).lowercased())"
        self = Self.signs.first { $0.words.contains { text.contains($0) } }?.family ?? .other
    }

    /// Whether only the program's own handling of a value explains it.
    var isOfProgram: Bool {
        switch self {
        case .emptyOrShortList, .missingKey, .missingValue, .missingMember, .divisionByZero, .wrongType, .undefinedName,
            .endlessRecursion:
            true
        case .unreadableValue, .exhausted, .timedOut, .missingFile, .denied, .brokenAssertion, .outOfMemory, .other:
            false
        }
    }

    /// Looked through in order; the first that fits wins, so what is more telling comes first.
    private static let signs: [(family: Self, words: [String])] = [
        (
            .exhausted,
            [
                "exhausted", "too many connections", "too many open files", "pool size", "remaining connection slots",
                "queuepool limit", "no available connection", "pooltimeout", "emfile",
            ]
        ),
        (
            .outOfMemory,
            [
                "outofmemory", "out of memory", "memoryerror", "heap limit", "cannot allocate memory", "oomkilled",
                "oom-kill",
            ]
        ),
        (
            .missingValue,
            [
                "'nonetype'", "nonetype object", "nullpointerexception", "nullreferenceexception", "nil pointer",
                "of undefined", "of null", "for nil:", "for nil", "unexpectedly found nil", "is null", "is undefined",
                "is not an object", "on null", "on a none value", "null value",
            ]
        ),
        (
            .divisionByZero,
            ["zerodivision", "division by zero", "divide by zero", "dividebyzero", "divided by 0", "/ by zero"]
        ),
        (
            .emptyOrShortList,
            [
                "index out of range", "indexerror", "indexoutofbounds", "index out of bounds", "argumentoutofrange",
                "indexoutofrange", "out of bounds", "from empty", "empty sequence", "empty list", "rangeerror",
                "undefined offset", "index is out", "is an empty", "sequence contains no elements",
            ]
        ),
        (
            .missingKey,
            [
                "keyerror", "keynotfound", "key not found", "nosuchelement", "undefined array key", "undefined index",
                "no such key", "missing key",
            ]
        ),
        (
            .endlessRecursion,
            ["recursionerror", "stackoverflow", "maximum call stack", "stack level too deep", "stack overflow"]
        ),
        (.missingFile, ["filenotfound", "no such file", "enoent", "nosuchfile"]),
        (.denied, ["permission denied", "permissionerror", "eacces", "access denied", "forbidden", "unauthorized"]),
        (.missingMember, ["attributeerror", "nomethoderror", "nosuchmethod", "undefined method", "is not a function"]),
        (
            .undefinedName,
            ["nameerror", "unboundlocal", "referenceerror", "is not defined", "undefined variable", "nosuchfield"]
        ),
        (
            .unreadableValue,
            [
                "jsondecode", "unexpected token", "numberformat", "formatexception", "invalid literal",
                "parseexception",
                "could not convert", "unicodedecode", "unicodeencode", "unexpected end of json", "parseint",
                "invalid json",
                "dateparse", "valueerror", "invalid syntax", "decodingerror", "malformed", "parseerror",
            ]
        ),
        (
            .wrongType,
            ["typeerror", "classcast", "cannot be cast", "invalidcast", "unsupported operand", "type mismatch"]
        ),
        (.timedOut, ["timeout", "timed out", "deadline exceeded", "etimedout"]),
        (.brokenAssertion, ["assertionerror", "assertion failed", "precondition", "illegalstate", "invariant"]),
    ]
}
