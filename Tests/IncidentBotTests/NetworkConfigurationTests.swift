import Adapters
import Foundation
import Testing

@testable import IncidentBot

@Suite struct NetworkConfigurationTests {
    private func network(_ values: [String: String]) -> (NetworkConfiguration, problems: [String]) {
        var settings = SettingReader(values)
        let network = NetworkConfiguration(&settings)
        return (network, settings.problems)
    }

    @Test func `one setting names the authorities for HTTP, git and sockets, and the model may have its own`() {
        let (network, problems) = network(["TLS_CA_FILE": "/etc/hostname", "HTTPS_PROXY": "http://proxy.test:3128"])
        #expect(problems == [])
        #expect(
            network.certificateAuthorities == "/etc/hostname" && network.git.certificateAuthorities == "/etc/hostname")
        #expect(network.proxies.https == "http://proxy.test:3128" && network.git.proxies == network.proxies)
        #expect(network.trusting(nil).certificateAuthorities == "/etc/hostname")
        #expect(network.trusting("/etc/passwd").certificateAuthorities == "/etc/passwd")
    }

    @Test func `a file that isn't there stops the start with a line that names it`() {
        let problems = network(["TLS_CA_FILE": "/no/such/file"]).problems
        #expect(problems.count == 1 && problems[0].hasPrefix("TLS_CA_FILE is “/no/such/file”: write "))
    }
}
