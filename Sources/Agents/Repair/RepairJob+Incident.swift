import Domain

extension RepairJob {
    /// What is known about the failure that `location` names.
    init(
        incident: Incident, location: CodeLocation, files: [String], history: [PastVersion] = [], output: String
    ) {
        let signature = incident.correlation?.mainError?.signature
        let reproduction: Reproduction? =
            if case .reproduced(let value) = incident.reproduction { value } else { nil }
        file = location.file
        line = location.line
        function = location.function
        code = location.code
        let raise = signature?.deepestOwnFrame
        columns = raise.flatMap { TraceMark.columns(of: $0, in: incident.correlation?.digest.text ?? "") }
        exception = signature?.exception ?? reproduction?.exception ?? ""
        message = String((signature?.message ?? "").prefix(2_000))
        frames = signature.map { Self.frames(of: $0, among: files) } ?? []
        causes = (incident.correlation?.errors ?? []).map(\.signature).filter { $0 != signature }.prefix(5)
            .compactMap { Self.cause($0, among: files) }
        self.history = history
        reproduced = reproduction != nil
        feedback = String(incident.guidance.joined(separator: "\n").suffix(4_000))
        // A patch that was approved and proven, and whose base has moved since, may well be the right one again.
        let proven = Set(incident.verifications.filter(\.passed).map(\.digest))
        let good = proven.intersection(incident.decisions.filter { $0.answer == .approved }.map(\.digest))
        avoid = incident.ruledOut.filter { !good.contains($0.digest) }.map(\.patch.edits)
        limit = 40
        self.output = output
    }

    static func frames(of signature: ErrorSignature, among files: [String]) -> [Frame] {
        signature.frames.suffix(40).compactMap { frame in
            guard !frame.isVendored, let line = frame.line, let path = path(of: frame.file, among: files) else {
                return nil
            }
            return Frame(file: path, line: line, function: frame.function, code: frame.code)
        }
    }

    private static func cause(_ signature: ErrorSignature, among files: [String]) -> Cause? {
        let frames = frames(of: signature, among: files)
        return frames.last.map { last in
            Cause(
                file: last.file, line: last.line, function: last.function, code: last.code ?? "",
                exception: signature.exception, message: String(signature.message.prefix(2_000)), frames: frames)
        }
    }

    /// The one file that ends in the longest part of a path of another machine.
    private static func path(of frame: String, among files: [String]) -> String? {
        var parts = frame.split(whereSeparator: { $0 == "/" || $0 == "\\" })
        while !parts.isEmpty {
            let suffix = parts.joined(separator: "/")
            let matches = files.filter { $0 == suffix || $0.hasSuffix("/" + suffix) }
            if matches.count == 1 { return matches[0] }
            if matches.contains(suffix) { return suffix }
            parts.removeFirst()
        }
        return nil
    }
}
