/// What can be decided about a page by its markup alone, of the criteria of WCAG 2.2, levels A and AA.
struct AccessibilityCheck {
    private let page: PageElement

    init(_ page: PageElement) {
        self.page = page
    }

    /// A sentence for each fault.
    var faults: [String] {
        frame + headings + names + controls + tables + drawings + lists + regions
    }

    /// 2.4.2, 3.1.1, 1.4.4, 2.4.1, 4.1.1: language, title, zoom, a way past the navigation, one main part.
    private var frame: [String] {
        var faults: [String] = []
        let html = page.all("html").first
        if html?["lang"] != "en" { faults.append("the page has no language") }
        if page.all("title").first?.text.isEmpty != false { faults.append("the page has no title") }
        let viewport = page.all("meta").first { $0["name"] == "viewport" }?["content"] ?? ""
        if viewport.contains("maximum-scale") || viewport.contains("user-scalable") { faults.append("no zoom") }
        if page.all("main").count != 1 { faults.append("\(page.all("main").count) main parts") }
        let first = page.all("body").first?.all("a").first
        let target = page.all("main").first?["id"] ?? "none"
        if first?["href"] != "#\(target)" { faults.append("the first link doesn't skip to the content") }
        for nav in page.all("nav") where nav["aria-label"] == nil { faults.append("a nav without a name") }
        let ids = page.all.compactMap { $0["id"] }
        faults += Dictionary(grouping: ids) { $0 }.filter { $1.count > 1 }.keys.map { "the id \($0) twice" }
        faults += page.all.filter { Int($0["tabindex"] ?? "0") ?? 1 > 0 }.map { "<\($0.name)> jumps the tab order" }
        return faults
    }

    /// 1.3.1, 2.4.6: one first heading, and none that skips a level.
    private var headings: [String] {
        let levels = page.all("h1", "h2", "h3", "h4", "h5", "h6").map { ($0, Int($0.name.dropFirst()) ?? 0) }
        var faults = levels.filter { $0.0.accessibleName.isEmpty }.map { "an empty <\($0.0.name)>" }
        if levels.count(where: { $0.1 == 1 }) != 1 { faults.append("not one h1") }
        if levels.first?.1 != 1 { faults.append("the first heading is no h1") }
        for (before, after) in zip(levels, levels.dropFirst()) where after.1 > before.1 + 1 {
            faults.append("“\(after.0.accessibleName)” is \(after.0.name) below \(before.0.name)")
        }
        return faults
    }

    /// 2.4.4: links say where they lead.
    private var names: [String] {
        let links = page.all("a").filter { link in
            let words = link.accessibleName.lowercased()
            return words.isEmpty || ["here", "click here", "more", "link", "read more"].contains(words)
        }
        return links.map { "a link named “\($0.accessibleName)” to \($0["href"] ?? "")" }
            + page.all("a").filter { $0["href"] == nil }.map { "“\($0.accessibleName)” leads nowhere" }
            + page.all("button", "summary").filter { $0.accessibleName.isEmpty }.map { "a \($0.name) without words" }
    }

    /// 1.3.1, 3.3.2, 1.3.5: every field has a label, every group of choices a name.
    private var controls: [String] {
        let labels = Set(page.all("label").compactMap { $0["for"] })
        let ids = Set(page.all.compactMap { $0["id"] })
        let fields = page.all("input", "select", "textarea").filter { $0["type"] != "hidden" }
        var faults = fields.filter { field in
            let isWrapped = field.ancestors.contains { $0.name == "label" && !$0.accessibleName.isEmpty }
            return !isWrapped && field["aria-label"] == nil && !(field["id"].map(labels.contains) ?? false)
        }.map { "the field \($0["name"] ?? "") has no label" }
        faults += labels.subtracting(ids).map { "a label for \($0), which isn't there" }
        faults += fields.filter { field in
            ["checkbox", "radio"].contains(field["type"] ?? "") && !field.ancestors.contains { $0.name == "fieldset" }
        }.map { "the choice \($0["value"] ?? "") is in no group" }
        faults += page.all("fieldset").filter { $0.children.first?.name != "legend" }.map { _ in
            "a group without a name"
        }
        return faults
    }

    /// 1.3.1: tables have headers, and each says what it heads.
    private var tables: [String] {
        page.all("table").flatMap { table -> [String] in
            let headers = table.all("th")
            var faults = headers.filter { !["col", "row"].contains($0["scope"] ?? "") }.map {
                "“\($0.accessibleName)” heads neither column nor row"
            }
            if headers.isEmpty { faults.append("a table without headers") }
            let widths = Set(table.all("tr").map { row in row.children.count })
            if widths.count > 1 { faults.append("a table with rows of \(widths.sorted()) cells") }
            return faults
        }
    }

    /// 1.1.1: drawings have a name, or are left out.
    private var drawings: [String] {
        page.all("svg", "img").filter { drawing in
            let isNamed = drawing["role"] == "img" && !(drawing["aria-label"] ?? "").isEmpty
            return !isNamed && drawing["aria-hidden"] != "true"
        }.map { "a \($0.name) without a name" }
    }

    /// 1.3.1: lists hold items alone, and items are in lists.
    private var lists: [String] {
        page.all("ul", "ol").flatMap(\.children).filter { $0.name != "li" }.map { "<\($0.name)> in a list" }
            + page.all("li").filter { !["ul", "ol"].contains($0.parent?.name ?? "") }.map { _ in "an item in no list" }
            + page.all("dl").flatMap(\.children).filter { !["dt", "dd"].contains($0.name) }.map {
                "<\($0.name)> in a dl"
            }
    }

    /// 2.1.1, 4.1.2: what can be scrolled can be reached with the keyboard, and has a name no other region has.
    private var regions: [String] {
        let scrolling = page.all.filter { $0["class"]?.split(separator: " ").contains("scroll") ?? ($0.name == "pre") }
        let mute = scrolling.filter {
            $0["tabindex"] != "0" || $0["role"] != "region" || ($0["aria-label"] ?? "").isEmpty
        }
        let names = page.all.filter { $0["role"] == "region" }.compactMap { $0["aria-label"] }
        return mute.map { "<\($0.name)> can be scrolled, but not with the keyboard: \($0.text.prefix(40))" }
            + Dictionary(grouping: names) { $0 }.filter { $1.count > 1 }.keys.map { "two regions named “\($0)”" }
            + page.all.filter { $0["role"] == "status" && $0.name == "html" }.map(\.name)
    }
}
