import Adapters
import Configuration
import Foundation

/// How everything outside is reached: Slack, GitHub, models and webhooks, over HTTP and by git.
struct NetworkConfiguration: Sendable {
    /// A PEM file of certificate authorities to trust beside the system's.
    var certificateAuthorities: String?
    var proxies = ProxySettings()

    /// A client of its own thread and connections.
    func httpClient() -> CurlHTTPClient {
        CurlHTTPClient(CurlConfiguration(certificateAuthorities: certificateAuthorities, proxies: proxies))
    }

    /// Trusting other authorities, where some are named.
    func trusting(_ authorities: String?) -> Self {
        var copy = self
        copy.certificateAuthorities = authorities ?? certificateAuthorities
        return copy
    }

    var git: GitNetwork { GitNetwork(proxies: proxies, certificateAuthorities: certificateAuthorities) }

    var webSocketClient: NIOWebSocketClient { NIOWebSocketClient(certificateAuthorities: certificateAuthorities) }
}

extension NetworkConfiguration {
    /// - Configuration keys, as environment variables:
    ///   - `TLS_CA_FILE` (path, default none): a PEM file of authorities to trust beside the system's, for HTTP and git alike.
    ///   - `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY` (optional), also in lower case as other tools have them. Socket Mode takes
    ///     no proxy.
    init(_ settings: inout SettingReader) {
        certificateAuthorities = settings.file("tls.ca.file")
        let environment = ProcessInfo.processInfo.environment
        proxies = ProxySettings(
            http: settings.optional("http.proxy") ?? environment["http_proxy"],
            https: settings.optional("https.proxy") ?? environment["https_proxy"],
            except: settings.optional("no.proxy") ?? environment["no_proxy"])
    }
}
