/// Proof that the bug is there: an input on which the base commit raises the error of the log at the same place.
package struct Reproduction: Sendable, Codable, Equatable {
    /// The call in one line, e.g. `process_batch([])`.
    package let input: String
    /// A test that fails on the base commit because of the bug and passes once it is fixed.
    package let test: TestFile
    /// The exception's type, as raised.
    package let exception: String
    /// Where it was raised.
    package let location: CodeLocation
    /// Inputs tried until this one.
    package let tried: Int
    package let seconds: Double

    package init(
        input: String, test: TestFile, exception: String, location: CodeLocation, tried: Int, seconds: Double
    ) {
        self.input = input
        self.test = test
        self.exception = exception
        self.location = location
        self.tried = tried
        self.seconds = seconds
    }
}

/// What was tried when the bug could not be made to happen. Said plainly to the person who decides.
package struct FailedReproduction: Sendable, Codable, Equatable {
    /// Why it ended, in one sentence.
    package let reason: String
    package let tried: Int
    package let seconds: Double

    package init(reason: String, tried: Int, seconds: Double) {
        self.reason = reason
        self.tried = tried
        self.seconds = seconds
    }
}

/// A test that joins the patch.
package struct TestFile: Sendable, Codable, Equatable {
    /// Relative to the repository's root, where its test runner finds it.
    package let path: String
    package let contents: String

    package init(path: String, contents: String) {
        self.path = path
        self.contents = contents
    }
}
