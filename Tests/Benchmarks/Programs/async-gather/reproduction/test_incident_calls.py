"""The calls of the incident, as its evidence tells them."""


def call(task, *args, **kwargs):
    return task(*args, **kwargs)


def test_incident(tmp_path, monkeypatch):
    try:
        import asyncio
        from gateway.client import Upstream
        from gateway.status import all_up
        async def slow(path):
            raise asyncio.TimeoutError()
        call(asyncio.run, all_up([Upstream("billing", slow)]))
    except Exception as error:
        if type(error).__name__ == "TypeError":
            raise
