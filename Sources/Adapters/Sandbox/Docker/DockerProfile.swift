import Foundation

/// The calls that `SyscallRule` lists, as Docker reads them.
enum DockerProfile {
    private struct Profile: Encodable {
        let defaultAction = "SCMP_ACT_ALLOW"
        /// Calls made as on any other architecture end the process.
        let architectures: [String]
        let syscalls: [Entry]
    }

    private struct Entry: Encodable {
        let names: [String]
        let action = "SCMP_ACT_ERRNO"
        let errnoRet: UInt32
        var args: [Argument] = []
    }

    private struct Argument: Encodable {
        let index: Int
        let value: UInt64
        var valueTwo: UInt64 = 0
        let op: String
    }

    static var json: Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        // The values are ours and encode always; an empty profile would be refused by Docker.
        let profile = Profile(architectures: architectures, syscalls: SyscallRule.all.flatMap(entries))
        return (try? encoder.encode(profile)) ?? Data()
    }

    private static var architectures: [String] {
        switch SyscallFilter.Architecture.current {
        case .x86: ["SCMP_ARCH_X86_64"]
        case .arm: ["SCMP_ARCH_AARCH64"]
        case nil: []
        }
    }

    /// Entries for one call are alternatives, and each can look at an argument once. So "none of these" becomes each value
    /// between them and everything above; where that is too many (`personality`), Docker's other measures must do.
    private static func entries(for rule: SyscallRule) -> [Entry] {
        func entry(_ arguments: [Argument]) -> Entry {
            Entry(names: [rule.name], errnoRet: rule.answer.rawValue, args: arguments)
        }
        let low: UInt64 = 0xFFFF_FFFF
        switch rule.condition {
        case .always:
            return [entry([])]
        case .hasAnyBit(let mask, let index):
            return (0..<32).map { UInt64(1) << UInt64($0) }.filter { UInt64(mask) & $0 != 0 }.map { bit in
                entry([Argument(index: index, value: bit, valueTwo: bit, op: "SCMP_CMP_MASKED_EQ")])
            }
        case .isOneOf(let values, let index):
            return values.map { value in
                entry([Argument(index: index, value: low, valueTwo: UInt64(value), op: "SCMP_CMP_MASKED_EQ")])
            }
        case .isNoneOf(let values, let index):
            guard let largest = values.max(), largest < 64 else { return [] }
            let between = (0..<largest).filter { !values.contains($0) }
            return between.map { entry([Argument(index: index, value: UInt64($0), op: "SCMP_CMP_EQ")]) }
                + [entry([Argument(index: index, value: UInt64(largest), op: "SCMP_CMP_GT")])]
        }
    }
}
