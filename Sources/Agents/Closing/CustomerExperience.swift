import Domain

/// What a customer went through, as far as their words say: which feature, and what it did to them.
///
/// The words are only looked at, never repeated: what reaches a reply is this type's own vocabulary.
struct CustomerExperience: Equatable {
    enum Feature: CaseIterable {
        case payment, order, basket, upload, download, signIn, signUpMail, mail, report, search, delivery, account, site
    }

    enum Symptom: CaseIterable {
        case chargedTwice, chargedForNothing, nothingWorks, notArrived, slow, stops, wrong, fails
    }

    let feature: Feature?
    let symptom: Symptom
    let isUrgent: Bool
    /// Whether the customer writes for a group of people: says "our" and never "I".
    let speaksForOthers: Bool

    init(_ text: String) {
        let plain = text.prefix(4_000).lowercased().replacing("’", with: "'")
        let words = Set(plain.split { !($0.isLetter || $0.isNumber || $0 == "'") }.map(String.init))
        func has(_ signs: [String]) -> Bool {
            signs.contains { sign in
                if sign.contains(" ") { return plain.contains(sign.hasSuffix("*") ? sign.dropLast() : sign[...]) }
                return sign.hasSuffix("*")
                    ? words.contains { $0.hasPrefix(sign.dropLast()) } : words.contains(sign)
            }
        }
        let isAboutMoney = has(["charged", "charge", "paid", "debited", "deducted", "money"])
        if isAboutMoney, has(["twice", "double", "two times", "again", "second time"]) {
            symptom = .chargedTwice
        } else if isAboutMoney,
            has(["no order", "nothing", "never", "without", "not", "didn't", "no", "missing", "but"])
        {
            symptom = .chargedForNothing
        } else {
            symptom = Self.symptoms.first { has($0.signs) }?.symptom ?? .fails
        }
        // Slow pages are slow whatever they show.
        let isSlowPage = symptom == .slow && has(["page*", "site", "website"])
        feature = isSlowPage ? .site : Self.features.first { has($0.signs) }?.feature
        isUrgent =
            has(["urgent*", "deadline*", "asap", "immediately", "as soon as", "right now", "by tomorrow", "emergency"])
            && !has(["not urgent", "no rush", "isn't urgent", "no hurry"])
        speaksForOthers = has(["our", "ours"]) && !has(["i", "i'm", "i've", "my", "me", "mine"])
    }

    private static let features: [(feature: Feature, signs: [String])] = [
        (
            .signUpMail,
            [
                "welcome mail*", "welcome email*", "welcome e-mail*", "confirmation mail", "confirmation email",
                "welcome message",
            ]
        ),
        (
            .payment,
            ["charge*", "pay", "paid", "payment*", "card", "refund*", "invoice*", "billing", "billed", "debited"]
        ),
        (.upload, ["upload*", "import*", "batch*", "csv"]),
        (.download, ["download*", "export*"]),
        (.order, ["order*", "purchase*"]),
        (.basket, ["cart", "basket", "checkout", "check out"]),
        (.signIn, ["login", "log in", "sign in", "signin", "password*", "logged", "logging in"]),
        (.report, ["report*", "dashboard*", "chart*", "statistic*", "analytics", "conversion*", "figures"]),
        (.search, ["search*"]),
        (.delivery, ["deliver*", "parcel*", "shipment*", "shipping", "package*"]),
        (.mail, ["mail", "mails", "email", "emails", "e-mail", "newsletter*", "notification*"]),
        (.account, ["account*", "profile*", "settings", "subscription*"]),
        (.site, ["page*", "site", "website", "app", "screen*", "shop", "service"]),
    ]

    private static let symptoms: [(symptom: Symptom, signs: [String])] = [
        (
            .nothingWorks,
            [
                "nothing works", "nothing is working", "everything is down", "is down", "are down", "completely down",
                "outage", "unreachable", "nothing loads",
            ]
        ),
        (
            .notArrived,
            [
                "never arriv*", "never received", "never got", "didn't get", "did not get", "didn't receive",
                "did not receive", "not received", "hasn't arrived", "not arrived", "no welcome", "no mail", "no email",
                "never came",
            ]
        ),
        (
            .slow,
            [
                "slow*", "seconds", "minutes", "forever", "hang", "hangs", "hanging", "timeout*", "timed", "waiting",
                "loading", "lag*",
            ]
        ),
        (.stops, ["crash*", "error*", "500", "exception*", "freezes", "aborts", "stops"]),
        (.wrong, ["wrong", "incorrect", "broken", "blank", "empty"]),
    ]
}

extension CustomerExperience {
    /// The experience as the end of "You told us …".
    var clause: String {
        let thing = feature.map(\.thing) ?? "something of ours"
        return switch symptom {
        case .chargedTwice: "that you were charged more than once"
        case .chargedForNothing: "that you were charged and did not get what you paid for"
        case .nothingWorks: "that nothing works for you at the moment"
        case .notArrived: "that \(thing) did not arrive"
        case .slow: "that \(feature == .site || feature == nil ? "our pages take" : "\(thing) takes") far too long"
        case .stops: "that \(thing) stops with an error"
        case .wrong: "that \(thing) is not right"
        case .fails: "that \(thing) did not work"
        }
    }

    /// Whether money may have gone where it shouldn't.
    var concernsMoney: Bool {
        feature == .payment || symptom == .chargedTwice || symptom == .chargedForNothing
    }
}

extension CustomerExperience.Feature {
    /// In the customer's world.
    var thing: String {
        switch self {
        case .payment: "your payment"
        case .order: "your order"
        case .basket: "the checkout"
        case .upload: "your upload"
        case .download: "your download"
        case .signIn: "signing in"
        case .signUpMail: "your welcome email"
        case .mail: "our email to you"
        case .report: "your report"
        case .search: "the search"
        case .delivery: "your delivery"
        case .account: "your account"
        case .site: "our site"
        }
    }
}
