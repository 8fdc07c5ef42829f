/// Finds bytes in bytes in time proportional to the length of both, whatever they hold (Knuth, Morris and Pratt).
struct ByteSearch {
    private let needle: [UInt8]
    /// For each length of a match: the longest shorter one that it may be continued as.
    private let fallbacks: [Int]

    init(_ needle: [UInt8]) {
        self.needle = needle
        var fallbacks = [Int](repeating: 0, count: needle.count)
        var length = 0
        for index in needle.indices.dropFirst() {
            while length > 0, needle[index] != needle[length] { length = fallbacks[length - 1] }
            if needle[index] == needle[length] { length += 1 }
            fallbacks[index] = length
        }
        self.fallbacks = fallbacks
    }

    /// Where it begins, those that overlap too, at most so many; none for an empty needle.
    func places<Bytes: RandomAccessCollection>(
        in bytes: Bytes, atMost limit: Int = .max
    ) -> [Int] where Bytes.Element == UInt8, Bytes.Index == Int {
        guard !needle.isEmpty else { return [] }
        var places: [Int] = []
        var length = 0
        for index in bytes.indices {
            let byte = bytes[index]
            while length > 0, byte != needle[length] { length = fallbacks[length - 1] }
            if byte == needle[length] { length += 1 }
            guard length == needle.count else { continue }
            places.append(index + 1 - length)
            if places.count >= limit { break }
            length = fallbacks[length - 1]
        }
        return places
    }
}
