import Domain

/// Says that an incident is open and where its card will be, to somebody who may look at another channel.
enum OpenedModal {
    static func modal(_ id: IncidentID, channel: String?) -> Modal {
        let place: Mrkdwn =
            channel.map {
                "Its card is on the way to \(channel: $0), or, if I can't post there, to the incident channel."
            }
            ?? "Its card is on the way to the incident channel."
        return Modal(
            callbackID: "incident_opened", title: "Incident \(id) is open", submit: nil, privateMetadata: "",
            blocks: [.section("*Incident \(id.rawValue) is open.* \(place)")])
    }
}
