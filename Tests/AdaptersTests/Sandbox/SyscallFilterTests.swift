import Domain
import Foundation
import Testing

@testable import Adapters

/// What the kernel's small machine answers, run here as the kernel would run it.
@Suite struct SyscallFilterTests {
    enum Answer: Equatable { case allowed, refused(UInt32), ended }

    /// Interprets the program's bytes. Nil for a program that the kernel would not take.
    private func answer(
        _ filter: SyscallFilter, number: UInt32, arguments: [UInt64] = [], architecture: UInt32
    ) -> Answer? {
        var call = Data()
        func put(_ value: some FixedWidthInteger) {
            withUnsafeBytes(of: value.littleEndian) { call.append(contentsOf: $0) }
        }
        put(number)
        put(architecture)
        put(UInt64(0))
        for index in 0..<6 { put(index < arguments.count ? arguments[index] : 0) }
        func word(_ data: Data, at offset: Int) -> UInt32 {
            (0..<4).reduce(0) { $0 | UInt32(data[offset + $1]) << (8 * UInt32($1)) }
        }
        let program = filter.bytes
        var (position, accumulator): (Int, UInt32) = (0, 0)
        while position + 8 <= program.count {
            let (code, operand) = (program[position], word(program, at: position + 4))
            let (yes, no) = (Int(program[position + 2]), Int(program[position + 3]))
            position += 8
            switch code {
            case 0x20: accumulator = word(call, at: Int(operand))
            case 0x05: position += 8 * Int(operand)
            case 0x15: position += 8 * (accumulator == operand ? yes : no)
            case 0x35: position += 8 * (accumulator >= operand ? yes : no)
            case 0x45: position += 8 * (accumulator & operand != 0 ? yes : no)
            case 0x06:
                switch operand & 0xFFFF_0000 {
                case 0x7FFF_0000: return .allowed
                case 0x8000_0000: return .ended
                default: return .refused(operand & 0xFFFF)
                }
            default: return nil
            }
        }
        return nil
    }

    @Test(arguments: SyscallFilter.Architecture.allCases)
    func `every call on the list is refused and its neighbours are not`(
        architecture: SyscallFilter.Architecture
    ) {
        let filter = SyscallFilter(for: architecture)
        let rules = SyscallRule.all.compactMap { rule in
            (architecture == .x86 ? rule.x86 : rule.arm).map { (number: $0, rule: rule) }
        }
        #expect(Set(rules.map(\.number)).count == rules.count)
        for (number, rule) in rules where rule.condition == .always {
            #expect(
                answer(filter, number: number, architecture: architecture.rawValue) == .refused(rule.answer.rawValue),
                "\(rule.name)")
        }
        let listed = Set(rules.map(\.number))
        for number in UInt32(0)...600 where !listed.contains(number) {
            #expect(answer(filter, number: number, architecture: architecture.rawValue) == .allowed)
        }
        #expect(filter.bytes.count % 8 == 0 && filter.bytes.count / 8 <= 4096)
    }

    @Test func `threads may be made and namespaces may not`() {
        let filter = SyscallFilter(for: .arm)
        func clone(_ flags: UInt64) -> Answer? {
            answer(filter, number: 220, arguments: [flags], architecture: SyscallFilter.Architecture.arm.rawValue)
        }
        #expect(clone(0x003D_0F00) == .allowed)
        #expect(clone(17) == .allowed)
        for bit in [17, 25, 26, 27, 28, 29, 30] { #expect(clone(17 | 1 << UInt64(bit)) == .refused(1)) }
    }

    @Test func `calls are judged by their arguments`() {
        let filter = SyscallFilter(for: .x86)
        func call(_ number: UInt32, _ arguments: UInt64...) -> Answer? {
            answer(
                filter, number: number, arguments: arguments,
                architecture: SyscallFilter.Architecture.x86.rawValue)
        }
        #expect(call(16, 0, 0x5413) == .allowed)
        #expect(call(16, 0, 0x5412) == .refused(1))
        #expect(call(16, 0, 0xFFFF_FFFF_0000_5412) == .refused(1))
        #expect([1, 2, 10, 16].allSatisfy { call(41, $0) == .allowed })
        #expect([0, 17, 38, 40].allSatisfy { call(41, $0) == .refused(97) })
        #expect(call(135, 0) == .allowed)
        #expect(call(135, 0xFFFF_FFFF) == .allowed)
        #expect(call(135, 0x0004_0000) == .refused(1))
    }

    @Test func `other numberings of calls don't get past it`() {
        let filter = SyscallFilter(for: .x86)
        #expect(answer(filter, number: 0x4000_0001, architecture: 0xC000_003E) == .refused(1))
        #expect(answer(filter, number: 1, architecture: 0x4000_0003) == .ended)
        #expect(answer(SyscallFilter(for: .arm), number: 1, architecture: 0x4000_0028) == .ended)
    }

    #if arch(x86_64)
        @Test func `the kernel answers the same from inside the sandbox`() async throws {
            let scene = try SandboxScene()
            let calls = SyscallRule.all.filter { $0.condition == .always }
            let program = """
                import ctypes, os
                libc = ctypes.CDLL(None, use_errno=True)
                for number, expected in \(calls.compactMap { rule in rule.x86.map { [$0, rule.answer.rawValue] } }):
                    ctypes.set_errno(0)
                    libc.syscall(number, -1, -1, -1, -1, -1, -1)
                    if ctypes.get_errno() != expected: print(number, ctypes.get_errno())
                for number, first in ((56, 0x10000011), (41, 40), (135, 0x40000), (0x40000027, 0)):
                    ctypes.set_errno(0)
                    print(libc.syscall(number, first, 1, 0, 0, 0), ctypes.get_errno())
                """
            let result = try await scene.sandbox.run(scene.python(program))
            #expect(result.output == "-1 1\n-1 97\n-1 1\n-1 1\n")
            #expect(result.errors.isEmpty)
        }

        @Test func `a call made as a 32-bit program ends the process`() async throws {
            let scene = try SandboxScene()
            let program = """
                import ctypes, mmap
                code = mmap.mmap(-1, 4096, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, 7)
                code.write(bytes([0xB8, 20, 0, 0, 0, 0xCD, 0x80, 0xC3]))
                print(ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))())
                """
            let result = try await scene.sandbox.run(scene.python(program))
            #expect(result.end == .signalled(Int(SIGSYS)))
            #expect(result.output.isEmpty)
        }
    #endif
}
