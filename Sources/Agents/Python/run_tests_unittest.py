"""Runs unittest with a listener, and with one test more that must fail."""

import unittest


def run(arguments, tell, word, watch):
    class Control(unittest.TestCase):
        def runTest(self):
            self.assertEqual(word, None)

    class Result(unittest.TextTestResult):
        controlled = False

        def tells(self, test, outcome):
            watch.look(test=test.id())
            tell("test", name=test.id(), outcome=outcome)

        def addSuccess(self, test):
            if isinstance(test, Control):
                tell("control", outcome="passed")
                return
            super().addSuccess(test)
            self.tells(test, "passed")

        def addError(self, test, error):
            super().addError(test, error)
            self.tells(test, "failed")

        def addFailure(self, test, error):
            if isinstance(test, Control):
                self.controlled = True
                tell("control", outcome="failed")
                return
            super().addFailure(test, error)
            self.tells(test, "failed")

        def addSubTest(self, test, subtest, error):
            super().addSubTest(test, subtest, error)
            if error is not None:
                self.tells(test, "failed")

        def addSkip(self, test, reason):
            super().addSkip(test, reason)
            self.tells(test, "skipped")

        def addExpectedFailure(self, test, error):
            super().addExpectedFailure(test, error)
            self.tells(test, "skipped")

        def addUnexpectedSuccess(self, test):
            super().addUnexpectedSuccess(test)
            self.tells(test, "failed")

    class Runner(unittest.TextTestRunner):
        resultclass = Result

    class Program(unittest.TestProgram):
        def runTests(self):
            watch.tests(
                (test.id(), type(test), test._testMethodName) for test in cases(self.test)
                if isinstance(test, unittest.TestCase))
            if self.test.countTestCases():
                self.test = unittest.TestSuite([self.test, Control()])
            super().runTests()

    program = Program(
        module=None, argv=["python3 -m unittest"] + arguments, testRunner=Runner, exit=False)
    result = program.result
    return 1 if result.controlled or not result.wasSuccessful() else 0


def cases(suite):
    """Every test of a suite, however deep."""
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from cases(test)
        else:
            yield test
