import Domain

/// What some cases say together.
struct RealWorldRates {
    let rules: [RealWorldRun.Sight]
    let models: [RealWorldRun.Sight]
    private let unmeasured: Int

    init(_ outcomes: [RealWorldTrial.Outcome]) {
        rules = outcomes.compactMap(\.rules)
        models = outcomes.compactMap(\.model)
        unmeasured = outcomes.count { $0.obstacle != nil }
    }

    /// Called fixed although the next release's behaviour isn't there.
    var wrongClaims: Int { rules.count { $0.claim == .fixed && $0.accepted == false } }

    /// The next release's change is what the person decides on.
    var reached: Int { models.count(where: \.isNextVersion) }

    func show() {
        print("")
        if unmeasured > 0 { print("not measured: \(unmeasured)") }
        if !rules.isEmpty { showRules() }
        if !models.isEmpty { showModels() }
    }

    private func showRules() {
        let (count, framed) = (rules.count, rules.compactMap(\.frame))
        Rate.show("crash frame named", framed.count { $0 }, of: framed.count)
        Rate.show("reproduced", rules.count(where: \.isReproduced), of: count)
        for claim in [Claim.fixed, .contained, .failingTest, .handedOver] {
            Rate.show("without a model: \(claim.rawValue)", rules.count { $0.claim == claim }, of: count)
        }
        let right = rules.count { $0.claim == .fixed && $0.accepted == true }
        Rate.show("without a model: fixed and accepted", right, of: count)
        Rate.show("without a model: WRONG CLAIM, fixed and not accepted", wrongClaims, of: count)
        let contained = rules.count { $0.claim == .contained && $0.accepted == false }
        Rate.show("without a model: contained, not as the next release", contained, of: count)
        showEnds(of: rules, "without a model")
    }

    private func showModels() {
        let count = models.count
        Rate.show("with the next release: right fix on the card", reached, of: count)
        Rate.show(
            "with the next release: REPLACED by the rules' patch",
            models.count { $0.author == .rules && $0.claim != .failingTest },
            of: count)
        for level in ProofLevel.allCases.reversed() {
            let shown = models.count { $0.isNextVersion && $0.level == level }
            Rate.show("with the next release: right fix \(level.rawValue)", shown, of: count)
        }
        let doubted = models.count { $0.isNextVersion && $0.isAssessed && $0.level == nil }
        Rate.show("with the next release: right fix that something speaks against", doubted, of: count)
        let decided = models.filter { $0.isNextVersion && $0.isVerified != nil }
        Rate.show(
            "with the next release: verified after approval", decided.count { $0.isVerified == true }, of: decided.count
        )
        let judged = models.filter { $0.isNextVersion && $0.accepted != nil }
        Rate.show("with the next release: accepted", judged.count { $0.accepted == true }, of: judged.count)
        showEnds(of: models, "with the next release")
    }

    private func showEnds(of sights: [RealWorldRun.Sight], _ name: String) {
        Rate.show("\(name): cut short", sights.count { $0.stopped != nil }, of: sights.count)
        let seconds = sights.compactMap(\.seconds)
        print(
            "\(name): \(seconds.percentile(0.5).rounded(to: 0)) s to the card (median), "
                + "\(seconds.percentile(0.9).rounded(to: 0)) s (nine of ten)")
    }
}
