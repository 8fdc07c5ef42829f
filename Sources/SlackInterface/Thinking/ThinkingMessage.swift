import Domain

/// One message that grows while a step thinks, and how far it has come. Whatever Slack refuses costs the show, never the step.
struct ThinkingMessage {
    private enum Way {
        case notYet
        case streaming
        case updating
        /// Slack wants none of it, or a person stopped it.
        case silent
    }

    let api: SlackWebAPI
    let ledger: any MessageLedger
    private var way = Way.notYet
    private var place = MessagePoster.Destination(channel: "", thread: nil)
    private var timestamp = ""
    private var shown = ""

    init(api: SlackWebAPI, ledger: any MessageLedger) {
        self.api = api
        self.ledger = ledger
    }

    /// Whether it was begun, or given up.
    var stands: Bool { if case .notYet = way { false } else { true } }

    private var poster: MessagePoster { MessagePoster(api: api) }

    /// - Parameter earlier: the message of an earlier attempt at the same step, before a restart; it is taken over.
    mutating func begin(
        _ thinking: Thinking, at place: MessagePoster.Destination, for reader: Actor, in earlier: String?
    ) async {
        self.place = place
        if let earlier {
            (way, timestamp) = (.updating, earlier)
            return
        }
        let view = ThinkingView(thinking: thinking)
        do throws(SlackAPIError) {
            if let started = try await start(view, for: reader) {
                (way, timestamp, shown) = (.streaming, started, view.markdown)
            } else {
                timestamp = try await poster.post(view.message, of: thinking.incident, to: place)
                (way, shown) = (.updating, view.markdown)
            }
            try? await ledger.claim(view.key, of: thinking.incident, channel: place.channel)
            try? await ledger.record(
                view.key, of: thinking.incident, timestamp: timestamp, contentDigest: ThinkingDelivery.unfinished)
        } catch {
            // What may have been posted must not be posted again; a limit or an outage passes.
            if error.kind != .retryLater { way = .silent }
        }
    }

    /// Shows what there is more of.
    mutating func show(_ thinking: Thinking) async {
        let text = ThinkingView(thinking: thinking).markdown
        guard text != shown else { return }
        switch way {
        case .notYet, .silent: break
        case .streaming where text.hasPrefix(shown):
            await append(String(text.dropFirst(shown.count)), making: text)
        case .streaming:
            // It began anew, and a stream can't take anything back.
            await stop()
            await update(ThinkingView(thinking: thinking).message, of: thinking, making: text)
        case .updating: await update(ThinkingView(thinking: thinking).message, of: thinking, making: text)
        }
    }

    /// Shows the rest, and ends the stream; says so where nothing came of it.
    mutating func end(_ thinking: Thinking, _ outcome: Consultation.Outcome) async {
        await show(thinking)
        if case .streaming = way { await stop() }
        guard case .fellBack(let reason) = outcome, case .updating = way else { return }
        await update(ThinkingView(thinking: thinking).dropped(because: reason), of: thinking, making: shown)
    }

    /// Nil where Slack doesn't stream: without a person to stream to, or because it says so.
    private func start(_ view: ThinkingView, for reader: Actor) async throws(SlackAPIError) -> String? {
        guard case .person(let user) = reader, SlackIdentifier.isUser(user), let thread = place.thread,
            let team = try await api.identify().teamID
        else { return nil }
        do throws(SlackAPIError) {
            let answer = try await api.call(
                .startStream,
                [
                    "channel": .string(place.channel), "thread_ts": .string(thread),
                    "recipient_team_id": .string(team), "recipient_user_id": .string(user),
                    "markdown_text": .string(view.markdown),
                ])
            return answer["ts"]?.string
        } catch {
            guard case .refused = error else { throw error }
            return nil
        }
    }

    private mutating func append(_ more: String, making text: String) async {
        do throws(SlackAPIError) {
            _ = try await api.call(
                .appendStream,
                ["channel": .string(place.channel), "ts": .string(timestamp), "markdown_text": .string(more)])
            shown = text
        } catch {
            switch error {
            case .refused(_, "stopped_by_user", _, _): way = .silent
            // Ended by Slack, or full; or what was appended isn't known. An update says it all.
            case .refused, .ambiguous: way = .updating
            case .rateLimited, .unavailable: break
            }
        }
    }

    private mutating func stop() async {
        _ = try? await api.call(
            .stopStream, ["channel": .string(place.channel), "ts": .string(timestamp)])
        way = .updating
    }

    private mutating func update(_ message: OutgoingMessage, of thinking: Thinking, making text: String) async {
        do throws(SlackAPIError) {
            try await poster.update(message, of: thinking.incident, timestamp: timestamp, in: place.channel)
            shown = text
        } catch {
            if error.kind == .permanent { way = .silent }
        }
    }
}
