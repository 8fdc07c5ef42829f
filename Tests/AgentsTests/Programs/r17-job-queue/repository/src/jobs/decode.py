import base64
import json
from typing import TypedDict


class Job(TypedDict):
    name: str
    arguments: dict


def decode(message: bytes) -> Job:
    """A job as it came from the queue."""
    text = base64.b64decode(message).decode("utf-8")
    job = json.loads(text)
    return Job(name=job["name"], arguments=job.get("arguments", {}))


def encode(job: Job) -> bytes:
    return base64.b64encode(json.dumps(job).encode())
