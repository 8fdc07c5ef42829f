"""The process that runs the tests: pytest or unittest, with a listener that tells every outcome to the supervisor."""

import json
import os
import sys


def main():
    setting = json.loads(sys.stdin.buffer.read())
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    descriptor = setting["descriptor"]
    os.set_inheritable(descriptor, False)
    tell = teller(descriptor, setting["word"])
    # As `python3 -m` does: the working directory comes first, and this program's folder not at all.
    sys.path[0] = os.getcwd()
    run = run_pytest if setting["module"] == "pytest" else run_unittest
    sys.argv = [setting["module"]] + setting["arguments"]
    code = run(setting["arguments"], tell)
    tell("finished", code=code)
    sys.exit(code)


def teller(descriptor, word):
    def tell(event, **values):
        line = json.dumps({"word": word, "event": event, **values}) + "\n"
        data = line.encode()
        while data:
            data = data[os.write(descriptor, data):]
    return tell


def run_pytest(arguments, tell):
    import pytest

    class Listener:
        def pytest_runtest_logreport(self, report):
            if report.failed:
                tell("test", name=report.nodeid, outcome="failed")
            elif report.skipped:
                tell("test", name=report.nodeid, outcome="skipped")
            elif report.when == "call":
                tell("test", name=report.nodeid, outcome="passed")

        def pytest_collectreport(self, report):
            if report.failed:
                tell("test", name=f"collecting {report.nodeid or 'the tests'}", outcome="failed")

    return int(pytest.main(arguments, plugins=[Listener()]))


def run_unittest(arguments, tell):
    import unittest

    class Result(unittest.TextTestResult):
        def addSuccess(self, test):
            super().addSuccess(test)
            tell("test", name=test.id(), outcome="passed")

        def addError(self, test, error):
            super().addError(test, error)
            tell("test", name=test.id(), outcome="failed")

        def addFailure(self, test, error):
            super().addFailure(test, error)
            tell("test", name=test.id(), outcome="failed")

        def addSubTest(self, test, subtest, error):
            super().addSubTest(test, subtest, error)
            if error is not None:
                tell("test", name=test.id(), outcome="failed")

        def addSkip(self, test, reason):
            super().addSkip(test, reason)
            tell("test", name=test.id(), outcome="skipped")

        def addExpectedFailure(self, test, error):
            super().addExpectedFailure(test, error)
            tell("test", name=test.id(), outcome="skipped")

        def addUnexpectedSuccess(self, test):
            super().addUnexpectedSuccess(test)
            tell("test", name=test.id(), outcome="failed")

    class Runner(unittest.TextTestRunner):
        resultclass = Result

    program = unittest.main(module=None, argv=["python3 -m unittest"] + arguments, testRunner=Runner, exit=False)
    return 0 if program.result.wasSuccessful() else 1
