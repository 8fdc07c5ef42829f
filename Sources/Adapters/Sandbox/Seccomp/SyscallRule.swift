/// One kernel call that code under test is refused, always or with some arguments.
struct SyscallRule: Sendable, Equatable {
    /// What the code is told. Libraries fall back to an older call when one doesn't exist (`ENOSYS`).
    enum Answer: UInt32, Sendable {
        case notPermitted = 1
        case notImplemented = 38
        case familyNotSupported = 97
    }

    /// What is looked at in the low 32 bits of one argument.
    enum Condition: Sendable, Equatable {
        case always
        case hasAnyBit(UInt32, argument: Int)
        case isOneOf([UInt32], argument: Int)
        case isNoneOf([UInt32], argument: Int)
    }

    let name: String
    /// The call's number on x86_64; nil where it doesn't exist.
    let x86: UInt32?
    /// The call's number on aarch64; nil where it doesn't exist.
    let arm: UInt32?
    var answer = Answer.notPermitted
    var condition = Condition.always

    init(
        _ name: String, x86: UInt32?, arm: UInt32?, answer: Answer = .notPermitted, if condition: Condition = .always
    ) {
        (self.name, self.x86, self.arm, self.answer, self.condition) = (name, x86, arm, answer, condition)
    }
}

extension SyscallRule {
    /// Everything that is refused. Numbers are those of the kernel's `unistd_64.h` and `asm-generic/unistd.h`.
    static let all = mounts + namespaces + otherProcesses + kernel + unboundedMemory + devices

    private static let mounts = [
        SyscallRule("mount", x86: 165, arm: 40),
        SyscallRule("umount2", x86: 166, arm: 39),
        SyscallRule("pivot_root", x86: 155, arm: 41),
        SyscallRule("chroot", x86: 161, arm: 51),
        SyscallRule("fsopen", x86: 430, arm: 430),
        SyscallRule("fsconfig", x86: 431, arm: 431),
        SyscallRule("fsmount", x86: 432, arm: 432),
        SyscallRule("fspick", x86: 433, arm: 433),
        SyscallRule("open_tree", x86: 428, arm: 428),
        SyscallRule("move_mount", x86: 429, arm: 429),
        SyscallRule("mount_setattr", x86: 442, arm: 442),
        SyscallRule("open_by_handle_at", x86: 304, arm: 265),
        SyscallRule("quotactl", x86: 179, arm: 60),
        SyscallRule("quotactl_fd", x86: 443, arm: 443),
        SyscallRule("swapon", x86: 167, arm: 224),
        SyscallRule("swapoff", x86: 168, arm: 225),
        SyscallRule("fanotify_init", x86: 300, arm: 262),
    ]

    /// The flags of `clone` that ask for a namespace. `clone3` carries them in memory, where no filter sees them.
    private static let namespaces = [
        SyscallRule("unshare", x86: 272, arm: 97),
        SyscallRule("setns", x86: 308, arm: 268),
        SyscallRule("clone", x86: 56, arm: 220, if: .hasAnyBit(0x7E02_0000, argument: 0)),
        SyscallRule("clone3", x86: 435, arm: 435, answer: .notImplemented),
        SyscallRule("sethostname", x86: 170, arm: 161),
        SyscallRule("setdomainname", x86: 171, arm: 162),
    ]

    private static let otherProcesses = [
        SyscallRule("ptrace", x86: 101, arm: 117),
        SyscallRule("process_vm_readv", x86: 310, arm: 270),
        SyscallRule("process_vm_writev", x86: 311, arm: 271),
        SyscallRule("process_madvise", x86: 440, arm: 440),
        SyscallRule("pidfd_getfd", x86: 438, arm: 438),
        SyscallRule("kcmp", x86: 312, arm: 272),
        SyscallRule("migrate_pages", x86: 256, arm: 238),
        SyscallRule("move_pages", x86: 279, arm: 239),
    ]

    /// Parts of the kernel that tests don't need and that attacks on it have gone through.
    private static let kernel = [
        SyscallRule("keyctl", x86: 250, arm: 219),
        SyscallRule("add_key", x86: 248, arm: 217),
        SyscallRule("request_key", x86: 249, arm: 218),
        SyscallRule("bpf", x86: 321, arm: 280),
        SyscallRule("perf_event_open", x86: 298, arm: 241),
        SyscallRule("userfaultfd", x86: 323, arm: 282),
        SyscallRule("io_uring_setup", x86: 425, arm: 425),
        SyscallRule("io_uring_enter", x86: 426, arm: 426),
        SyscallRule("io_uring_register", x86: 427, arm: 427),
        SyscallRule("kexec_load", x86: 246, arm: 104),
        SyscallRule("kexec_file_load", x86: 320, arm: 294),
        SyscallRule("init_module", x86: 175, arm: 105),
        SyscallRule("finit_module", x86: 313, arm: 273),
        SyscallRule("delete_module", x86: 176, arm: 106),
        SyscallRule("reboot", x86: 169, arm: 142),
        SyscallRule("acct", x86: 163, arm: 89),
        SyscallRule("syslog", x86: 103, arm: 116),
        SyscallRule("lookup_dcookie", x86: 212, arm: 18),
        SyscallRule("nfsservctl", x86: 180, arm: 42),
        SyscallRule("settimeofday", x86: 164, arm: 170),
        SyscallRule("clock_settime", x86: 227, arm: 112),
        SyscallRule("clock_adjtime", x86: 305, arm: 266),
        SyscallRule("vhangup", x86: 153, arm: 58),
        SyscallRule("_sysctl", x86: 156, arm: nil),
        SyscallRule("uselib", x86: 134, arm: nil),
        SyscallRule("iopl", x86: 172, arm: nil),
        SyscallRule("ioperm", x86: 173, arm: nil),
        SyscallRule("modify_ldt", x86: 154, arm: nil),
        // 0 is what every program runs as, and all ones asks which.
        SyscallRule("personality", x86: 135, arm: 92, if: .isNoneOf([0, 0xFFFF_FFFF], argument: 0)),
    ]

    /// Memory that stays when no process maps it, and so counts for none.
    private static let unboundedMemory = [
        SyscallRule("memfd_create", x86: 319, arm: 279, answer: .notImplemented),
        SyscallRule("memfd_secret", x86: 447, arm: 447, answer: .notImplemented),
        SyscallRule("shmget", x86: 29, arm: 194, answer: .notImplemented),
        SyscallRule("msgget", x86: 68, arm: 186, answer: .notImplemented),
    ]

    private static let devices = [
        // TIOCSTI and TIOCLINUX type into the terminal.
        SyscallRule("ioctl", x86: 16, arm: 29, if: .isOneOf([0x5412, 0x541C], argument: 1)),
        // UNIX, IPv4, IPv6 and netlink live in the network namespace. Others, as VSOCK to a virtual machine's host, don't.
        SyscallRule(
            "socket", x86: 41, arm: 198, answer: .familyNotSupported, if: .isNoneOf([1, 2, 10, 16], argument: 0)),
        SyscallRule("socketpair", x86: 53, arm: 199, answer: .familyNotSupported, if: .isNoneOf([1], argument: 0)),
    ]
}
