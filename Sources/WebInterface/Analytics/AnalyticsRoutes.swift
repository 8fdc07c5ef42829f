package import Domain
import Foundation
package import Hummingbird
package import Logging

/// The page that counts incidents together. Drills are none, and are left out.
package struct AnalyticsRoutes: Sendable {
    private static let errorsShown = 10

    private let directory: any IncidentDirectory
    private let clock: WallClock
    private let logger: Logger

    package init(directory: any IncidentDirectory, clock: WallClock, logger: Logger) {
        self.directory = directory
        self.clock = clock
        self.logger = logger
    }

    package func add<Context: RequestContext>(to router: Router<Context>) {
        router.get("/analytics") { request, _ in
            await logger.answering { () throws(PortError) in
                try await page(AnalyticsAddress(request.uri.query ?? "", now: clock.now()))
            }
        }
        router.refuseOtherMethods(than: [.get], at: ["/analytics"])
    }

    private func page(_ address: AnalyticsAddress) async throws(PortError) -> Response {
        guard address.faults.isEmpty else {
            return .page("Analytics", AnalyticsPage.refusal(of: address), status: .unprocessableContent)
        }
        let page = AnalyticsPage(
            address: address,
            analytics: IncidentAnalytics(of: try await directory.figures(matching: address.filter)),
            errors: try await directory.recurringErrors(matching: address.filter, limit: Self.errorsShown))
        return .page("Analytics", page.html)
    }
}

/// What the address of the analytics asks for: a severity, and either so many days up to now or two times.
struct AnalyticsAddress {
    /// What the form offers.
    static let days = [7, 30, 90, 365]

    let filter: DirectoryFilter
    let faults: [Problem.Fault]
    private let parameters: [(name: String, value: String)]

    init(_ query: String, now: Date) {
        parameters = FormBody.pairs(query).filter { !$0.value.allSatisfy(\.isWhitespace) }
        var reader = ParameterReader(pairs: parameters)
        var filter = DirectoryFilter()
        filter.severities = reader.choices("severity")
        filter.from = reader.time("from")
        filter.to = reader.time("to")
        if let days = reader.number("days", in: 1...36_500), filter.from == nil {
            filter.from = now.addingTimeInterval(-86_400 * Double(days))
        }
        filter.isDrill = false
        reader.refuseOthers(than: ["severity", "from", "to", "days"])
        self.filter = filter
        faults = reader.faults
    }

    func value(_ name: String) -> String {
        parameters.last { $0.name == name }?.value ?? ""
    }
}
