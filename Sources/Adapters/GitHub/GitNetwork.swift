/// How git reaches a server: through a proxy, and past a certificate of a private authority.
package struct GitNetwork: Sendable, Equatable {
    package var proxies: ProxySettings
    /// A PEM file of certificate authorities to trust beside the system's.
    package var certificateAuthorities: String?

    package init(proxies: ProxySettings = ProxySettings(), certificateAuthorities: String? = nil) {
        self.proxies = proxies
        self.certificateAuthorities = certificateAuthorities
    }

    /// For the child that fetches; git sees nothing of the bot's own environment.
    var environment: [String: String] {
        var variables = ["http_proxy": proxies.http, "https_proxy": proxies.https, "no_proxy": proxies.except]
        if let certificateAuthorities {
            variables["GIT_SSL_CAINFO"] = certificateAuthorities
            variables["GIT_SSL_CAPATH"] = SystemAuthorities.directory
        }
        return variables.compactMapValues(\.self)
    }
}
