import Domain
import Foundation
import Rehearsal
import TestSupport
import Testing
import Workflows

@testable import SlackInterface

extension FrontTests {
    @Suite struct HomeTabTests {
        let base: CommitID

        init() throws {
            base = try #require(Samples.base)
        }

        private func home(_ live: LiveWorkspace, holding words: String) async throws -> OpenView {
            try await live.rosa.wait(for: "a Home tab with “\(words)”") { screen in
                screen.home.flatMap { $0.readableText.contains(words) ? $0 : nil }
            }
        }

        @Test func `the tab shows what waits, is refreshed by facts, and starts an incident`() async throws {
            try await LiveWorkspace.run { live in
                try await live.rosa.openHome()
                let empty = try await home(live, holding: "No incident yet")
                #expect(empty.readableText.contains("Nothing waits for your decision"))
                let first = try await live.open("first")
                try await live.record(Samples.wholeLife(base), of: first)
                let second = try await live.open("second")
                try await live.record(Samples.untilProposal(base), of: second)
                let full = try await home(live, holding: "Waiting for you (1)")
                let types = full.blocks.compactMap { $0["type"]?.text }
                #expect(types.filter { $0 == "data_visualization" }.count == 2)
                #expect(types.filter { $0 == "data_table" }.count == 2)
                #expect(full.readableText.contains("Ended last (1)"))
                try await live.rosa.click(actionID: "start_incident", in: full)
                let form = try await live.form()
                #expect(form.callbackID == "open_incident")
                #expect(await live.refusals == [])
            }
        }

        @Test func `where charts are refused the tab is text, and is asked for charts no more`() async throws {
            try await LiveWorkspace.run { live in
                let id = try await live.open("first")
                try await live.record(Samples.wholeLife(base), of: id)
                await live.workspace.inject(
                    Faults(calls: [.init(.refused(code: "invalid_blocks"), on: "views.publish")]))
                try await live.rosa.openHome()
                let text = try await home(live, holding: "90th percentile")
                #expect(!text.blocks.contains { $0["type"] == "data_visualization" || $0["type"] == "data_table" })
                try await live.rosa.openHome()
                try await live.ken.openHome()
                _ = try await live.ken.wait(for: "Ken's tab") { $0.home }
                let published = await live.workspace.calls.filter { $0.method == "views.publish" }
                #expect(published.map(\.outcome).filter { $0 != "ok" } == ["invalid_blocks"])
                #expect(published.filter { call in "\(call.arguments)".contains("data_visualization") }.count == 1)
            }
        }

        @Test func `hostile titles fit, and long lists are cut`() async throws {
            try await LiveWorkspace.run { live in
                for number in 1...24 {
                    let id = try await live.open("<!channel> \(number)")
                    let title = String(repeating: "\u{202E}شاشة 🔥 <&> *x* ", count: 30)
                    let correlation = Samples.correlation(title: title)
                    try await live.record(
                        [.correlated(correlation), .severityClassified(Samples.classification)]
                            + (number.isMultiple(of: 2) ? [.cancelled(reason: "x")] : []), of: id)
                }
                try await live.rosa.openHome()
                let full = try await home(live, holding: "Open (12)")
                #expect(full.readableText.contains("And 2 more"))
                #expect(await live.refusals == [])
            }
        }
    }
}
