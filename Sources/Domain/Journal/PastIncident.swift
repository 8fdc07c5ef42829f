package import Foundation

/// An incident that has happened already, to be written down as a whole.
package struct PastIncident: Sendable {
    /// One fact, who caused it, and when.
    package struct Step: Sendable {
        package let fact: Fact
        package let actor: Actor
        package let time: Date

        package init(_ fact: Fact, by actor: Actor, at time: Date) {
            self.fact = fact
            self.actor = actor
            self.time = time
        }
    }

    /// Names the request that opened it; see `Journal.open`.
    package let key: String
    /// In their order; the first is `opened`.
    package let steps: [Step]

    package init(key: String, steps: [Step]) {
        self.key = key
        self.steps = steps
    }
}
