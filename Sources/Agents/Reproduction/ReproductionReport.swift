import Domain
import Foundation

/// The search's answer. The code under test could have written it, so only what fits is taken.
struct ReproductionReport {
    static let maximumBytes = 1 << 20
    static let maximumTestBytes = 64 << 10
    private static let maximumFrames = 100

    let isReproduced: Bool
    /// One sentence, for a search without a find.
    let reason: String
    let input: String
    let line: Int
    let tried: Int
    /// Nil unless it may join a repository: a relative path, made of plain names, of a Python test of ours.
    let test: TestFile?
    /// Nil where it is not told or can't be.
    let entry: Reproduction.Entry?

    private struct Form: Decodable {
        struct Test: Decodable {
            let path: String
            let contents: String
        }

        struct Entry: Decodable {
            let function: String
            let frames: Int
            let of: Int
        }

        let status: String
        let reason: String?
        let input: String?
        let line: Int?
        let tried: Int?
        let test: Test?
        let entry: Entry?
    }

    /// Nil when the bytes are no answer.
    init?(_ data: Data) {
        guard data.count <= Self.maximumBytes, let form = try? JSONDecoder().decode(Form.self, from: data) else {
            return nil
        }
        isReproduced = form.status == "reproduced"
        reason = Self.sentence(form.reason ?? "", limit: 400) ?? "No input was found that makes it happen again."
        input = Self.sentence(form.input ?? "", limit: 600) ?? "the test below"
        line = form.line ?? 0
        tried = min(max(form.tried ?? 0, 0), 1_000_000)
        test = form.test.flatMap {
            Self.isUsable(path: $0.path, contents: $0.contents) ? TestFile(path: $0.path, contents: $0.contents) : nil
        }
        entry = form.entry.flatMap(Self.entry)
    }

    private static func entry(_ form: Form.Entry) -> Reproduction.Entry? {
        guard form.frames >= 0, form.frames <= form.of, form.of <= maximumFrames else { return nil }
        return Reproduction.Entry(
            function: sentence(form.function, limit: 200) ?? "", frames: form.frames, of: form.of)
    }

    private static func isUsable(path: String, contents: String) -> Bool {
        let names = path.split(separator: "/", omittingEmptySubsequences: false)
        let plain = names.allSatisfy { name in
            !name.isEmpty && !name.hasPrefix(".")
                && name.utf8.allSatisfy { byte in
                    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                        || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
                }
        }
        guard plain, path.utf8.count <= 300, let name = names.last else { return false }
        return name.hasPrefix("test_incident_") && name.hasSuffix(".py") && !contents.isEmpty
            && contents.utf8.count <= maximumTestBytes && !contents.utf8.contains(0)
    }

    /// The text on one line without control characters, cut at a limit; nil when nothing is left.
    private static func sentence(_ text: String, limit: Int) -> String? {
        let kept = text.unicodeScalars.prefix(limit).map { $0.properties.generalCategory == .control ? " " : $0 }
        let line = String(String.UnicodeScalarView(kept)).trimmingCharacters(in: .whitespaces)
        return line.isEmpty ? nil : line
    }
}
