import Domain
import Foundation

/// Tells code that somebody else wrote (the standard library, the runtime, packages) from the team's own, by path and name.
enum VendoredCode {
    static func holds(file: String, function: String?, language: Language) -> Bool {
        let path = file.replacingOccurrences(of: "\\", with: "/")
        if paths.contains(where: path.contains) { return true }
        if starts.contains(where: path.hasPrefix) { return true }
        let function = function ?? ""
        return (names[language] ?? []).contains(where: function.hasPrefix)
            || (files[language] ?? []).contains(where: path.hasPrefix)
    }

    private static let paths = [
        "site-packages/", "dist-packages/", "lib/python2", "lib/python3", "/lib64/python", ".pyenv/versions/",
        "node_modules/", "node:", "webpack/runtime", "webpack/bootstrap", "/usr/local/go/src/", "/usr/lib/go",
        "/libexec/src/", "go/pkg/mod/", "/gems/", "/lib/ruby/", "/rubies/", "/rustc/", "rustlib/", "cargo/registry/",
        "/vendor/", "/.nuget/", "/_work/1/s/src/", "swift-corelibs", "/.build/checkouts/",
    ]

    private static let starts = [
        "<frozen ", "<string>", "<stdin>", "<anonymous>", "<internal:", "<__array_function__", "vendor/", "internal/",
        "[internal function]", "[native code]", "native code", "Native Method", "Unknown Source",
    ]

    /// Beginnings of qualified function names.
    private static let names: [Language: [String]] = [
        .java: [
            "java.", "javax.", "jakarta.", "jdk.", "sun.", "com.sun.", "kotlin.", "kotlinx.", "scala.", "groovy.", "akka.",
            "android.", "androidx.", "dalvik.", "org.springframework.", "org.apache.", "org.hibernate.", "org.eclipse.",
            "org.junit.", "org.postgresql.", "org.slf4j.", "io.netty.", "io.grpc.", "io.micrometer.", "io.ktor.",
            "reactor.", "rx.", "io.reactivex.", "com.fasterxml.", "com.zaxxer.", "com.mysql.", "com.google.common.",
            "com.google.inject.", "com.android.", "okhttp3.", "retrofit2.", "ch.qos.logback.", "redis.clients.", "feign.",
        ],
        .go: ["runtime.", "runtime/", "net/http.", "testing.", "reflect.", "sync.", "panic(", "created by runtime."],
        .rust: [
            "core::", "std::", "alloc::", "rust_begin_unwind", "<core::", "<alloc::", "<std::", "tokio::", "__rust",
            "_start", "__libc", "clone", "start_thread",
        ],
        .cSharp: [
            "System.", "Microsoft.", "Npgsql.", "Newtonsoft.", "MySql.", "StackExchange.", "Serilog.", "MediatR.",
            "Polly.", "Xunit.", "NUnit.", "Grpc.", "Dapper.",
        ],
        .swift: ["static Swift.", "Swift.", "swift_", "_swift", "__libc", "start_thread", "clone", "NIO"],
    ]

    /// Beginnings of file names that stand alone.
    private static let files: [Language: [String]] = [
        .javaScript: ["events.js", "module.js", "net.js", "timers.js", "_stream", "bootstrap_node.js", "_http"],
        .rust: ["library/std", "library/core", "library/alloc", "/build/rustc"],
        .swift: ["Swift/", "Foundation/", "Dispatch/", "/usr/lib/", "/usr/src/"],
        .go: ["_testmain.go"],
    ]
}
