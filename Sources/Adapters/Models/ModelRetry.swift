import Domain
import Foundation

/// What to do after a failed call. Pure.
struct ModelRetry {
    enum Decision: Equatable {
        case again(afterSeconds: Double)
        case shrink
        case withoutSchema
        /// Leave this model alone for so long.
        case leave(forSeconds: Double)
    }

    private static let waits = [2.0, 4, 8, 16]
    /// A step must not hold its incident up for longer.
    private static let maximumWaitSeconds = 90.0

    private var retries = 0
    private var waited = 0.0
    private var shrunk = 0

    /// - Parameter chance: 0 to 1, spreads those who wait together.
    mutating func decide(_ failure: ModelFailure, chance: Double) -> Decision {
        switch failure.remedy {
        case .wait(let told):
            guard retries < Self.waits.count else { return .leave(forSeconds: 60) }
            let seconds = (told ?? Self.waits[retries]) + chance * (told == nil ? Self.waits[retries] / 2 : 0.5)
            guard waited + seconds <= Self.maximumWaitSeconds else { return .leave(forSeconds: told ?? 60) }
            retries += 1
            waited += seconds
            return .again(afterSeconds: seconds)
        case .shrink:
            guard shrunk < 4 else { return .leave(forSeconds: 0) }
            shrunk += 1
            return .shrink
        case .withoutSchema: return .withoutSchema
        case .nextModel(let seconds): return .leave(forSeconds: seconds)
        case .operatorError: return .leave(forSeconds: 600)
        case .giveUp: return .leave(forSeconds: 0)
        }
    }
}

/// Which models are left alone, until when and why.
struct ModelCircuits: Sendable {
    private var open: [String: (until: Double, failure: ModelFailure)] = [:]

    mutating func leave(_ model: String, until: Double, because failure: ModelFailure) {
        open[model] = (until, failure)
    }

    mutating func close(_ model: String) {
        open[model] = nil
    }

    /// Why the model isn't asked now; nil when it may be.
    func reason(_ model: String, at now: Double) -> ModelFailure? {
        guard let entry = open[model], entry.until > now else { return nil }
        return entry.failure
    }
}
