import Foundation
import Hummingbird
import NIOCore

extension Response {
    /// A JSON document.
    init(_ json: JSON, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) {
        var headers = headers
        headers[.contentType] = "application/json; charset=utf-8"
        self.init(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: json.encoded)))
    }

    init(text: String, status: HTTPResponse.Status = .ok) {
        self.init(
            status: status, headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    init(bytes: Data, type: String, headers: HTTPFields = [:]) {
        var headers = headers
        headers[.contentType] = type
        self.init(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private struct Dropped: Error {}

    /// Ends the connection instead of answering.
    static var dropped: Response {
        Response(status: .ok, body: ResponseBody(contentLength: 1) { _ in throw Dropped() })
    }
}

extension Request {
    func bytes(upTo maximum: Int) async throws -> Data {
        let buffer = try await body.collect(upTo: maximum)
        return Data(buffer.readableBytesView)
    }

    /// A query item, decoded.
    func query(_ name: String) -> String? {
        Form.decode(uri.query ?? "")[name]
    }
}
