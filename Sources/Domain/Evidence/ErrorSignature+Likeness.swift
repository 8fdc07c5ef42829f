extension ErrorSignature {
    /// What errors share that are the same one at different times: the same type raised by the same function of the same
    /// file, wherever that is installed and on whichever line it is by now; without a stack trace, the same message but
    /// for its numbers. At most 300 characters.
    ///
    /// Looser than `ErrorFingerprint`, which keeps errors of one moment apart.
    package var likeness: String {
        let type = Self.last(exception, of: ".")
        let place =
            deepestOwnFrame.map { "in \(Self.last($0.file, of: "/")) \($0.function ?? "")" }
            ?? "says \(Self.masked(message))"
        return String("\(type) \(place)".prefix(300))
    }

    private static func last(_ text: String, of separator: Character) -> Substring {
        text.split(separator: separator).last ?? ""
    }

    private static func masked(_ message: String) -> String {
        var masked = ""
        for character in message where !(character.isNumber && masked.last == "0") {
            masked.append(character.isNumber ? "0" : character)
        }
        return masked
    }
}
