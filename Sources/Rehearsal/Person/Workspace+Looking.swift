/// What a person sees.
extension Workspace {
    /// Everything on one person's screen; the first person's where none is named. Where `revision` is given, waits until there is something newer.
    func screen(of user: String, after known: Int? = nil, patience: Duration = .seconds(20)) async throws(Refusal)
        -> JSON
    {
        let user = user.isEmpty ? settings.people.first?.id ?? "" : user
        guard settings.people.contains(where: { $0.id == user }) else { throw Refusal("user_not_found") }
        if known == revision { await waitForChange(patience) }
        let channels = conversations.channels.filter { sees(user, $0) }
        let messages = channels.map { channel in
            (channel.id, JSON.array(visibleMessages(in: channel, to: user)))
        }
        return [
            "revision": .number(Double(revision)), "you": .string(user), "team": .string(settings.teamName),
            "members": .array((settings.people + [settings.bot]).map(object)),
            "channels": .array(channels.map { object($0).merging(["hasBot": .bool($0.hasBot)]) }),
            "messages": .object(Dictionary(messages) { first, _ in first }),
            "views": .array(modals.stack(of: user).map(screen)),
            "home": homes[user].map { $0.object(settings: settings) } ?? .null,
            "shortcuts": .array(settings.shortcuts.map(object)),
            "commands": [
                [
                    "name": .string(settings.command.name), "description": .string(settings.command.description),
                    "usage": .string(settings.command.usageHint),
                ]
            ],
        ]
    }

    private func visibleMessages(in channel: Channel, to user: String) -> [JSON] {
        conversations.messages(in: channel.id).filter { $0.visibleTo ?? user == user }.map { message in
            object(message, withMetadata: false).merging([
                "channel": .string(channel.id), "is_ephemeral": .bool(message.isEphemeral),
            ])
        }
    }

    private func screen(_ view: ModalView) -> JSON {
        view.object(settings: settings).merging(["errors": .object(view.errors.mapValues(JSON.string))])
    }

    private func waitForChange(_ patience: Duration) async {
        let (id, signals) = watch()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in signals { return } }
            group.addTask { try? await Task.sleep(for: patience) }
            await group.next()
            group.cancelAll()
        }
        unwatch(id)
    }
}
