"""Runs pytest with a listener, and with one test more that must fail."""

import random

import pytest

# A failure stops nothing here: neither the control test's nor that of one file that can't be collected.
ALWAYS = ["--maxfail=0", "--continue-on-collection-errors"]


def run(arguments, tell, word, watch):
    return int(pytest.main(arguments + ALWAYS, plugins=[listener(tell, word, watch)]))


def listener(tell, word, watch):
    """What it knows it keeps in its functions, not in attributes that whoever finds it could set."""
    control = []

    class Listener:
        @pytest.hookimpl(trylast=True)
        def pytest_collection_modifyitems(self, config, items):
            watch.hooks(config.pluginmanager)
            watch.tests((item.nodeid, item.cls, item.originalname) for item in items if is_function(item))
            item = add_control(items, word)
            if item is not None:
                control.append(item.nodeid)

        @pytest.hookimpl(tryfirst=True)
        def pytest_report_teststatus(self, report):
            """The control test's failure is nothing for people to read."""
            return ("", "", "") if report.nodeid in control else None

        @pytest.hookimpl(tryfirst=True)
        def pytest_runtest_logreport(self, report):
            if report.nodeid in control:
                if report.when == "call" or report.failed:
                    tell("control", outcome=report.outcome)
                return
            watch.look(test=report.nodeid, everything=report.when == "teardown")
            if report.failed:
                tell("test", name=report.nodeid, outcome="failed")
            elif report.skipped:
                tell("test", name=report.nodeid, outcome="skipped")
            elif report.when == "call":
                tell("test", name=report.nodeid, outcome="passed")

        def pytest_collectreport(self, report):
            if report.failed:
                tell("test", name=f"collecting {report.nodeid or 'the tests'}", outcome="failed")

    return Listener()


def is_function(item):
    return isinstance(item, pytest.Function) and item.cls is not None and item.originalname is not None


def add_control(items, word):
    """Puts the control test behind the last test of some module, where it disturbs no fixture but that module's."""
    last = {}
    for place, item in enumerate(items):
        module = item.getparent(pytest.Module)
        if module is not None and isinstance(item, pytest.Function):
            last[module] = place
    if last:
        module = random.SystemRandom().choice(list(last))
        name = items[last[module]].originalname or "test"
        control = pytest.Function.from_parent(module, name=f"{name}_{word}", callobj=fails)
        items.insert(last[module] + 1, control)
    elif items:
        control = Control.from_parent(items[-1].session, name=f"test_{word}")
        items.append(control)
    else:
        return None
    return control


def fails():
    raise AssertionError("this control test must fail")


class Control(pytest.Item):
    def runtest(self):
        fails()
