/// What the bot says about itself.
enum HelpText {
    static let command: Mrkdwn = """
        *Incident Bot* finds the cause of an incident, proposes a patch, and tests it before it becomes a pull request.
        • `/incident` opens a form for logs, log files and complaints. So do the shortcut *Start an incident* and, with a \
        message's text and files, *Start incident from this*.
        • `/incident` with log lines behind it starts at once; `/incident open` does so whatever the lines begin with.
        • \(CommandWord.list.usage) lists incidents; \(CommandWord.show.usage) tells where one stands; \
        \(CommandWord.search.usage) finds them by title, error, service, customer or cause.
        • \(CommandWord.severity.usage) sets the severity; \(CommandWord.cancel.usage) ends an incident that is none.
        • \(CommandWord.drill.usage) starts an exercise, which no statistics count; \(CommandWord.web.usage) gives you a \
        private link to the pages.
        • \(CommandWord.stats.usage) counts incidents, times and attempts. My *Home* tab has them as charts.
        The card in the channel shows what is known, and what the bot saw of the patch. Nothing changes before a person \
        approves the patch. *Resolved* says that the request works again with it; *contained*, that the request still \
        fails, on purpose and in words.
        """
}

/// What was wrong with a command, and what to write instead.
enum MistakeWords {
    static func incomplete(_ word: CommandWord) -> Mrkdwn {
        """
        That isn't all I need. Write it like this: \(word.usage)
        If these were the first words of a log, put `open` before them: `/incident open …`
        """
    }

    static func unknownFilter(_ word: String, meant: String?) -> Mrkdwn {
        let suggestion: Mrkdwn = meant.map { "Did you mean `/incident list \(Mrkdwn(stringLiteral: $0))`? " } ?? ""
        return "I don't list by \u{201C}\(untrusted: word, bytes: 90)\u{201D}. \(suggestion)\(CommandWord.list.usage)"
    }

    static func mistyped(_ word: String, meant: CommandWord) -> Mrkdwn {
        """
        I don't know \u{201C}\(untrusted: word, bytes: 90)\u{201D}. Did you mean \(meant.usage)?
        Nothing was started. To open an incident with this text, write `open` before it: `/incident open …`
        """
    }
}
