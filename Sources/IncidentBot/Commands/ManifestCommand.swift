import ArgumentParser
import Foundation
import SlackInterface

struct ManifestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manifest",
        abstract: "Print the Slack app's manifest, to create the app from.",
        discussion: """
            Paste it at api.slack.com/apps → Create New App → From a manifest. With --socket-mode the app needs no public \
            address: create an app-level token with connections:write and set it as SLACK_APP_TOKEN.
            """
    )

    @Option(help: "The bot's public address, e.g. https://incidents.example.com.")
    var url: String?

    @Flag(help: "For a bot without a public address.")
    var socketMode = false

    func validate() throws {
        guard (url == nil) == socketMode else {
            throw ValidationError("Give either --url https://… or --socket-mode.")
        }
        guard url == nil || publicURL != nil else {
            throw ValidationError("--url must be an address that begins with https:// (or http:// for a test).")
        }
    }

    func run() async throws {
        print(AppManifest(publicURL: publicURL).text)
    }

    private var publicURL: URL? {
        guard let address = url.flatMap(URL.init(string:)), ["http", "https"].contains(address.scheme),
            address.host()?.isEmpty == false
        else { return nil }
        return address
    }
}
