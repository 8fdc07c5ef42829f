package import Domain

/// A model whose calls, tokens and limits are counted.
package struct MeteredLanguageModel: LanguageModel {
    private let model: any LanguageModel
    private let meter: any Meter

    package init(_ model: any LanguageModel, meter: any Meter) {
        self.model = model
        self.meter = meter
    }

    package var name: String { model.name }

    package func answer(
        _ request: ModelRequest, to listener: AnswerListener?
    ) async throws(ModelFailure) -> ModelAnswer {
        do throws(ModelFailure) {
            let answer = try await model.answer(request, to: listener)
            meter.add(1, to: .modelCalls, [name, "answered"])
            meter.add(Double(answer.usage.prompt), to: .modelTokens, [name, "prompt"])
            meter.add(Double(answer.usage.completion), to: .modelTokens, [name, "completion"])
            if let rate = answer.rate {
                meter.set(.modelTokensLeft, [name], to: Double(rate.remaining))
                meter.set(.modelTokensAMinute, [name], to: Double(rate.tokensPerMinute))
            }
            return answer
        } catch {
            meter.add(1, to: .modelCalls, [name, error.remedy.word])
            throw error
        }
    }
}

extension ModelFailure.Remedy {
    fileprivate var word: String {
        switch self {
        case .wait: "limited"
        case .nextModel: "out"
        case .shrink: "too_large"
        case .withoutSchema: "refused"
        case .operatorError: "misconfigured"
        case .giveUp: "failed"
        }
    }
}

/// A sandbox whose runs are timed.
package struct MeteredSandbox: Sandbox {
    private let sandbox: any Sandbox
    private let meter: any Meter

    package init(_ sandbox: any Sandbox, meter: any Meter) {
        self.sandbox = sandbox
        self.meter = meter
    }

    package var name: String { sandbox.name }

    package func run(_ job: SandboxJob) async throws(PortError) -> SandboxResult {
        let start = ContinuousClock.now
        do throws(PortError) {
            let result = try await sandbox.run(job)
            meter.observe(start.secondsSince, in: .sandboxRuns, [name, result.end.word])
            return result
        } catch {
            meter.observe(start.secondsSince, in: .sandboxRuns, [name, "not_run"])
            throw error
        }
    }
}

extension SandboxResult.End {
    fileprivate var word: String {
        switch self {
        case .exited(0): "passed"
        case .exited: "failed"
        case .signalled: "killed"
        case .timedOut: "timed_out"
        }
    }
}

/// A knowledge base whose searches are timed.
package struct MeteredKnowledgeBase: KnowledgeBase {
    private let knowledge: any KnowledgeBase
    private let meter: any Meter

    package init(_ knowledge: any KnowledgeBase, meter: any Meter) {
        self.knowledge = knowledge
        self.meter = meter
    }

    package func search(
        _ query: KnowledgeQuery, kind: Passage.Kind, limit: Int
    ) async throws(PortError) -> [Passage] {
        let start = ContinuousClock.now
        do throws(PortError) {
            let found = try await knowledge.search(query, kind: kind, limit: limit)
            meter.observe(start.secondsSince, in: .searches, ["\(kind)", found.isEmpty ? "nothing" : "found"])
            return found
        } catch {
            meter.observe(start.secondsSince, in: .searches, ["\(kind)", "failed"])
            throw error
        }
    }

    package func add(_ document: KnowledgeDocument) async throws(PortError) {
        try await knowledge.add(document)
    }
}

extension ContinuousClock.Instant {
    fileprivate var secondsSince: Double { (ContinuousClock.now - self) / .seconds(1) }
}
