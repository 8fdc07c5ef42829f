"""What the supervisor makes of the events its child wrote."""

import json

MAXIMUM_EVENTS = 200_000
MAXIMUM_NOTES = 50


def read(received, word, code, report):
    """Fills the report from the events, and gives the run's exit code, the control test left out.

    Every run holds one control test that must fail. So the runner always ends with 1, a process that ends with success
    has not come from the runner, and code that turns failures into successes turns this one too.
    """
    outcomes, order, finished, control = {}, [], None, []
    report["exit"] = code
    for count, line in enumerate(received.decode(errors="replace").splitlines()):
        event = understood(line)
        if event is None or event.get("word") != word or count > MAXIMUM_EVENTS:
            report["problem"] = "something other than the test runner wrote to the report"
            continue
        kind = event.get("event")
        if finished is not None:
            report["problem"] = "events were reported after the runner had finished"
        if kind == "finished":
            finished = event
        elif kind == "control":
            control.append(event.get("outcome"))
        elif kind == "note":
            note = str(event.get("text"))[:300]
            if note not in report["notes"] and len(report["notes"]) < MAXIMUM_NOTES:
                report["notes"].append(note)
        else:
            name = str(event.get("name"))[:400]
            if name not in outcomes:
                order.append(name)
            outcomes[name] = worst(outcomes.get(name), event.get("outcome"))
    report["tests"] = [{"name": name, "outcome": outcomes[name]} for name in order]
    if finished is not None:
        judge(finished.get("code"), code, control, report)
    return report["exit"]


def understood(line):
    try:
        event = json.loads(line)
    except ValueError:
        return None
    return event if isinstance(event, dict) else None


def judge(runner, code, control, report):
    ran = any(not test["name"].startswith("collecting ") for test in report["tests"])
    report["finished"] = runner == code
    if not report["finished"]:
        report["problem"] = "the process's exit code is not the runner's"
    elif ran and control != ["failed"]:
        told = ", ".join(map(str, control)) or "missing"
        report["problem"] = f"a control test that must fail is reported as {told}"
    elif ran and code == 0:
        report["problem"] = "the runner ended with success though a control test failed"
    elif code == 1 and not any(test["outcome"] == "failed" for test in report["tests"]):
        report["exit"] = 0


def worst(*outcomes):
    return next((outcome for outcome in ("failed", "skipped", "passed") if outcome in outcomes), "failed")
