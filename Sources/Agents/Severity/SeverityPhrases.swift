/// What people say when it is serious. See `Phrase` for the notation.
enum SeverityPhrases {
    static let inComplaints: [SeverityKind: [Phrase]] = [
        .payment: payment, .dataLoss: dataLoss, .security: security, .outage: outage, .manyCustomers: manyCustomers,
        .crash: crash, .urgent: urgent, .blocked: blocked, .degraded: degraded,
    ]

    /// Loggers call everything critical, and nobody is in a hurry in a log.
    static let inLogs: [SeverityKind: [Phrase]] = [
        .payment: paymentInLogs, .dataLoss: dataLossInLogs, .security: security, .outage: outageInLogs,
        .crash: crash + crashInLogs, .blocked: blockedInLogs, .degraded: degradedInLogs,
    ]

    private static func phrases(_ lines: String) -> [Phrase] {
        lines.split(separator: "\n").map { Phrase(String($0)) }
    }

    private static let money = "payment/payments/billing/card/debit/paypal/stripe/invoice/refund"
    private static let failure = "fail/failure/decline/reject/bounce/crash/broken/error/stuck/timeout/timed"

    private static let payment = phrases(
        """
        charge/bill/debit/paid/invoiced ... twice/double/duplicate/repeatedly
        charge/bill/debit/paid two/three/multiple/several time
        double/duplicate/multiple charge/payment/billing/debit/transaction
        double-charge/overcharge/overbilled/double-billed
        charge/paid/pay/bill/debit/deducted ... no/without/not/never order/confirmation/receipt/delivery/ticket/booking/product/item/subscription/access
        charge/paid/pay/bill/debit/deducted ... not/never receive/get/got/show/appear/arrive/create/place/deliver/confirm/go
        no/without/not/never order/confirmation/receipt/booking ... charge/paid/bill/debit/deducted
        order ... not/never/missing/gone/lost ... charge/paid/bill/debit/deducted
        charge/bill/debit ... wrong/incorrect/different amount/price/card/account/customer
        wrong/incorrect amount ... charge/bill/debit/deducted
        charge/bill/debit/invoiced/deducted ... cancel/cancelled/refunded/nothing/unpaid/waiting
        amount/statement/total ... double/twice
        says/shows/is/marked paid ... unpaid
        charge/bill/debit ... \(failure)
        payment/payments/billing/paypal/stripe/transaction ... \(failure)
        payment/payments/billing/paypal/stripe/transaction is/are/was/does/do/did/will/can/has/have/go not work/process/go/complete/accept/load/succeed
        payment/payments/billing/paypal/stripe is/are down/unavailable/offline/broken
        payment/payments/billing/paypal/stripe not work/process/go/complete/accept
        card ... decline/reject
        \(failure) ... payment/billing/transaction
        cannot/unable ... pay/purchase/buy/checkout
        cannot/unable check out
        nobody/noone can pay/purchase/buy/checkout
        no one can pay/purchase/buy/checkout
        checkout is/are/was/be/been =broken/=down/unavailable
        checkout not work/load/available
        transfer/transferred/deposit ... balance/zero/missing/not/never
        took/taken/take/withdrew/withdrawn .. =my/=our account
        not able ... pay/purchase/buy/checkout
        not let ... pay/purchase/buy/checkout
        refund ... not/never receive/get/got/arrive/process/come/paid
        refund is/are/was/still/has missing/lost
        money ... =gone/miss/lost/taken/disappear/stolen/vanish/withdrawn
        took/taken/take/withdrew/withdrawn my/our/the money
        lose/lost/losing money/revenue/sales
        """)

    private static let paymentInLogs = phrases(
        """
        payment/payments/billing/refund ... fail/failure/decline/reject/broken/timed/timeout
        payment/payments/billing/card charge/capture fail/failure/error
        fail/failure/error/unable/cannot ... process/capture/authorize/complete/charge payment/payments/card/refund/billing
        double/duplicate charge/payment
        charge/card ... without/no order
        """)

    private static let things =
        "data/file/record/document/photo/picture/work/history/entry/project/note/backup/contact/draft/conversation/message/folder/workspace"

