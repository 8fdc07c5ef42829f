package import Domain
import Foundation

extension ScriptedSandbox {
    /// A sandbox in which the reading of a patch finds nothing, and the reproduced call gives a value that its test asserts.
    package static func agreeing() -> ScriptedSandbox {
        ScriptedSandbox { job throws(PortError) in
            guard let path = job.collect.first else { return .exited(0) }
            struct Job: Decodable { let test: TestFile? }
            struct Answer: Encodable {
                let findings: [String] = []
                let kind = "returned"
                let asserts = true
                let test: TestFile?
            }
            let test = (try? JSONDecoder().decode(Job.self, from: job.input))?.test
            let answer = try? JSONEncoder().encode(Answer(test: test))
            return .exited(0, collected: answer.map { [path: $0] } ?? [:])
        }
    }
}
