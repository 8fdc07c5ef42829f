import CLibcurl
import Domain
import Foundation

/// All transfers under way. Lives on the loop's thread alone.
struct CurlTransfers {
    private let multi: UnsafeMutableRawPointer
    private let configuration: CurlConfiguration
    private var byHandle: [UnsafeMutableRawPointer: CurlTransfer] = [:]
    private var byTicket: [ObjectIdentifier: CurlTransfer] = [:]

    init(multi: UnsafeMutableRawPointer, configuration: CurlConfiguration) {
        self.multi = multi
        self.configuration = configuration
        curl_multi_set_long(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, configuration.maximumConnections)
        // Otherwise the cache follows the number of transfers, and connections are closed as these come and go.
        curl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, configuration.maximumConnections)
    }

    mutating func begin(_ submission: CurlSubmission) {
        guard !submission.ticket.isCancelled else {
            return submission.finish(.failure(.cancelled))
        }
        guard let transfer = CurlTransfer(submission, configuration: configuration),
            curl_multi_add_handle(multi, transfer.easy) == CURLM_OK
        else { return submission.finish(.failure(.notSent("libcurl refused the request"))) }
        byHandle[transfer.easy] = transfer
        byTicket[ObjectIdentifier(submission.ticket)] = transfer
    }

    /// A ticket that isn't here has been answered.
    mutating func cancel(_ ticket: CurlTicket) {
        guard let transfer = byTicket[ObjectIdentifier(ticket)] else { return }
        end(transfer, with: .failure(.cancelled))
    }

    /// Offers the bytes again that the reader had no room for. Those may be all there are: whether the transfer is over
    /// shows at the next `perform`.
    func goOn(_ ticket: CurlTicket) {
        guard let transfer = byTicket[ObjectIdentifier(ticket)] else { return }
        curl_easy_pause(transfer.easy, CURLPAUSE_CONT)
    }

    /// Moves every transfer on and waits until there is more to do.
    mutating func perform() {
        var running: Int32 = 0
        curl_multi_perform(multi, &running)
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let transfer = byHandle[message.pointee.easy_handle] else {
                continue
            }
            end(transfer, with: transfer.answer(to: message.pointee.data.result))
        }
        curl_multi_poll(multi, nil, 0, 60_000, nil)
    }

    mutating func endAll() {
        for transfer in byHandle.values { end(transfer, with: .failure(.noAnswer("the client is shut down"))) }
    }

    /// Taking a handle away before its transfer is done closes the connection.
    private mutating func end(_ transfer: CurlTransfer, with answer: CurlLoop.Answer) {
        curl_multi_remove_handle(multi, transfer.easy)
        byHandle[transfer.easy] = nil
        byTicket[ObjectIdentifier(transfer.submission.ticket)] = nil
        transfer.submission.finish(answer)
    }
}
