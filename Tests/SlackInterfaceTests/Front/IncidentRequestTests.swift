import Domain
import Testing

@testable import SlackInterface

@Suite struct IncidentRequestTests {
    private static let three = IncidentID(rawValue: 3)

    @Test(arguments: [
        ("", IncidentRequest.form), ("  \n ", .form), ("open", .form), ("HELP", .help), (" stats ", .stats),
        ("list", .list(IncidentFilter([]))), ("List p0 Open", .list(IncidentFilter(["P0", "open"]))),
        ("show 3", .show(three)), ("show #3", .show(three)), ("search pool  exhausted", .search("pool  exhausted")),
        ("search KeyError: 'transaction'", .search("KeyError: 'transaction'")),
        ("severity 3 p0 customers: all of them", .severity(three, .p0, reason: "customers: all of them")),
        ("cancel #3 a drill\nof Monday", .cancel(three, reason: "a drill\nof Monday")),
    ])
    func `a command is understood`(text: String, request: IncidentRequest) {
        #expect(IncidentRequest(text) == request)
    }

    @Test(arguments: [
        ("show", CommandWord.show), ("show three", .show), ("show 3 now", .show), ("severity 3", .severity),
        ("severity 3 P7 because", .severity), ("severity 3 P0", .severity), ("cancel 3", .cancel), ("search", .search),
        ("stats P0", .stats),
    ])
    func `a command without what it needs is explained`(text: String, word: CommandWord) {
        #expect(IncidentRequest(text) == .incomplete(word))
    }

    @Test(arguments: [
        ("lsit", CommandWord.list), ("lsit P0", .list), ("hlep", .help), ("stast", .stats),
        ("serach pool exhausted", .search),
        ("cancle 3 a drill", .cancel), ("severty 3 P0 many", .severity), ("sohw 3", .show), ("Shwo #3", .show),
    ])
    func `a mistyped word gets a suggestion`(text: String, meant: CommandWord) {
        #expect(IncidentRequest(text) == .mistyped(String(text.prefix { $0 != " " }), meant: meant))
    }

    @Test(arguments: [
        "boom", "KeyError: 'transaction'", "list index out of range at orders.py:12", "shop is down",
        "show() missing 1 required argument", "help checkout is down", "list of orders\nTraceback",
        "stat failed: no such file", "lost connection to MySQL", "cancel: context deadline exceeded",
        "search\nTraceback (most recent call last):", "canceled order 12 by mistake", "Liste der Fehler",
        "severity=ERROR service=orders", "شاشة الدفع لا تعمل", "🔥🔥🔥",
    ])
    func `pasted logs and sentences always open an incident`(text: String) {
        #expect(IncidentRequest(text) == .open(logs: text))
    }

    @Test func `open takes everything behind it, whatever it looks like`() {
        #expect(IncidentRequest("open show 3") == .open(logs: "show 3"))
        #expect(IncidentRequest("open lsit") == .open(logs: "lsit"))
    }

    @Test func `an unknown filter is named and corrected`() {
        #expect(IncidentRequest("list opne") == .unknownFilter("opne", meant: "open"))
        #expect(IncidentRequest("list purple") == .unknownFilter("purple", meant: nil))
    }

    @Test(arguments: [
        ("help", "help", 0), ("hlep", "help", 1), ("", "list", 4), ("list", "", 4), ("stat", "stats", 1),
        ("cancle", "cancel", 1), ("xyz", "help", 4),
    ])
    func `distance counts letters`(one: String, other: String, distance: Int) {
        #expect(Spelling.distance(one, other) == distance)
    }

    @Test func `a very long word is no command and costs nothing`() {
        let word = String(repeating: "a", count: 1_000_000)
        #expect(IncidentRequest(word) == .open(logs: word))
    }
}
