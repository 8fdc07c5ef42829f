import Foundation

/// Complaints exported as a table: CSV (RFC 4180) with commas, semicolons or tabs, or Markdown.
///
/// Its first line must name a column that holds who wrote or what was said; text without such a line is no table.
enum TableComplaints {
    private static let names = [
        "customer", "requester", "reporter", "submitter", "client", "name", "user", "author", "contact", "from",
        "sender",
        "company", "organization", "organisation", "account", "kunde", "kundin", "cliente", "nom", "nombre", "nome",
    ]
    private static let messages = [
        "message", "description", "complaint", "comment", "review", "feedback", "text", "body", "say", "said", "says",
        "details", "issue", "problem", "content", "nachricht", "beschreibung", "mensaje", "messaggio", "commentaire",
        "subject", "title", "betreff",
    ]

    static func read(_ text: String) -> [Voice]? {
        guard let rows = markdown(text) ?? separated(text), rows.count > 1 else { return nil }
        let columns = Columns(rows[0])
        guard let message = columns.message(names: messages) else { return nil }
        let voices = rows.dropFirst().prefix(ComplaintReader.maximumVoices).compactMap { row in
            columns.voice(of: row, message: message, names: names)
        }
        return voices.isEmpty ? nil : voices
    }

    /// Rows between bars, without the rule below the first.
    private static func markdown(_ text: String) -> [[String]]? {
        let lines = text.split(separator: "\n").map { $0.trimmingSpaces }.filter { !$0.isEmpty }
        guard lines.count > 2, lines.prefix(2).allSatisfy({ $0.hasPrefix("|") }) else { return nil }
        return lines.filter { $0.hasPrefix("|") && !$0.allSatisfy { "|-: ".contains($0) } }.map { line in
            line.dropFirst().split(separator: "|", omittingEmptySubsequences: false).map { $0.trimmingSpaces }
        }
    }

    private static func separated(_ text: String) -> [[String]]? {
        let first = text.prefix { !$0.isNewline }
        let marks = [Character(","), ";", "\t"].map { mark in (mark, first.count { $0 == mark }) }
        guard let (mark, count) = marks.max(by: { $0.1 < $1.1 }), count > 0 else { return nil }
        var rows = rows(of: text, separatedBy: mark)
        // A sentence has commas, too; a table's lines have as many as its first.
        rows.removeAll { $0.count == 1 && $0[0].isEmpty }
        guard rows.dropFirst().allSatisfy({ $0.count == rows[0].count }) else { return nil }
        return rows
    }

    private static func rows(of text: String, separatedBy mark: Character) -> [[String]] {
        var (rows, row, cell, isQuoted) = ([[String]](), [String](), "", false)
        var characters = text.makeIterator()
        var next = characters.next()
        while let character = next {
            next = characters.next()
            if isQuoted {
                if character != "\"" {
                    cell.append(character)
                } else if next == "\"" {
                    cell.append("\"")
                    next = characters.next()
                } else {
                    isQuoted = false
                }
            } else if character == "\"", cell.isEmpty {
                isQuoted = true
            } else if character == mark || character.isNewline {
                row.append(cell.trimmingSpaces)
                cell = ""
                if character != mark {
                    rows.append(row)
                    row = []
                }
            } else {
                cell.append(character)
            }
        }
        if !cell.isEmpty || !row.isEmpty { rows.append(row + [cell.trimmingSpaces]) }
        return rows
    }
}

/// What the columns of a table are called.
private struct Columns {
    /// Each title's words.
    private let titles: [[Substring]]

    init(_ header: [String]) {
        titles = header.map { $0.lowercased().split { !$0.isLetter } }
    }

    /// Where the text stands: the column whose title is named first in the list.
    func message(names: [String]) -> Int? { index(of: names) }

    func voice(of row: [String], message: Int, names: [String]) -> Voice? {
        func cell(_ index: Int?) -> String? { index.flatMap { row.indices.contains($0) ? row[$0] : nil } }
        guard let text = cell(message), !text.isEmpty else { return nil }
        let full = [cell(index(ofAll: ["first", "name"])), cell(index(ofAll: ["last", "name"]))].compactMap(\.self)
        let named =
            full.count == 2 ? full.joined(separator: " ") : cell(index(of: names, without: ["mail", "id", "email"]))
        let address = cell(titles.firstIndex { $0.contains { $0.hasSuffix("mail") } })
        let person = [named, address].lazy.compactMap(\.self).compactMap { PersonName(given: $0) }.first
        let identifiers = (person?.identifiers ?? []) + [address].compactMap(\.self).filter { !$0.isEmpty }
        return Voice(name: person?.name, identifiers: identifiers, message: text)
    }

    private func index(of names: [String], without others: [Substring] = []) -> Int? {
        names.lazy.compactMap { name in
            titles.firstIndex { $0.contains(Substring(name)) && $0.allSatisfy { !others.contains($0) } }
        }.first
    }

    private func index(ofAll words: [Substring]) -> Int? {
        titles.firstIndex { title in words.allSatisfy(title.contains) }
    }
}
