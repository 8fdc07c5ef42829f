import Adapters
import Domain
import Foundation

/// A headless browser, driven over the W3C WebDriver protocol through `chromedriver`.
struct Browser: Sendable {
    /// Where Debian and Ubuntu put the driver; nil where it isn't installed.
    static let driverPath = [
        "/usr/bin/chromedriver", "/usr/lib/chromium-browser/chromedriver", "/snap/bin/chromedriver",
    ]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

    private let session: URL
    private let http: any HTTPClient

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Opens a browser of its own, lets `act` use it, and closes it and its driver again.
    static func use(port: Int, http: any HTTPClient, _ act: (Browser) async throws -> Void) async throws {
        guard let path = driverPath, let root = URL(string: "http://127.0.0.1:\(port)") else {
            throw Failure(description: "chromedriver is not installed")
        }
        let driver = Process()
        driver.executableURL = URL(filePath: path)
        driver.arguments = ["--port=\(port)", "--silent"]
        driver.standardOutput = FileHandle.nullDevice
        driver.standardError = FileHandle.nullDevice
        try driver.run()
        defer { driver.terminate() }
        let browser = try await open(at: root, http: http)
        do {
            try await act(browser)
        } catch {
            _ = try? await browser.call("DELETE", "")
            throw error
        }
        _ = try? await browser.call("DELETE", "")
    }

    private static func open(at root: URL, http: any HTTPClient) async throws -> Browser {
        let options: [String: Any] = [
            "args": ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1280,900"]
        ]
        let body: [String: Any] = ["capabilities": ["alwaysMatch": ["goog:chromeOptions": options]]]
        let data = try JSONSerialization.data(withJSONObject: body)
        for _ in 1...100 {
            let request = HTTPRequest("POST", root.appending(path: "session"), body: data)
            if let answer = try? await http.send(request),
                let json = try JSONSerialization.jsonObject(with: answer.body) as? [String: Any],
                let value = json["value"] as? [String: Any], let id = value["sessionId"] as? String
            {
                return Browser(session: root.appending(path: "session/\(id)"), http: http)
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw Failure(description: "chromedriver opened no session")
    }

    func visit(_ url: URL) async throws {
        _ = try await call("POST", "url", ["url": url.absoluteString])
    }

    /// Clicks the first visible element that the XPath finds, waiting for it.
    func click(_ xpath: String, within seconds: Double = 20) async throws {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < deadline {
            for element in try await elements(xpath) {
                if (try? await call("POST", "element/\(element)/click", [:])) != nil { return }
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw Failure(description: "Nothing to click at \(xpath). The page reads:\n\(try await text())")
    }

    func type(_ words: String, into xpath: String) async throws {
        guard let element = try await elements(xpath).first else {
            throw Failure(description: "Nothing to type into at \(xpath)")
        }
        _ = try await call("POST", "element/\(element)/value", ["text": words])
    }

    /// Waits until the page shows the text.
    func wait(for text: String, within seconds: Double = 60) async throws {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < deadline {
            if try await self.text().contains(text) { return }
            try await Task.sleep(for: .milliseconds(200))
        }
        throw Failure(description: "“\(text)” did not appear. The page reads:\n\(try await self.text())")
    }

    /// Everything a person can read on the page.
    func text() async throws -> String {
        let value = try await call(
            "POST", "execute/sync", ["script": "return document.body.innerText", "args": [Any]()])
        return value as? String ?? ""
    }

    func screenshot() async throws -> Data {
        let value = try await call("GET", "screenshot")
        return (value as? String).flatMap { Data(base64Encoded: $0) } ?? Data()
    }

    private func elements(_ xpath: String) async throws -> [String] {
        let found = try await call("POST", "elements", ["using": "xpath", "value": xpath]) as? [[String: String]] ?? []
        return found.compactMap { $0.values.first }
    }

    @discardableResult
    private func call(_ method: String, _ path: String, _ body: [String: Any]? = nil) async throws -> Any? {
        let data = try body.map { try JSONSerialization.data(withJSONObject: $0) } ?? Data()
        let url = path.isEmpty ? session : session.appending(path: path)
        let answer = try await http.send(HTTPRequest(method, url, body: data))
        let json = try JSONSerialization.jsonObject(with: answer.body) as? [String: Any]
        guard answer.status == 200 else {
            throw Failure(description: "\(method) \(path): \(String(decoding: answer.body.prefix(300), as: UTF8.self))")
        }
        return json?["value"]
    }
}