    private static let dataLoss = phrases(
        """
        data loss/corruption
        lose/lost/losing/losses/=deleted/=deletes/=deleting/=wiped/=erased/corrupt/overwrote/overwritten/destroy/truncate ... \(things)
        truncate/=wiped/=dropped/=erased .. table/index/collection
        \(things) lost/=gone/=deleted/disappear/wiped/erased/corrupt/overwritten/vanish/destroyed
        data/=files/=records/=documents/=photos/history missing
        everything .. lost/=gone/delete/disappear/wiped/erased/vanish
        \(things) .. =gone/disappear/wiped/erased/vanish
        database ... wiped/corrupt/dropped/erased
        backup ... corrupt/missing/lost
        """)

    private static let dataLossInLogs = phrases(
        """
        data loss/corruption/lost
        lose/lost/losing/=wiped/corrupt/overwritten ... data/=records/=rows/=documents
        data/=records/=rows/=documents/table/index/database/checksum/page lost/corrupt/wiped
        checksum mismatch
        """)

    private static let secrets =
        "token/key/credential/password/secret/data/information/certificate/address/ssn/pii/cookie/session"

    private static let security = phrases(
        """
        security breach/incident/hole/vulnerability/leak/problem/flaw/hack
        data breach/leak
        leak/expose/=exposing/disclose/steal/stole/stolen/publish ... \(secrets)
        \(secrets) ... leak/expose/=exposed/disclose/stolen/compromise/=visible/published/public
        hack/breach/hijack/compromise ... account/system/server/site/database/we/us/data
        account/system/server/site/database/we/email ... hack/breach/hijack/compromise
        someone/somebody/attacker/hacker/stranger ... log/logged/access/changed/took/broke/enter my/our/account/system
        unauthorized/unauthorised access/login/transaction/purchase/change/use/charge
        see/saw/view/access/get/got/shown/show ... other/another/else/stranger/different ... data/account/order/invoice/name/address/detail/information/profile/message/document/customer/user/record
        stranger/strangers is/are data/account/order/invoice/name/address/detail/information/profile/message/document
        other/another/different customer/user/person/people/company is/are data/account/order/invoice/name/address/detail/information/profile/message/document
        someone/somebody is/are else is account/data/order/invoice/profile/detail
        someone/somebody else is/account/data/order/invoice/profile
        see/saw/view/access/get/got/download/open ... data/account/order/invoice/address/profile/message/document of/from/belonging other/another/different/else/someone/somebody/stranger
        sql injection
        xss/csrf/ransomware/malware/phishing/exploit/backdoor
        password ... plain/plaintext/cleartext
        privilege escalation
        identity theft
        """)

    private static let service =
        "site/website/app/application/service/system/platform/api/server/portal/store/shop/production/prod/backend/database/network/everything/login/we/homepage/webshop"
    private static let dead = "=down/unavailable/offline/unreachable/unresponsive/unusable/dead/inaccessible"

    private static let outage = phrases(
        """
        =outage/outages/=blackout
        \(service) is/are/was/were/went/go/goes/been/am/be/keep/keeps/still/completely \(dead)
        \(service) \(dead)
        \(service) not reachable/available/respond/responding/load/loading ... at/for all/everyone/anyone
        \(service) not reachable/available/respond
        cannot/unable reach .. site/website/server/service/api/platform/app/system
        500/502/503/504 .. every/all/each/any request/page/call/click
        no/none/single page/request/site/call .. load/work/open/go/respond
        completely/totally/entirely =down/offline/unreachable/broken/dead
        nothing work/load/respond/function/open
        nothing is/are/at work/load/respond/open/working/loading
        everything is/has/are/keep ... =down/broken/fail/crash/dead
        everything broken/fail/error
        complete/total/full failure/breakdown/standstill
        nobody/noone can/is use/access/open/reach/log/login/sign/connect/work/do/order/buy
        no one can/is use/access/open/reach/log/login/sign/connect/work/do/order/buy
        none of us can use/access/open/reach/log/login/sign/connect/work/do/order/buy
        not a single request/page/user
        browser/browsers refuse/refuses/block/blocks/reject/rejects .. open/load/connect/it/site/shop/page/website
        """)

    private static let outageInLogs = phrases(
        """
        =outage/=outages
        site/website/api/system/platform/production is/are/was/went \(dead)
        all requests/replicas/nodes/backends/instances/upstreams ... fail/down/unavailable/unhealthy
        no healthy upstream/backend/host/node/instance
        """)

