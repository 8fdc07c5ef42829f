import Domain
import Foundation

/// The app's Home tab for one person: what waits for them, what is open, what ended last, and how it went in all.
struct HomeView {
    static let waitingShown = 10
    static let openShown = 10
    static let endedShown = 5

    /// Incidents that get a line, the newest first, and how many there are.
    struct Section {
        let shown: [IncidentSummary]
        let count: Int
    }

    /// Those the person may decide now.
    let waiting: Section
    /// The other ones that are open.
    let open: Section
    let ended: Section
    let statistics: StatisticsView
    let lines: IncidentLines
    let links: IncidentLinks
    let now: Date

    /// - Parameter isNative: whether charts and tables are drawn by Slack.
    func json(isNative: Bool) -> JSONValue { ["type": "home", "blocks": .array(blocks(isNative).map(\.json))] }

    private func blocks(_ isNative: Bool) -> [Block] {
        [.header("Incidents"), .context("As of \(now)"), .actions(buttons)]
            + section("Waiting for you", waiting, none: "Nothing waits for your decision.")
            + openSection
            + section("Ended last", ended, none: "None has ended yet.")
            + [.divider, .header("Statistics")] + (isNative ? statistics.native : statistics.text)
            + [.context("All incidents are counted, exercises left out.")]
    }

    private var buttons: [Button] {
        let start = Button(label: "Start an incident", action: StartShortcut.action, style: .primary)
        guard let all = links.incidents, WebAddress.isAcceptable(all) else { return [start] }
        return [start, Button(label: "All incidents", action: ActionName.openPage, url: all)]
    }

    /// Nothing where all that is open waits for this person.
    private var openSection: [Block] {
        if waiting.count > 0 { return open.count > 0 ? section("Also open", open, none: "") : [] }
        return section("Open", open, none: "No incident is open.")
    }

    private func section(_ title: String, _ section: Section, none: String) -> [Block] {
        let name: RichText = .section([.words("\(title) (\(section.count))", .bold)])
        guard !section.shown.isEmpty else { return [.richText([name, .section([.words(none)])])] }
        var elements = [name, lines.list(section.shown)]
        let more = section.count - section.shown.count
        if more > 0 { elements.append(.section([.words("And \(more) more: /incident list shows them.")])) }
        return [.richText(elements)]
    }
}
