from sift.parse import rows
from sift.pipes import compose, head, pick, where
from sift.report import errors, latency, per_path

LINES = [
    '# started',
    '{"kind": "request", "path": "/a", "ms": 10}',
    '',
    '{"kind": "gc", "ms": 900}',
    '{"kind": "request", "path": "/b", "ms": 30, "status": 502}',
    '{"kind": "request", "path": "/a", "ms": 20}',
]


def test_latency_of_a_list():
    assert latency(list(rows(LINES))) == {"count": 3, "mean": 20.0, "worst": 30}


def test_latency_of_nothing():
    assert latency([]) == {"count": 0, "mean": None, "worst": None}


def test_per_path():
    assert per_path(rows(LINES))["/a"] == {"count": 2, "mean": 15.0, "worst": 20}


def test_errors():
    assert errors(rows(LINES)) == ["/b"]


def test_compose():
    assert list(compose(where(kind="request"), pick("ms"), head(1))(rows(LINES))) == [10]
