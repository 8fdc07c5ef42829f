import CLibcurl
import Domain
import Foundation

/// One request in libcurl's hands. Lives on the loop's thread alone.
final class CurlTransfer {
    let submission: CurlSubmission
    let easy: UnsafeMutableRawPointer
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private let explanation = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    private var sent = 0
    private var headers: [(name: String, value: String)] = []
    private var headerBytes = 0
    private var hasAllHeaders = false
    private var body = Data()
    private var received = 0
    private var isTooLarge = false

    private var request: HTTPRequest { submission.request }

    /// More headers than any server sends in earnest.
    private static let maximumHeaderBytes = 256 << 10

    init?(_ submission: CurlSubmission, configuration: CurlConfiguration) {
        guard let easy = curl_easy_init() else { return nil }
        self.submission = submission
        self.easy = easy
        explanation.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        setConnection(configuration)
        setRequest()
        setCallbacks()
    }

    deinit {
        curl_easy_cleanup(easy)
        curl_slist_free_all(headerList)
        explanation.deallocate()
    }

    private func setConnection(_ configuration: CurlConfiguration) {
        curl_set_text(easy, CURLOPT_URL, request.url.absoluteString)
        curl_allow_only_http(easy)
        curl_do_not_wait_for_resolver(easy)
        curl_set_long(easy, CURLOPT_NOSIGNAL, 1)
        curl_set_long(easy, CURLOPT_FOLLOWLOCATION, 0)
        curl_set_long(easy, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        curl_set_long(easy, CURLOPT_TIMEOUT_MS, Self.milliseconds(request.timeoutSeconds))
        if let stall = request.stallSeconds {
            curl_set_long(easy, CURLOPT_LOW_SPEED_LIMIT, 1)
            curl_set_long(easy, CURLOPT_LOW_SPEED_TIME, max(1, Int(stall.rounded(.up))))
        }
        curl_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, Self.milliseconds(configuration.connectTimeoutSeconds))
        curl_set_text(easy, CURLOPT_USERAGENT, configuration.userAgent)
        if let authorities = configuration.certificateAuthorities { curl_set_text(easy, CURLOPT_CAINFO, authorities) }
        curl_set_pointer(easy, CURLOPT_ERRORBUFFER, explanation)
    }

