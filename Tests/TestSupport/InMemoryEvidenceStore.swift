package import Domain

/// Evidence that lives as long as the test.
package actor InMemoryEvidenceStore: EvidenceStore {
    private var kept: [EvidenceKey: [UInt8]] = [:]

    package init() {}

    package func keep(_ bytes: [UInt8]) throws(PortError) -> EvidenceKey {
        let key = EvidenceKey(of: bytes)
        kept[key] = bytes
        return key
    }

    package func bytes(for key: EvidenceKey) throws(PortError) -> [UInt8]? {
        kept[key]
    }
}
