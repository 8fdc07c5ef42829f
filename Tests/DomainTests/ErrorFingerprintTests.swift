import Domain
import TestSupport
import Testing

@Suite struct ErrorFingerprintTests {
    private func fingerprint(
        _ exception: String = "KeyError", _ message: String = "'transaction'", file: String = "/srv/a/shop/pay.py",
        function: String = "charge", line: Int? = 87, code: String? = nil, services: [String] = ["payments"],
        intake: Intake = Intake(logs: "", source: .modal)
    ) -> ErrorFingerprint? {
        let frames = [
            StackFrame(file: "/usr/lib/python3/threading.py", line: 1, function: "run", isVendored: true),
            StackFrame(file: file, line: line, function: function, code: code, isVendored: false),
        ]
        let group = ErrorGroup(
            signature: ErrorSignature(language: .python, exception: exception, message: message, frames: frames),
            count: 1)
        return ErrorFingerprint(of: correlation(group, services), from: intake)
    }

    private func correlation(_ main: ErrorGroup?, _ services: [String] = []) -> Correlation {
        Correlation(
            title: "", mainError: main, errors: [main].compactMap(\.self), services: services, requestIDs: [],
            userIDs: [], customers: [], digest: LogDigest(totalBytes: 0, totalLines: 0, text: ""), problems: [])
    }

    @Test func `the same error is the same whoever reports it, from whichever machine`() {
        #expect(fingerprint() == fingerprint(intake: Intake(logs: "x", source: .alertmanager)))
        #expect(fingerprint() == fingerprint(file: "/home/deploy/7/shop/pay.py"))
        #expect(fingerprint() == fingerprint(services: ["Payments", "orders"]))
        #expect(fingerprint(line: 87, code: "d['transaction']") == fingerprint(line: 90, code: "d['transaction']"))
    }

    @Test(arguments: [
        ("user 4711 has no cart", "user 4712 has no cart"),
        ("no order order_9281", "no order order_77"),
        ("bob@example.com bounced", "alice@example.org bounced"),
        ("request 8f14e45f-ceea-467f-a8dd-01aa failed", "request 01aabbcc-ceea-467f-a8dd-99bb failed"),
    ])
    func `variable parts of a message don't count`(one: String, other: String) {
        #expect(fingerprint("E", one) == fingerprint("E", other))
    }

    @Test func `a different cause is a different fingerprint`() {
        let all = [
            fingerprint(), fingerprint("IndexError"), fingerprint("KeyError", "'user'"), fingerprint(line: 88),
            fingerprint(function: "refund"), fingerprint(file: "/srv/a/shop/cart.py"),
            fingerprint(services: ["orders"]),
            fingerprint("HTTPError", "503 from upstream"), fingerprint("HTTPError", "404 from upstream"),
            fingerprint(intake: Intake(logs: "", source: .modal, isDrill: true)),
        ]
        #expect(Set(all).count == all.count)
    }

    @Test func `evidence without an error is known by its alert, or not at all`() {
        func alone(_ alert: AlertReference?) -> ErrorFingerprint? {
            ErrorFingerprint(of: correlation(nil), from: Intake(logs: "", source: .grafana, alert: alert))
        }
        let disk = AlertReference(key: "1", identity: "disk", name: "Disk full")
        #expect(alone(nil) == nil)
        #expect(alone(disk) == alone(AlertReference(key: "2", identity: "disk", name: "Disk is full")))
        #expect(alone(disk) != alone(AlertReference(key: "1", identity: "cpu", name: "Disk full")))
    }
}