    private static let trouble =
        "fail/failing/broken/cannot/not/down/error/crash/affect/lock/lost/stuck/unable/impact/complain/unavailable/hit/problem/issue/report/blank/empty/wrong"
    private static let everybody =
        "=users/=customers/=clients/=user/=customer/=client/=accounts/=tenants/=orders/=requests/=people"

    private static let manyCustomers = phrases(
        """
        everyone/everybody ... \(trouble)
        \(trouble) ... for/by everyone/everybody
        all/every/most/many/dozens/hundreds/thousands/numerous \(everybody) ... \(trouble)
        \(trouble) ... all/every/most/many/dozens/hundreds/thousands/numerous \(everybody)
        """)

    private static let crash = phrases(
        """
        =crash/=crashes/=crashed/=crashing/=crashs/crashloopbackoff
        segfault/segfaults
        segmentation fault
        core dumped
        out of memory
        oomkilled/oom
        blue screen
        app/it/program/process/worker/server =dies/=died/=dying
        close/closes/quit/quits/exit/exits/shut/shuts/stop/stops/terminate/die/dies .. itself/unexpectedly/suddenly
        """)

    private static let urgent = phrases(
        """
        urgent/urgently/urgency
        asap/emergency
        as soon as possible
        need/fix/help/solve/answer/respond/resolve ... immediately
        immediate attention/action/help/fix
        critical/critically
        deadline
        top/high/highest priority
        right away
        """)

    private static let blocked = phrases(
        """
        =blocked/=blocking/=blocker/=blocks/showstopper/show-stopper
        stuck
        standstill
        cannot/unable ... work/continue/proceed/operate
        cannot/unable ... log/login/sign/signin in/into/on/to
        cannot/unable login/signin
        cannot/unable ... access/reach/open my/our/the account/site/website/app/system/service/platform/dashboard
        not able ... work/continue/proceed/log/login
        locked out
        no workaround
        cannot/unable ... anything
        cannot/unable ... at all
        cannot/unable .. any more
        cannot/unable .. anymore
        no/nothing/nobody .. \(happens) .. any more
        no/nothing/nobody .. \(happens) .. anymore
        no longer possible/work/able
        not a single
        none of our/my ... \(everybodyHere) ... get/got/receive/can
        none of the/our/my ... \(everybodyHere) ... today
        nobody/noone came/come/arrive
        # \(everybodyHere) .. waiting
        =empty since
        prevent/prevents/stops/keep us/me from work/working/shipping/doing
        not start/boot/launch
        certificate ... =expired
        """)

    private static let everybodyHere =
        "users/customers/clients/patients/households/people/drivers/vans/orders/jobs/messages/pupils/guests/members/parcels"

    private static let happens = "come/work/arrive/load/open/go/show/appear/print/send/remind/get"

    private static let crashInLogs = phrases(
        """
        fatal state
        main process exited
        start/restart retries/attempts
        """)

    private static let blockedInLogs = phrases(
        """
        # \(everybodyHere) .. waiting
        all \(everybodyHere) .. waiting
        """)

    private static let degraded = phrases(
        """
        =slow/=slower/=slowly/slowness/sluggish/laggy/lagging
        degrade/degraded/degradation
        service disruption/interruption
        timeout/timeouts
        time/timed/times/timing out
        take/took/taking/takes/wait/waiting/waited ... forever/ages/minutes/hours
        take/took/taking/takes/wait/waited/load/loads # s/sec/second/secs
        take/took/taking/takes/wait/waited/load/loads #s
        half a minute
        response/load/loading/answer time/times .. up/increase/high/double/triple/worse/bad/minute/second
        unresponsive
        intermittent/intermittently/flaky
        =hangs/=hanging/=hung/freeze/freezes/froze/frozen
        keep/keeps loading/spinning
        performance ... bad/poor/terrible/problem/issue/drop/worse
        503/502/504 error/response/bad/service/gateway
        return/get/throw/give/show 502/503/504
        """)

    private static let degradedInLogs = phrases(
        """
        timeout/timeouts
        time/timed out
        exhaust/exhausted
        limit ... reached/exceeded
        too many connections/requests/files
        deadline exceeded
        connection/connections refused/reset/exhausted
        service unavailable
        bad gateway
        high latency
        degrade/degraded
        slow query/queries/response/request
        """)
}
