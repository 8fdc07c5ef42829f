/// The parts of a pattern over paths, walked name by name: the time is the product of both lengths, whatever they are.
///
/// `*` and `?` stand for signs of one name, `**` for any number of names. A place is the number of parts that are used up.
struct PathParts: Sendable, Equatable {
    private let parts: [[Character]]

    private static let anyDepth: [Character] = ["*", "*"]

    init(_ text: String) {
        parts = text.split(separator: "/").map(Array.init)
    }

    var isEmpty: Bool { parts.isEmpty }
    var count: Int { parts.count }
    var endsInStar: Bool { parts.last == ["*"] }

    /// Where a walk begins.
    var start: Set<Int> { reached([0]) }

    /// Where one more name leads from these places; nil once whatever follows fits: `**` at the end stands for everything
    /// inside, not for the directory itself.
    ///
    /// - Parameter anew: whether the pattern may also begin behind this name.
    func places(after name: Substring, from open: Set<Int>, anew: Bool = false) -> Set<Int>? {
        let name = Array(name)
        var next: Set<Int> = anew ? [0] : []
        for place in open where place < parts.count {
            if parts[place] == Self.anyDepth {
                if place == parts.count - 1 { return nil }
                next.insert(place)
            } else if Self.fits(parts[place], name) {
                next.insert(place + 1)
            }
        }
        return reached(next)
    }

    /// With the parts behind any depth, which may be none.
    private func reached(_ places: Set<Int>) -> Set<Int> {
        var places = places
        for place in parts.indices.dropLast() where parts[place] == Self.anyDepth && places.contains(place) {
            places.insert(place + 1)
        }
        return places
    }

    /// `*` and `?` in one name. Goes back to the last star alone, so that no pattern takes long.
    private static func fits(_ pattern: [Character], _ name: [Character]) -> Bool {
        var (at, place) = (0, 0)
        var star: (pattern: Int, name: Int)?
        while place < name.count {
            if at < pattern.count, pattern[at] == "*" {
                star = (at, place)
                at += 1
            } else if at < pattern.count, pattern[at] == "?" || pattern[at] == name[place] {
                (at, place) = (at + 1, place + 1)
            } else if let last = star {
                star = (last.pattern, last.name + 1)
                (at, place) = (last.pattern + 1, last.name + 1)
            } else {
                return false
            }
        }
        return pattern[at...].allSatisfy { $0 == "*" }
    }
}
