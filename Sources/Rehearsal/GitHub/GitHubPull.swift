package import Foundation

/// A pull request of the stand-in.
package struct GitHubPull: Sendable, Equatable {
    package let number: Int
    package internal(set) var title: String
    package internal(set) var body: String
    /// The branch, without its owner.
    package let head: String
    package let headSHA: String
    package internal(set) var base: String
    package let isDraft: Bool
    package internal(set) var isOpen = true
    package internal(set) var labels: [String] = []
    package internal(set) var reviewers: [String] = []
    package internal(set) var teams: [String] = []
    package internal(set) var mergedAt: Date?
    package internal(set) var closedAt: Date?
    package internal(set) var mergeCommit: String?
    package internal(set) var closedBy: String?
}
