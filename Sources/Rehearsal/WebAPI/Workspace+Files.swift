import Foundation

extension Workspace {
    func fileInfo(_ arguments: Arguments) throws(Refusal) -> [String: JSON] {
        guard let file = sharedFiles[try arguments.requiredText("file")] else { throw Refusal("file_not_found") }
        return ["file": object(file), "comments": [], "response_metadata": ["next_cursor": ""]]
    }

    /// Also from every message it was shared in.
    func deleteFile(_ arguments: Arguments) throws(Refusal) -> [String: JSON] {
        let id = try arguments.requiredText("file")
        guard sharedFiles.removeValue(forKey: id) != nil else { throw Refusal("file_not_found") }
        conversations.withdraw(file: id)
        changed()
        return [:]
    }

    func announceUpload(_ arguments: Arguments) throws(Refusal) -> [String: JSON] {
        let name = try arguments.requiredText("filename")
        let length = try arguments.integer("length", default: 0, in: 0...(1 << 30))
        guard length > 0 else { throw Refusal("missing_argument", ["[ERROR] missing required field: length"]) }
        if let alternative = try arguments.text("alt_txt"), alternative.utf8.count > 1000 {
            throw Refusal("alt_txt_too_large")
        }
        if try arguments.text("snippet_type") != nil, length > 1_000_000 { throw Refusal("snippet_too_large") }
        let upload = PendingUpload(fileID: identifiers.next("F"), name: name, length: length)
        let ticket = identifiers.next("")
        uploads[ticket] = upload
        return ["upload_url": .string("\(address)/upload/v1/\(ticket)"), "file_id": .string(upload.fileID)]
    }

    /// The bytes of an announced upload; false when nothing was announced under this ticket or the length differs.
    func receive(_ bytes: Data, ticket: String) -> Bool {
        guard let upload = uploads[ticket], upload.length == bytes.count else { return false }
        uploads[ticket]?.bytes = bytes
        return true
    }

    func completeUpload(_ arguments: Arguments) throws(Refusal) -> [String: JSON] {
        guard let items = try arguments.structure("files")?.items, !items.isEmpty else {
            throw .invalidArguments("must be an array [json-pointer:/files]")
        }
        let destination = try uploadDestination(arguments)
        let tickets = try items.map { item throws(Refusal) in try ticket(of: item) }
        let files = zip(items, tickets).compactMap { item, ticket in finish(ticket, title: item["title"]?.text) }
        if let (channel, thread) = destination {
            var content = MessageContent()
            content.text = try arguments.text("initial_comment") ?? ""
            post(content, in: channel.id, threadTS: thread, files: files.map(\.id))
        }
        return ["files": .array(files.map(object))]
    }

    private func uploadDestination(_ arguments: Arguments) throws(Refusal) -> (Channel, thread: String?)? {
        let channels = (try arguments.text("channels") ?? "").split(separator: ",").map(String.init)
        guard let id = try arguments.text("channel_id") ?? channels.first else { return nil }
        guard channels.count <= 1 else { throw .invalidArguments("the rehearsal workspace shares with one channel") }
        let channel = try writableChannel(id)
        return (channel, try thread(arguments, in: channel))
    }

    private func ticket(of item: JSON) throws(Refusal) -> String {
        guard let id = item["id"]?.text,
            let ticket = uploads.first(where: { $0.value.fileID == id && $0.value.bytes != nil })?.key
        else { throw Refusal("file_not_found") }
        return ticket
    }

    private func finish(_ ticket: String, title: String?) -> SharedFile? {
        guard let upload = uploads.removeValue(forKey: ticket), let bytes = upload.bytes else { return nil }
        let file = SharedFile(
            id: upload.fileID, name: upload.name, title: title ?? upload.name,
            mimetype: SharedFile.mimetype(of: upload.name), owner: settings.bot.id,
            created: unixSeconds, bytes: bytes)
        sharedFiles[file.id] = file
        return file
    }
}
