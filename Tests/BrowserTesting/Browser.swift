import Adapters
import Domain
package import Foundation
package import Rehearsal

/// A headless Chromium, driven over the WebDriver protocol.
package final class Browser: Sendable {
    /// Where the driver is installed; nil on a machine without one.
    package static let driver = ["/usr/bin/chromedriver", "/usr/lib/chromium/chromedriver"]
        .first(where: FileManager.default.isExecutableFile)

    package struct Failure: Error {
        package let reason: String
    }

    private let base: URL
    private let session: String
    private let http: any HTTPClient = CurlHTTPClient()

    private init(base: URL, session: String) {
        self.base = base
        self.session = session
    }

    /// Opens a window of that size, hands it over, and closes it whatever happens.
    ///
    /// - Parameter downloads: where files go that a page offers; nil for nowhere.
    package static func open(
        width: Int = 1280, height: Int = 900, downloads: URL? = nil, _ use: (Browser) async throws -> Void
    ) async throws {
        let (process, base) = try await startDriver()
        let driver = Browser(base: base, session: "")
        defer { kill(process.processIdentifier, SIGKILL) }
        let session = try await driver.newSession(width: width, height: height, downloads: downloads)
        let result: Result<Void, any Error>
        do {
            result = .success(try await use(Browser(base: base, session: "session/\(session)/")))
        } catch {
            result = .failure(error)
        }
        _ = try await driver.ask("DELETE", "session/\(session)")
        try result.get()
    }

    /// The driver finds itself a port; now and then it loses that one again before it listens, and is started anew.
    private static func startDriver() async throws -> (Process, URL) {
        for _ in 1...5 {
            let process = Process()
            let output = Pipe()
            process.executableURL = driver.map { URL(filePath: $0) }
            process.arguments = ["--port=0"]
            process.standardOutput = output
            process.standardError = FileHandle.nullDevice
            try process.run()
            if let port = await port(from: output.fileHandleForReading),
                let url = URL(string: "http://127.0.0.1:\(port)")
            {
                return (process, url)
            }
            kill(process.processIdentifier, SIGKILL)
        }
        throw Failure(reason: "the driver did not start")
    }

    private func newSession(width: Int, height: Int, downloads: URL?) async throws -> String {
        let arguments: JSON = [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            .string("--window-size=\(width),\(height)"),
        ]
        let preferences: JSON = downloads.map { ["download.default_directory": .string($0.path)] } ?? [:]
        let options: JSON = [
            "browserName": "chrome", "goog:chromeOptions": ["args": arguments, "prefs": preferences],
        ]
        let answer = try await ask("POST", "session", ["capabilities": ["alwaysMatch": options]])
        guard let id = answer["sessionId"]?.text else { throw Failure(reason: "no session") }
        return id
    }

    private static func port(from output: FileHandle) async -> String? {
        let (pieces, continuation) = AsyncStream.makeStream(of: Data.self)
        output.readabilityHandler = { handle in
            let piece = handle.availableData
            if piece.isEmpty { continuation.finish() } else { continuation.yield(piece) }
        }
        defer { output.readabilityHandler = nil }
        var said = Data()
        for await piece in pieces {
            said += piece
            let words = String(decoding: said, as: UTF8.self)
            if let match = words.firstMatch(of: /started successfully on port (\d+)/) { return String(match.output.1) }
        }
        return nil
    }

    package func visit(_ url: URL) async throws {
        _ = try await ask("POST", "\(session)url", ["url": .string(url.absoluteString)])
    }

    /// Clicks the first visible match; again when the page drew it anew in between.
    package func click(_ selector: String) async throws {
        var tries = 0
        while true {
            tries += 1
            do {
                _ = try await ask("POST", "\(session)element/\(try await element(selector))/click", [:])
                return
            } catch let failure as Failure where failure.reason.hasPrefix("stale element") && tries < 10 {
                continue
            }
        }
    }

    package func type(_ text: String, into selector: String) async throws {
        _ = try await ask("POST", "\(session)element/\(try await element(selector))/value", ["text": .string(text)])
    }

    /// The visible text of the first match, once there is one.
    package func text(_ selector: String) async throws -> String {
        try await ask("GET", "\(session)element/\(try await element(selector))/text").text ?? ""
    }

    /// Waits until the page shows the words to a person.
    package func wait(for words: String, seconds: Double = Person.patience) async throws {
        let deadline = ContinuousClock.now + .seconds(seconds)
        var shown = ""
        while ContinuousClock.now < deadline {
            shown = try await run("return document.body.innerText").text ?? ""
            if shown.contains(words) { return }
        }
        throw Failure(reason: "“\(words)” did not appear. The page reads:\n\(shown)")
    }

    /// What the window shows, as a PNG.
    package func picture() async throws -> Data {
        (try await ask("GET", "\(session)screenshot").text).flatMap { Data(base64Encoded: $0) } ?? Data()
    }

    /// What a script returns.
    package func run(_ script: String) async throws -> JSON {
        try await ask("POST", "\(session)execute/sync", ["script": .string(script), "args": []])
    }

    /// Messages the page wrote as errors, e.g. a breach of its content policy.
    package func errors() async throws -> [String] {
        let entries = try await ask("POST", "\(session)se/log", ["type": "browser"]).items ?? []
        return entries.filter { $0["level"] == "SEVERE" }.compactMap { $0["message"]?.text }
    }

    /// The driver's name for the first visible match; asks again until there is one.
    private func element(_ selector: String) async throws -> String {
        let deadline = ContinuousClock.now + .seconds(Person.patience)
        let query: JSON = ["using": "css selector", "value": .string(selector)]
        while true {
            if let found = try? await ask("POST", "\(session)element", query),
                let id = found.fields?.values.first?.text,
                try await ask("GET", "\(session)element/\(id)/displayed") == true
            {
                return id
            }
            guard ContinuousClock.now < deadline else { throw Failure(reason: "nothing matches \(selector)") }
        }
    }

    private func ask(_ method: String, _ path: String, _ body: JSON? = nil) async throws -> JSON {
        let headers = [(name: "Content-Type", value: "application/json")]
        let request = Domain.HTTPRequest(
            method, base.appending(path: path), headers: headers, body: body?.encoded ?? Data(), timeoutSeconds: 60)
        let answer = try await http.send(request)
        let value = try JSON(parsing: answer.body)["value"] ?? .null
        guard answer.status == 200 else { throw Failure(reason: value["message"]?.text ?? "status \(answer.status)") }
        return value
    }
}
