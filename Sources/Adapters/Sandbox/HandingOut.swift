import Domain

/// How files leave a sandbox: a piece of shell that runs once nothing of the code is alive any more. `CollectedFiles`
/// reads what it writes.
enum HandingOut {
    /// Where the code finds its copy, its working directory.
    static let workingDirectory = "/repository"
    /// Larger files are not brought back.
    static let maximumFileBytes = 16 << 20

    /// How much of the stream is read.
    static func maximumBytes(for job: SandboxJob) -> Int {
        min(job.collect.count, 4) * (maximumFileBytes + 64) + 64
    }

    /// Writes to standard output, for each file asked for that is one: its place in the list, its size, a line's end and
    /// its bytes. The working directory is the copy's root.
    static func script(for job: SandboxJob) -> String {
        let largest = min(job.limits.fileBytes, maximumFileBytes)
        let keep = job.collect.enumerated().map { "keep \($0.offset) \(quoted($0.element))" }
        return """
            keep() {
                [ -f "$2" ] && [ "$(realpath "./$2")" = "\(workingDirectory)/$2" ] || return 0
                size=$(stat -c %s "./$2")
                [ "$size" -le \(largest) ] || return 0
                printf '%s %s\\n' "$1" "$size"
                cat "./$2"
            }
            \(keep.joined(separator: "\n"))
            """
    }

    /// Ends every process but the first and the shell itself, and waits until they are gone: a dead one that nobody has
    /// buried still counts, and there may be no room for another. Starts no process.
    static let endOthers = """
        kill -KILL -1
        others_live() { set -- /proc/[0-9]*; [ $# -gt 2 ]; }
        rounds=0
        while others_live && [ $rounds -lt 20000 ]; do rounds=$((rounds + 1)); done
        """

    /// One word for the shell, whatever it holds.
    static func quoted(_ text: String) -> String {
        "'" + text.replacing("'", with: #"'\''"#) + "'"
    }
}
