import Adapters
import Domain
import Foundation
import TestSupport
import Testing

@Suite struct StepStartsTests {
    @Test func `starts are counted over restarts until the step comes to an end`() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appendingPathComponent("incidents.sqlite").path
            let (one, two) = (IncidentID(rawValue: 1), IncidentID(rawValue: 2))
            for start in 1...3 {
                let database = try IncidentDatabase(path: path, clock: ManualClock().clock)
                #expect(try await database.begin(.correlate, of: one) == start)
                try database.close()
            }
            let database = try IncidentDatabase(path: path, clock: ManualClock().clock)
            #expect(try await database.begin(.correlate, of: two) == 1)
            #expect(try await database.begin(.collectEvidence, of: one) == 1)
            try await database.end(.correlate, of: one)
            try await database.end(.correlate, of: one)
            #expect(try await database.begin(.correlate, of: one) == 1)
            #expect(try await database.begin(.correlate, of: two) == 2)
            try database.close()
        }
    }
}
