extension ErrorSignature {
    /// What errors share that are the same one at different times: the same type raised by the same function of the same
    /// file, wherever that is installed and on whichever line it is by now; without a stack trace, the same message but
    /// for what changes each time. At most 300 characters.
    ///
    /// Looser than `ErrorFingerprint`, which keeps errors of one moment apart.
    package var likeness: String {
        let type = Self.last(exception, of: ".")
        let place =
            deepestOwnFrame.map { "in \(Self.last($0.file, of: "/")) \($0.function ?? "")" }
            ?? "says \(MessageMask.mask(message))"
        return String("\(type) \(place)".prefix(300))
    }

    private static func last(_ text: String, of separator: Character) -> Substring {
        text.split(separator: separator).last ?? ""
    }
}
