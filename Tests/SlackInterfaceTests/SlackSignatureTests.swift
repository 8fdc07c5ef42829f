import Foundation
import Testing

@testable import SlackInterface

@Suite struct SlackSignatureTests {
    // Slack's published example.
    let secret = "8f742231b10e8888abcd99yyyzzz85a5"
    let timestamp = "1531420618"
    let body = Array(
        """
        token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V\
        &channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=\
        &response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN\
        &trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c
        """.utf8)
    let signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"

    func refusal(
        body: [UInt8]? = nil, timestamp: String? = "1531420618", signature: String?, secondsLater: Double = 0
    ) throws -> SlackSignature.Refusal? {
        let verifier = try SlackSignature(secret: secret)
        do throws(SlackSignature.Refusal) {
            try verifier.verify(
                body: body ?? self.body, timestamp: timestamp, signature: signature,
                now: Date(timeIntervalSince1970: 1_531_420_618 + secondsLater))
            return nil
        } catch {
            return error
        }
    }

    @Test func `Slack's own example is accepted`() throws {
        #expect(try refusal(signature: signature) == nil)
    }

    @Test(arguments: [300.0, -300, 300.9])
    func `a request of up to 300 seconds is accepted`(seconds: Double) throws {
        #expect(try refusal(signature: signature, secondsLater: seconds) == nil)
    }

    @Test(arguments: [301.0, -301, 1e12])
    func `a request outside the window is refused`(seconds: Double) throws {
        #expect(try refusal(signature: signature, secondsLater: seconds) == .outsideWindow)
    }

    @Test func `one changed byte is refused`() throws {
        #expect(try refusal(body: body + [0x20], signature: signature) == .wrong)
        #expect(try refusal(signature: signature.replacing("v0=a", with: "v0=b")) == .wrong)
    }

    @Test(arguments: [
        nil, "", "now", "-1531420618", "+1531420618", "1531420618.0", "99999999999999999999", "１５３１４２０６１８",
    ])
    func `a missing or odd timestamp is refused`(timestamp: String?) throws {
        #expect(try refusal(timestamp: timestamp, signature: signature) != nil)
    }

    @Test(arguments: [nil, "", "v0=", "v1=a2114d57", "v0=" + String(repeating: "A", count: 64), "v0=zz"])
    func `a missing or odd signature is refused`(signature: String?) throws {
        #expect(try refusal(signature: signature) == .missing)
    }

    @Test(arguments: ["", "  "]) func `there is no verifier without a secret`(secret: String) {
        #expect(throws: SlackSignature.EmptySecret.self) { try SlackSignature(secret: secret) }
    }
}
