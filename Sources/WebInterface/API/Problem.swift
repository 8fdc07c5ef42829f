import HTTPTypes
import Hummingbird

/// What went wrong with a request and what to do about it, as RFC 9457 has it.
struct Problem: Error, Sendable {
    /// The kinds there are; each has a paragraph on `/docs`.
    enum Kind: String, Sendable, CaseIterable {
        case malformedBody = "malformed-body"
        case invalidRequest = "invalid-request"
        case bodyTooLarge = "body-too-large"
        case unsupportedMediaType = "unsupported-media-type"
        case unauthorized
        case closed
        case crossSite = "cross-site"
        case notFound = "not-found"
        case methodNotAllowed = "method-not-allowed"
        case idempotencyConflict = "idempotency-conflict"
        case rateLimited = "rate-limited"
        case unavailable
        case failed

        var status: HTTPResponse.Status {
            switch self {
            case .malformedBody: .badRequest
            case .invalidRequest: .unprocessableContent
            case .idempotencyConflict: .conflict
            case .bodyTooLarge: .contentTooLarge
            case .unsupportedMediaType: .unsupportedMediaType
            case .unauthorized: .unauthorized
            case .closed, .crossSite: .forbidden
            case .notFound: .notFound
            case .methodNotAllowed: .methodNotAllowed
            case .rateLimited: .tooManyRequests
            case .unavailable: .serviceUnavailable
            case .failed: .internalServerError
            }
        }

        var title: String {
            switch self {
            case .malformedBody: "The body can't be read"
            case .invalidRequest: "The request holds wrong values"
            case .bodyTooLarge: "The body is too large"
            case .unsupportedMediaType: "The body is of another kind"
            case .unauthorized: "The caller isn't known"
            case .closed: "This address is closed"
            case .crossSite: "The request comes from another site"
            case .notFound: "There is nothing at this address"
            case .methodNotAllowed: "This address takes another method"
            case .idempotencyConflict: "The idempotency key was used for something else"
            case .rateLimited: "Too many requests"
            case .unavailable: "The incidents can't be read or written just now"
            case .failed: "The request failed"
            }
        }
    }

    /// One value that is wrong.
    struct Fault: Sendable, Equatable {
        /// A JSON pointer into the body, or the name of a parameter or header.
        let place: String
        let detail: String
    }

    let kind: Kind
    /// What to do.
    let detail: String
    var faults: [Fault] = []
    var headers: HTTPFields = [:]

    init(_ kind: Kind, _ detail: String, faults: [Fault] = [], headers: HTTPFields = [:]) {
        self.kind = kind
        self.detail = detail
        self.faults = faults
        self.headers = headers
    }

    static func unauthorized(_ detail: String, challenge: String) -> Problem {
        Problem(.unauthorized, detail, headers: [.wwwAuthenticate: challenge])
    }

    static func rateLimited(seconds: Int) -> Problem {
        Problem(.rateLimited, "Try again in \(seconds) s.", headers: [.retryAfter: String(seconds)])
    }

    /// What the log learns stays there; a caller learns that trying again is right.
    static let unavailable = Problem(
        .unavailable, "Nothing was stored. Try the same request again soon.", headers: [.retryAfter: "5"])

    var response: Response {
        var body: [String: JSON] = [
            "type": .string("/docs#problem-\(kind.rawValue)"), "title": .string(kind.title),
            "status": .int(kind.status.code), "detail": .string(detail),
        ]
        if !faults.isEmpty {
            body["errors"] = .array(
                faults.map { ["place": .string($0.place), "detail": .string($0.detail)] })
        }
        var response = Response.text(
            JSON.object(body).text, type: "application/problem+json", status: kind.status)
        for field in headers { response.headers[field.name] = field.value }
        return response
    }
}

extension Response {
    static func json(_ value: JSON, status: HTTPResponse.Status = .ok) -> Response {
        .text(value.text, type: "application/json", status: status)
    }
}
