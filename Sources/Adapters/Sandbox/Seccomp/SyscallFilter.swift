import Foundation

/// The program with which the kernel decides about every call that code under test makes (seccomp BPF).
///
/// Refuses what `SyscallRule` lists and allows the rest. A call made as on another architecture, where numbers mean other
/// things, ends the process.
struct SyscallFilter {
    enum Architecture: UInt32, CaseIterable {
        case x86 = 0xC000_003E
        case arm = 0xC000_00B7

        /// This machine's; nil where no numbers of calls are known.
        static var current: Architecture? {
            #if arch(x86_64)
                .x86
            #elseif arch(arm64)
                .arm
            #else
                nil
            #endif
        }
    }

    private var instructions: [Instruction] = []

    init(for architecture: Architecture) {
        append(.load(offset: 4))
        append(.ifEqual(architecture.rawValue, elseSkip: 1), .skip(1), .endProcess)
        append(.load(offset: 0))
        // x32: the same kernel, entered with other numbers.
        if architecture == .x86 { append(.ifAtLeast(0x4000_0000, elseSkip: 1), .refuse(.notPermitted)) }
        for rule in SyscallRule.all {
            guard let number = architecture == .x86 ? rule.x86 : rule.arm else { continue }
            let body = Self.body(of: rule)
            append(.ifEqual(number, elseSkip: UInt8(body.count)))
            instructions += body
        }
        append(.allow)
    }

    /// What bubblewrap reads: `struct sock_filter` after `struct sock_filter`.
    var bytes: Data { Data(instructions.flatMap(\.bytes)) }

    private mutating func append(_ instructions: Instruction...) { self.instructions += instructions }

    private static func body(of rule: SyscallRule) -> [Instruction] {
        let refuse = Instruction.refuse(rule.answer)
        switch rule.condition {
        case .always:
            return [refuse]
        case .hasAnyBit(let mask, let argument):
            return [.load(argument: argument), .ifAnyBit(mask, elseSkip: 1), refuse, .allow]
        case .isOneOf(let values, let argument):
            return [.load(argument: argument)] + values.flatMap { [.ifEqual($0, elseSkip: 1), refuse] } + [.allow]
        case .isNoneOf(let values, let argument):
            return [.load(argument: argument)] + values.flatMap { [.ifEqual($0, elseSkip: 1), .allow] } + [refuse]
        }
    }
}

extension SyscallFilter {
    /// One step of the kernel's small machine: eight bytes.
    struct Instruction {
        let code: UInt16
        var skipIfTrue: UInt8 = 0
        var skipIfFalse: UInt8 = 0
        let operand: UInt32

        static func load(offset: UInt32) -> Self { Self(code: 0x20, operand: offset) }
        /// The low half of an argument; both architectures are little-endian.
        static func load(argument: Int) -> Self { load(offset: UInt32(16 + 8 * argument)) }
        static func ifEqual(_ value: UInt32, elseSkip: UInt8) -> Self {
            Self(code: 0x15, skipIfFalse: elseSkip, operand: value)
        }
        static func ifAtLeast(_ value: UInt32, elseSkip: UInt8) -> Self {
            Self(code: 0x35, skipIfFalse: elseSkip, operand: value)
        }
        static func ifAnyBit(_ mask: UInt32, elseSkip: UInt8) -> Self {
            Self(code: 0x45, skipIfFalse: elseSkip, operand: mask)
        }
        static func skip(_ count: UInt32) -> Self { Self(code: 0x05, operand: count) }
        static func refuse(_ answer: SyscallRule.Answer) -> Self {
            Self(code: 0x06, operand: 0x0005_0000 | answer.rawValue)
        }
        static let allow = Self(code: 0x06, operand: 0x7FFF_0000)
        static let endProcess = Self(code: 0x06, operand: 0x8000_0000)

        var bytes: [UInt8] {
            func little(_ value: some FixedWidthInteger) -> [UInt8] {
                withUnsafeBytes(of: value.littleEndian, Array.init)
            }
            return little(code) + [skipIfTrue, skipIfFalse] + little(operand)
        }
    }
}
