/// Everything that shall go wrong from now on. Rules are used up in order.
package struct Faults: Sendable {
    /// What goes wrong when the bot calls.
    package enum CallFault: Sendable, Equatable {
        /// Refused with 429 and this `Retry-After`; nothing happened.
        case rateLimited(retryAfterSeconds: Int)
        /// A 5xx without effect.
        case serverError(status: Int)
        /// The connection ends without an answer, before anything happened.
        case droppedBeforeEffect
        /// The connection ends without an answer although the call took effect.
        case droppedAfterEffect
        /// Answered late.
        case delayed(Duration)
        /// Refused with this error code; nothing happened.
        case refused(code: String)
    }

    /// What goes wrong when the workspace calls the bot.
    package enum DeliveryFault: Sendable, Equatable {
        /// The same bytes arrive this many more times, with `X-Slack-Retry-Num`, after the first was answered.
        case repeated(times: Int)
        /// The same bytes arrive this many more times at the very same moment.
        case repeatedAtOnce(times: Int)
    }

    package enum DeliveryKind: String, Sendable, Equatable {
        case command, interaction, event
    }

    /// The next `times` calls of `method` (any method when nil) meet `fault`.
    package struct CallRule: Sendable {
        var method: String?
        var fault: CallFault
        var times: Int

        package init(_ fault: CallFault, on method: String? = nil, times: Int = 1) {
            self.method = method
            self.fault = fault
            self.times = times
        }
    }

    /// The next `times` deliveries of `kind` meet `fault`.
    package struct DeliveryRule: Sendable {
        var kind: DeliveryKind
        var fault: DeliveryFault
        var times: Int

        package init(_ fault: DeliveryFault, of kind: DeliveryKind, times: Int = 1) {
            self.kind = kind
            self.fault = fault
            self.times = times
        }
    }

    package var calls: [CallRule]
    package var deliveries: [DeliveryRule]

    package init(calls: [CallRule] = [], deliveries: [DeliveryRule] = []) {
        self.calls = calls
        self.deliveries = deliveries
    }

    mutating func next(method: String) -> CallFault? {
        guard let index = calls.firstIndex(where: { $0.times > 0 && ($0.method ?? method) == method }) else {
            return nil
        }
        calls[index].times -= 1
        return calls[index].fault
    }

    mutating func next(delivery kind: DeliveryKind) -> DeliveryFault? {
        guard let index = deliveries.firstIndex(where: { $0.times > 0 && $0.kind == kind }) else { return nil }
        deliveries[index].times -= 1
        return deliveries[index].fault
    }
}

/// One call the bot made, for tests to look at.
package struct CallRecord: Sendable, Equatable {
    /// A Web API method, `response_url`, `upload` or `download`.
    package let method: String
    package let arguments: JSON
    /// `ok`, Slack's error code, or the status of an injected fault.
    package let outcome: String
}
