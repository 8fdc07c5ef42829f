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
        /// It arrives only when the workspace is told to let late deliveries go, after whatever came meanwhile.
        case late
    }

    package enum DeliveryKind: String, Sendable, Equatable {
        case command, interaction, event
    }

    /// The next `times` calls of `method` (any method when nil) about `channel` (any when nil) meet `fault`.
    package struct CallRule: Sendable {
        var method: String?
        var channel: String?
        var fault: CallFault
        var times: Int

        package init(_ fault: CallFault, on method: String? = nil, in channel: String? = nil, times: Int = 1) {
            self.method = method
            self.channel = channel
            self.fault = fault
            self.times = times
        }
    }

    /// The next `times` deliveries of `kind` in which `text` stands (whatever stands there when nil) meet `fault`.
    package struct DeliveryRule: Sendable {
        var kind: DeliveryKind
        var text: String?
        var fault: DeliveryFault
        var times: Int

        package init(_ fault: DeliveryFault, of kind: DeliveryKind, holding text: String? = nil, times: Int = 1) {
            self.kind = kind
            self.text = text
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

    mutating func next(method: String, channel: String?) -> CallFault? {
        let place = calls.firstIndex { rule in
            rule.times > 0 && (rule.method ?? method) == method && (rule.channel == nil || rule.channel == channel)
        }
        guard let index = place else { return nil }
        calls[index].times -= 1
        return calls[index].fault
    }

    mutating func next(_ delivery: Delivery) -> DeliveryFault? {
        let place = deliveries.firstIndex { rule in
            rule.times > 0 && rule.kind == delivery.kind
                && rule.text.map { String(decoding: delivery.body, as: UTF8.self).contains($0) } ?? true
        }
        guard let index = place else { return nil }
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
