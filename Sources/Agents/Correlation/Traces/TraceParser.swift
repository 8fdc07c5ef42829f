import Domain

/// Understands the stack traces of one language.
///
/// A parser is a value without state. It never trusts what it reads: a trace that is cut, mixed with other lines or forged
/// gives fewer facts, never a trap, and each call reads at most `TraceCursor.maximumLines` lines.
protocol TraceParser: Sendable {
    /// Where in the line a trace could begin; nil for nearly every line, so it must be cheap.
    ///
    /// What stands before that place (a timestamp, a level) is taken off the following lines, too.
    func start(in line: LogLine) -> Int?

    /// Reads the trace the cursor stands on and leaves the cursor behind its last line.
    ///
    /// The root cause comes first, then the errors it was wrapped in. Empty when it was no trace after all; the parser isn't
    /// asked again before the cursor's place. An error whose type the trace doesn't say has an empty `exception`.
    func parse(_ cursor: inout TraceCursor) -> [ErrorSignature]
}

/// All parsers, those with the clearest marks first.
enum TraceParsers {
    static let all: [any TraceParser] = [
        PythonTraceParser(), GoTraceParser(), RustTraceParser(), JavaTraceParser(), CSharpTraceParser(),
        JavaScriptTraceParser(), RubyTraceParser(), PHPTraceParser(), SwiftTraceParser(),
    ]
}

/// Frames of one trace in the order read, at most 100: of an endless recursion the first and last 50 are kept.
struct FrameList {
    private static let half = 50
    private var first: [StackFrame] = []
    private var last: [StackFrame] = []

    var isEmpty: Bool { first.isEmpty }
    var frames: [StackFrame] { first + last }

    mutating func append(_ frame: StackFrame) {
        if first.count < Self.half { return first.append(frame) }
        if last.count == Self.half { last.removeFirst() }
        last.append(frame)
    }
}

extension ErrorSignature {
    static let maximumMessage = 1_000

    /// A signature within its limits, from untrusted text.
    init(_ language: Language?, _ exception: String, _ message: String, frames: [StackFrame]) {
        self.init(
            language: language,
            exception: String(exception.prefix(200)),
            message: String(message.trimmingSpaces.prefix(Self.maximumMessage)),
            frames: frames)
    }

    var hasOwnFrame: Bool { frames.contains { !$0.isVendored } }
}

extension StackFrame {
    static let maximumText = 300

    /// A frame within its limits, from untrusted text.
    init(
        _ language: Language, file: String, line: Int?, function: String?, code: String? = nil,
        installed: InstalledCode = InstalledCode()
    ) {
        let file = String(file.prefix(Self.maximumText))
        let function = function.map { String($0.prefix(Self.maximumText)) }
        self.init(
            file: file,
            line: line.flatMap { $0 > 0 ? $0 : nil },
            function: function.flatMap { $0.isEmpty ? nil : $0 },
            code: code.map { String($0.prefix(Self.maximumText)) },
            isVendored: VendoredCode.holds(file: file, function: function, language: language)
                && !installed.holds(file))
    }
}
