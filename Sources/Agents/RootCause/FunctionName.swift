import Foundation

/// The name a function has in its source, from the name a stack trace gives it.
enum FunctionName {
    /// `com.shop.Cart$Item.total` → `total`, `main.(*Server).handle.func1` → `handle`, `block in total` → `total`.
    ///
    /// Nil for code outside functions and for functions without a name.
    static func own(_ text: String?) -> String? {
        guard var name = text.map({ $0.prefix(1_000) }) else { return nil }
        if let hash = name.range(of: "::h", options: .backwards), name[hash.upperBound...].allSatisfy(\.isHexDigit) {
            name = name[..<hash.lowerBound]
        }
        if let alias = name.firstRange(of: " [as ") { name = name[..<alias.lowerBound] }
        if let call = arguments(of: name) { name = name[..<call] }
        let parts = name.split { !($0.isLetter || $0.isNumber || $0 == "_") }
        return parts.last { !isInvented($0) }.map(String.init)
    }

    /// Where `(Int32 count)` or `(of:)` begins at the end of the name; `(*Server).handle` has none.
    private static func arguments(of name: Substring) -> Substring.Index? {
        guard name.hasSuffix(")"), let open = name.lastIndex(of: "("), open > name.startIndex else { return nil }
        return open
    }

    /// Names compilers and runtimes make up.
    private static func isInvented(_ part: Substring) -> Bool {
        if part.allSatisfy(\.isNumber) { return true }
        if part.hasPrefix("func"), part.count > 4, part.dropFirst(4).allSatisfy(\.isNumber) { return true }
        return ["module", "lambda", "anonymous", "closure", "toplevel", "required", "async", "locals"].contains(part)
    }
}
