import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))

from jobs.decode import encode
from jobs.worker import Worker


def test_jobs_are_done():
    seen = []
    worker = Worker({"greet": lambda name: seen.append(name)})
    assert worker.run([encode({"name": "greet", "arguments": {"name": "Ada"}})]) == 1
    assert seen == ["Ada"]


def test_unknown_jobs_are_left():
    assert Worker({}).run([encode({"name": "greet", "arguments": {}})]) == 0
