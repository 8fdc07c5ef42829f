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
    /// How far out in the log's stack trace it came in; nil in journals from before this was told.
    package let entry: Entry?

    /// Where a call comes in on the way that the log's stack trace shows.
    package struct Entry: Sendable, Codable, Equatable {
        /// The outermost function of the trace that the call went through.
        package let function: String
        /// Frames of our own, innermost first, that it went through in the order of the trace.
        package let frames: Int
        /// All frames of our own in the trace.
        package let of: Int

        package init(function: String, frames: Int, of: Int) {
            self.function = function
            self.frames = frames
            self.of = of
        }

        /// Whether it went all the way through our code that the crash in the log went.
        package var isWhole: Bool { frames == of }
    }

    package init(
        input: String, test: TestFile, exception: String, location: CodeLocation, tried: Int, seconds: Double,
        entry: Entry? = nil
    ) {
        self.input = input
        self.test = test
        self.exception = exception
        self.location = location
        self.tried = tried
        self.seconds = seconds
        self.entry = entry
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
