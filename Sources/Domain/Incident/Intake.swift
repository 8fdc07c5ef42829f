package import Foundation

/// What somebody handed over when they opened an incident, before anything was made of it.
package struct Intake: Sendable, Codable, Equatable {
    /// Where the incident came in.
    package enum Source: String, Sendable, Codable, CaseIterable {
        case slashCommand, modal, shortcut, webhook
        case alertmanager, grafana, datadog, sentry, pagerduty

        /// Whether a program opened it, so that nobody waits at a screen for a first answer.
        package var isAutomatic: Bool {
            switch self {
            case .slashCommand, .modal, .shortcut: false
            case .webhook, .alertmanager, .grafana, .datadog, .sentry, .pagerduty: true
            }
        }
    }

    /// Optional short title in the reporter's words; the correlation gives one where it is missing.
    package let title: String?
    /// Log text that came inline. Untrusted.
    package let logs: String
    /// Log files still to be fetched. Each at most `Attachment.maximumBytes`.
    package let attachments: [Attachment]
    /// Complaints as they came. A modal's free text is one complaint without a customer; the Correlation agent splits it.
    package let complaints: [Complaint]
    package let source: Source
    /// The channel the incident lives in (a Slack channel id), where it has one.
    package let channel: String?
    /// What a webhook's caller calls itself, e.g. `checkout-monitor`. Untrusted, one line.
    package let reporter: String?
    /// The alert that opened it, for alert sources.
    package let alert: AlertReference?
    /// Optional as stored: journals from before drills have no such field.
    private let drill: Bool?

    /// An exercise: the whole loop runs, statistics and the knowledge base leave it out.
    package var isDrill: Bool { drill ?? false }

    package init(
        title: String? = nil,
        logs: String,
        attachments: [Attachment] = [],
        complaints: [Complaint] = [],
        source: Source,
        channel: String? = nil,
        reporter: String? = nil,
        alert: AlertReference? = nil,
        isDrill: Bool = false
    ) {
        self.title = title
        self.logs = logs
        self.attachments = attachments
        self.complaints = complaints
        self.source = source
        self.channel = channel
        self.reporter = reporter
        self.alert = alert
        drill = isDrill ? true : nil
    }
}

/// What a customer said, and who they are where that is known.
package struct Complaint: Sendable, Codable, Equatable {
    /// The customer as named by the reporter; nil for free text in which the name is still to be found.
    package let customer: String?
    /// Untrusted text.
    package let message: String

    package init(customer: String? = nil, message: String) {
        self.customer = customer
        self.message = message
    }
}

/// A log file kept by the chat service until it is fetched with the bot's credentials.
package struct Attachment: Sendable, Codable, Equatable {
    /// 10 MB, as the product promises.
    package static let maximumBytes = 10 * 1024 * 1024

    /// The service's identifier, e.g. a Slack file id.
    package let id: String
    package let name: String
    /// The private download address.
    package let url: URL
    /// Size as announced; the real size is checked again while fetching.
    package let bytes: Int
    /// Optional as stored: attachments of chat services have no such field.
    private let isKept: Bool?

    package init(id: String, name: String, url: URL, bytes: Int) {
        self.id = id
        self.name = name
        self.url = url
        self.bytes = bytes
        isKept = nil
    }

    /// A text that came whole with the request and is kept beside the journal already.
    package init(kept key: EvidenceKey, name: String, bytes: Int) {
        self.init(id: key.rawValue, name: name, url: URL(filePath: "/"), bytes: bytes, isKept: true)
    }

    private init(id: String, name: String, url: URL, bytes: Int, isKept: Bool) {
        self.id = id
        self.name = name
        self.url = url
        self.bytes = bytes
        self.isKept = isKept
    }

    /// Where a text that needs no fetching is kept.
    package var keptAs: EvidenceKey? { isKept == true ? EvidenceKey(rawValue: id) : nil }
}
