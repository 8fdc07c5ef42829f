import Foundation

/// An address that is known once the server is up.
actor BoundAddress {
    private var settled: URL??
    private var waiting: [CheckedContinuation<URL?, Never>] = []

    var value: URL? {
        get async {
            if let settled { return settled }
            return await withCheckedContinuation { waiting.append($0) }
        }
    }

    /// The first settlement counts.
    func settle(_ url: URL?) {
        guard settled == nil else { return }
        settled = .some(url)
        for continuation in waiting { continuation.resume(returning: url) }
        waiting = []
    }
}