    private func setRequest() {
        let method = request.method
        if request.body.isEmpty && method == "HEAD" {
            curl_set_long(easy, CURLOPT_NOBODY, 1)
        } else if !request.body.isEmpty || ["POST", "PUT", "PATCH"].contains(method) {
            curl_set_long(easy, CURLOPT_POST, 1)
            curl_set_size(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.count))
        }
        curl_set_text(easy, CURLOPT_CUSTOMREQUEST, method)
        // libcurl sends a request again when a kept connection proves dead, unless it can't read the body again. Where
        // there is no body to stop it, only a new connection does.
        if request.body.isEmpty, !["GET", "HEAD"].contains(method) { curl_set_long(easy, CURLOPT_FRESH_CONNECT, 1) }
        // Neither the wait for "100 Continue" nor a content type nobody chose; a caller's own come after these.
        let unwanted = ["Expect:"] + (names.contains("content-type") ? [] : ["Content-Type:"])
        // libcurl takes a name with a semicolon for a header without a value.
        let wanted = request.headers.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
        for line in unwanted + wanted { headerList = curl_slist_append(headerList, line) }
        curl_set_list(easy, CURLOPT_HTTPHEADER, headerList)
    }

    private var names: Set<String> { Set(request.headers.map { $0.name.lowercased() }) }

    private func setCallbacks() {
        let context = Unmanaged.passUnretained(self).toOpaque()
        for option in [CURLOPT_READDATA, CURLOPT_WRITEDATA, CURLOPT_HEADERDATA] {
            curl_set_pointer(easy, option, context)
        }
        curl_set_function(easy, CURLOPT_READFUNCTION) { bytes, size, count, context in
            CurlTransfer.of(context)?.fill(UnsafeMutableRawBufferPointer(start: bytes, count: size * count)) ?? 0
        }
        curl_set_function(easy, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            CurlTransfer.of(context)?.take(UnsafeRawBufferPointer(start: bytes, count: size * count)) ?? 0
        }
        curl_set_function(easy, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            CurlTransfer.of(context)?.takeHeader(UnsafeRawBufferPointer(start: bytes, count: size * count)) ?? 0
        }
        curl_set_long(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> CurlTransfer? {
        context.map { Unmanaged<CurlTransfer>.fromOpaque($0).takeUnretainedValue() }
    }

    private static func milliseconds(_ seconds: Double) -> Int {
        Int(min(max(seconds * 1000, 1), 1_000_000_000).rounded(.up))
    }
}

extension CurlTransfer {
    /// Hands out the next part of the body.
    private func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, request.body.count - sent)
        buffer.copyBytes(from: request.body.dropFirst(sent).prefix(count))
        sent += count
        return count
    }

    /// Returning less than it was given ends the transfer, returning `CURL_WRITEFUNC_PAUSE` has the same bytes come again.
    private func take(_ bytes: UnsafeRawBufferPointer) -> Int {
        isTooLarge = received + bytes.count > request.maximumAnswerBytes
        guard !isTooLarge else { return 0 }
        switch submission.receiver {
        case .whole: body.append(contentsOf: bytes)
        case .body(let body): guard body.offer(bytes, head: answer) else { return Int(CURL_WRITEFUNC_PAUSE) }
        }
        received += bytes.count
        return bytes.count
    }

    private func takeHeader(_ bytes: UnsafeRawBufferPointer) -> Int {
        headerBytes += bytes.count
        isTooLarge = headerBytes > Self.maximumHeaderBytes
        guard !isTooLarge else { return 0 }
        let line = String(decoding: bytes, as: UTF8.self)
        if line.hasPrefix("HTTP/") {
            // An interim answer came before this one.
            (headers, hasAllHeaders) = ([], false)
        } else if line == "\r\n" || line == "\n" {
            hasAllHeaders = true
        } else if let colon = line.firstIndex(of: ":") {
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespacesAndNewlines)
            headers.append((String(line[..<colon]), value))
        }
        return bytes.count
    }

    /// What became of the request.
    func answer(to code: CURLcode) -> CurlLoop.Answer {
        if isTooLarge { return .failure(.answerTooLarge(limit: request.maximumAnswerBytes)) }
        guard code == CURLE_OK else { return .failure(failure(code)) }
        // libcurl takes a connection that ends among the headers for an answer with an empty body.
        guard hasAllHeaders else { return .failure(.noAnswer("the answer's headers were cut off")) }
        return .success(answer)
    }

    /// Status, headers, and the body where it isn't handed over piece by piece.
    private var answer: HTTPAnswer {
        var status = 0
        curl_get_long(easy, CURLINFO_RESPONSE_CODE, &status)
        return HTTPAnswer(status: status, headers: headers, body: body)
    }

    private func failure(_ code: CURLcode) -> HTTPFailure {
        var requestBytes = 0
        curl_get_long(easy, CURLINFO_REQUEST_SIZE, &requestBytes)
        guard requestBytes > 0 else { return .notSent(reason(code)) }
        return code == CURLE_OPERATION_TIMEDOUT ? .timedOut : .noAnswer(reason(code))
    }

    /// libcurl's own words: the detailed ones only where they name nothing but hosts and certificates.
    private func reason(_ code: CURLcode) -> String {
        let detailed = [CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT, CURLE_SSL_CONNECT_ERROR]
        let explanation = String(cString: explanation)
        guard detailed.contains(code) || code == CURLE_PEER_FAILED_VERIFICATION, !explanation.isEmpty else {
            return String(cString: curl_easy_strerror(code))
        }
        return explanation
    }
}
