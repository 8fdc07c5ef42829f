import Domain
import Foundation

/// The app's Home tab for one person: what waits for them, what is open, what ended last, and how it went in all.
struct HomeView {
    private static let waitingShown = 10
    private static let openShown = 10
    private static let endedShown = 5

    /// Newest first.
    let incidents: [Incident]
    /// Those the person may decide now.
    let waiting: [Incident]
    let lines: IncidentLines
    let links: IncidentLinks
    let now: Date
    /// Whether charts and tables are drawn by Slack.
    let isNative: Bool

    var json: JSONValue { ["type": "home", "blocks": .array(blocks.map(\.json))] }

    /// Incidents that get a line, for which links are looked up.
    static func shown(of incidents: [Incident], waiting: [Incident]) -> [Incident] {
        Array(waiting.prefix(waitingShown)) + Array(open(incidents).prefix(openShown))
            + Array(ended(incidents).prefix(endedShown))
    }

    var blocks: [Block] {
        let statistics = StatisticsView(statistics: IncidentStatistics(of: incidents))
        return [.header("Incidents"), .context("As of \(now)"), .actions(buttons)]
            + section("Waiting for you", waiting, Self.waitingShown, none: "Nothing waits for your decision.")
            + section("Open", Self.open(incidents), Self.openShown, none: "No incident is open.")
            + section("Ended last", Self.ended(incidents), Self.endedShown, none: "None has ended yet.")
            + [.divider, .header("Statistics")] + (isNative ? statistics.native : statistics.text) + [remark]
    }

    private var buttons: [Button] {
        let start = Button(label: "Start an incident", action: StartShortcut.action, style: .primary)
        guard let all = links.incidents, WebAddress.isAcceptable(all) else { return [start] }
        return [start, Button(label: "All incidents", action: ActionName.openPage, url: all)]
    }

    private var remark: Block {
        incidents.count < IncidentCatalogue.maximum
            ? .context("All incidents are counted.") : .context("The newest \(IncidentCatalogue.maximum) are counted.")
    }

    private func section(_ title: String, _ incidents: [Incident], _ maximum: Int, none: String) -> [Block] {
        let shown = incidents.prefix(maximum)
        let more = incidents.count - shown.count
        let name: RichText = .section([.words("\(title) (\(incidents.count))", .bold)])
        guard !shown.isEmpty else { return [.richText([name, .section([.words(none)])])] }
        var elements = [name, lines.list(shown)]
        if more > 0 { elements.append(.section([.words("And \(more) more: /incident list shows them.")])) }
        return [.richText(elements)]
    }

    private static func open(_ incidents: [Incident]) -> [Incident] { incidents.filter(\.status.isOpen) }

    private static func ended(_ incidents: [Incident]) -> [Incident] { incidents.filter { !$0.status.isOpen } }
}
