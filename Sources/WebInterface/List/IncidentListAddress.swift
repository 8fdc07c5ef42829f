import Domain
import Foundation

/// What the address of the list asks for.
///
/// A form sends its empty fields too; they ask for nothing. Anything else is read as strictly as the API reads it.
struct IncidentListAddress {
    let filter: DirectoryFilter
    /// From 1.
    let page: Int
    let faults: [Problem.Fault]
    private let parameters: [(name: String, value: String)]

    /// - Parameter query: what stands behind the question mark.
    init(_ query: String) {
        let given = FormBody.pairs(query).filter { !$0.value.allSatisfy(\.isWhitespace) }
        var reader = ParameterReader(pairs: given)
        filter = DirectoryFilter(reading: &reader)
        page = reader.number("page", in: 1...Self.lastPage) ?? 1
        reader.refuseOthers(than: DirectoryFilter.parameters.union(["page"]))
        faults = reader.faults
        parameters = given.filter { $0.name != "page" }
    }

    private static let lastPage = 1_000_000

    var isFiltered: Bool { !parameters.isEmpty }

    /// Whether it asks for something that the search field doesn't show.
    var hasMoreThanSearch: Bool { parameters.contains { $0.name != "q" } }

    var query: IncidentQuery {
        let length = IncidentListPage.pageLength
        return IncidentQuery(filter: filter, offset: (page - 1) * length, limit: length)
    }

    /// As it was written; empty for none.
    func value(_ name: String) -> String {
        parameters.last { $0.name == name }?.value ?? ""
    }

    /// The same filter at another address.
    func link(_ path: String, adding further: String = "") -> String {
        let query = [Self.encode(parameters), further].filter { !$0.isEmpty }.joined(separator: "&")
        return query.isEmpty ? path : "\(path)?\(query)"
    }

    func link(page: Int) -> String {
        link("/incidents", adding: page > 1 ? "page=\(page)" : "")
    }

    private static func encode(_ pairs: [(name: String, value: String)]) -> String {
        pairs.map { "\(escaped($0.name))=\(escaped($0.value))" }.joined(separator: "&")
    }

    private static func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }

    /// What RFC 3986 calls unreserved.
    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
}
