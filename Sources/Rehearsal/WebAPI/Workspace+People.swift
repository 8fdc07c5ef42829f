extension Workspace {
    func authTest() -> [String: JSON] {
        [
            "url": .string("\(address)/"), "team": .string(settings.teamName), "user": .string(settings.bot.name),
            "team_id": .string(settings.teamID), "user_id": .string(settings.bot.id), "bot_id": .string(settings.botID),
            "is_enterprise_install": false,
        ]
    }

    func userInfo(_ arguments: Arguments) throws(Refusal) -> [String: JSON] {
        guard let member = member(try arguments.requiredText("user")) else { throw Refusal("user_not_found") }
        return ["user": object(member)]
    }

    func userGroup(_ arguments: Arguments) throws(Refusal) -> [String: JSON] {
        guard let users = settings.userGroups[try arguments.requiredText("usergroup")] else {
            throw Refusal("no_such_subteam")
        }
        return ["users": .array(users.map(JSON.string))]
    }
}
