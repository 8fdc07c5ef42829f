from .pipes import by, compose, pick, where


def latency(rows):
    """Count, mean and worst of the durations.

    `rows` may be any iterable, a list or a stream.  No rows at all: count 0,
    mean and worst None.
    """
    ms = compose(where(kind="request"), pick("ms"))(rows)
    count = total = 0
    for value in ms:
        count, total = count + 1, total + value
    if not count:
        return {"count": 0, "mean": None, "worst": None}
    return {"count": count, "mean": total / count, "worst": max(compose(where(kind="request"), pick("ms"))(rows))}


def per_path(rows):
    return {path: latency(group) for path, group in compose(where(kind="request"), by("path"))(rows)}


def errors(rows):
    return [r["path"] for r in rows if r.get("status", 200) >= 500]
