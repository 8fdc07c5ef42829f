"""Runs pytest with a listener, and with one test more that must fail."""

import random

import pytest

# A failure stops nothing here: neither the control test's nor that of one file that can't be collected.
ALWAYS = ["--maxfail=0", "--continue-on-collection-errors"]


def run(arguments, tell, control, watch):
    return int(pytest.main(arguments + ALWAYS, plugins=[Listener(tell, control, watch)]))


def fails():
    raise AssertionError("this control test must fail")


class Listener:
    def __init__(self, tell, word, watch):
        self.tell, self.word, self.watch = tell, word, watch
        self.control = None

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, config, items):
        """Puts the control test behind the last test of some module, where it disturbs no fixture but that module's."""
        for plugin in config.pluginmanager.get_plugins():
            self.watch.plugin(getattr(plugin, "__file__", None))
        last = {}
        for place, item in enumerate(items):
            module = item.getparent(pytest.Module)
            if module is not None and isinstance(item, pytest.Function):
                last[module] = place
        if last:
            module = random.SystemRandom().choice(list(last))
            neighbour = items[last[module]]
            item = pytest.Function.from_parent(
                module, name=f"{neighbour.originalname}_{self.word}", callobj=fails)
            items.insert(last[module] + 1, item)
        elif items:
            item = Control.from_parent(items[-1].session, name=f"test_{self.word}")
            items.append(item)
        else:
            return
        self.control = item.nodeid

    @pytest.hookimpl(tryfirst=True)
    def pytest_report_teststatus(self, report):
        """The control test's failure is nothing for people to read."""
        return ("", "", "") if report.nodeid == self.control else None

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report):
        if report.nodeid == self.control:
            if report.when == "call" or report.failed:
                self.tell("control", outcome=report.outcome)
            return
        self.watch.look(everything=report.when == "teardown")
        if report.failed:
            self.tell("test", name=report.nodeid, outcome="failed")
        elif report.skipped:
            self.tell("test", name=report.nodeid, outcome="skipped")
        elif report.when == "call":
            self.tell("test", name=report.nodeid, outcome="passed")

    def pytest_collectreport(self, report):
        if report.failed:
            self.tell("test", name=f"collecting {report.nodeid or 'the tests'}", outcome="failed")


class Control(pytest.Item):
    def runtest(self):
        fails()
