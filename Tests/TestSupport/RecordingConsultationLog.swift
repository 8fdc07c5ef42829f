package import Domain
import Synchronization

/// Remembers what was consulted.
package final class RecordingConsultationLog: ConsultationLog {
    private let recorded = Mutex<[ConsultationDraft]>([])

    package init() {}

    package var drafts: [ConsultationDraft] { recorded.withLock { $0 } }

    package func record(_ draft: ConsultationDraft, of incident: IncidentID) async {
        recorded.withLock { $0.append(draft) }
    }
}
