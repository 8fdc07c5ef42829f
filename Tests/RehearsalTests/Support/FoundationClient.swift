import Domain
import Foundation
import FoundationNetworking

/// The HTTP port over URLSession: enough for tests on loopback.
final class FoundationClient: NSObject, HTTPClient, URLSessionTaskDelegate {
    func send(_ request: Domain.HTTPRequest) async throws(HTTPFailure) -> HTTPAnswer {
        var outgoing = URLRequest(url: request.url, timeoutInterval: request.timeoutSeconds)
        outgoing.httpMethod = request.method
        if !request.body.isEmpty { outgoing.httpBody = request.body }
        for (name, value) in request.headers { outgoing.setValue(value, forHTTPHeaderField: name) }
        do {
            let session = URLSession(configuration: .ephemeral, delegate: self, delegateQueue: nil)
            defer { session.finishTasksAndInvalidate() }
            let (body, response) = try await session.data(for: outgoing)
            let answer = response as? HTTPURLResponse
            let headers = (answer?.allHeaderFields ?? [:]).map { (name: "\($0.key)", value: "\($0.value)") }
            return HTTPAnswer(status: answer?.statusCode ?? 0, headers: headers, body: body)
        } catch let error as URLError where error.code == .timedOut {
            throw .timedOut
        } catch {
            throw .noAnswer("\(error)")
        }
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }
}
