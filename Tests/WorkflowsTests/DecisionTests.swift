import Domain
import Testing
import Workflows

@Suite struct DecisionTests {
    let person = Actor.person(id: "U1")

    @Test func `a decision on the patch on the table is taken`() throws {
        let workflow = try Example.proposed().workflow()
        try workflow.check(.approved(Example.proposal().digest), by: person)
        try workflow.check(.rejected(Example.proposal().digest, feedback: "no"), by: person)
    }

    @Test func `the second of two clicks is told who decided`() throws {
        var history = Example.proposed()
        history.add(.approved(Example.proposal().digest), by: .person(id: "U2"))
        let workflow = try history.workflow()
        let decision = try #require(workflow.incident.decision)
        #expect(throws: Rejection.alreadyDecided(decision)) {
            try workflow.check(.rejected(Example.proposal().digest, feedback: "no"), by: person)
        }
        #expect(decision.by == .person(id: "U2"))
    }

    @Test func `a click on an old card is refused and the current patch named`() throws {
        let (first, second) = (Example.proposal(), Example.proposal(attempt: 2, fixed: "return 0"))
        var history = Example.proposed(first)
        history.add(.rejected(first.digest, feedback: "no"), by: person)
        history.add(.patchProposed(second))
        let old = Example.proposal(fixed: "something else")
        #expect(throws: Rejection.outdated(current: second.digest)) {
            try history.workflow().check(.approved(old.digest), by: person)
        }
    }

    @Test func `an approval before any patch is refused`() throws {
        let history = History(.opened(Example.intake))
        #expect(throws: Rejection.outdated(current: nil)) {
            try history.workflow().check(.approved(Example.proposal().digest), by: person)
        }
    }

    @Test func `a closed incident takes no more facts`() throws {
        var history = Example.proposed()
        history.add(.cancelled(reason: "duplicate"), by: person)
        #expect(throws: Rejection.closed(.cancelled)) {
            try history.workflow().check(.approved(Example.proposal().digest), by: person)
        }
        #expect(throws: Rejection.closed(.cancelled)) {
            try history.workflow().check(.resolved, by: .workflow)
        }
    }

    @Test func `the same patch is not proposed twice`() throws {
        var history = Example.proposed()
        history.add(.rejected(Example.proposal().digest, feedback: "no"), by: person)
        #expect(throws: Rejection.outOfOrder(.patchProposed)) {
            try history.workflow().check(.patchProposed(Example.proposal()), by: .workflow)
        }
    }

    @Test func `a proof of another patch is refused`() throws {
        var history = Example.proposed()
        history.add(.approved(Example.proposal().digest), by: person)
        let other = Example.proposal(fixed: "something else")
        #expect(throws: Rejection.outOfOrder(.verified)) {
            try history.workflow().check(
                .verified(Example.verification(of: other, passed: true)), by: .agent(.execution))
        }
    }

    @Test func `a person overrides the severity, an agent does not`() throws {
        let workflow = try Example.proposed().workflow()
        let worse = Classification(severity: .p0, reason: "customers call", signals: [])
        try workflow.check(.severityClassified(worse), by: person)
        #expect(throws: Rejection.outOfOrder(.severityClassified)) {
            try workflow.check(.severityClassified(worse), by: .agent(.severity))
        }
    }
}
