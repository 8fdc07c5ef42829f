import pytest
from kombu.asynchronous import Hub


@pytest.fixture
def hub():
    hub = Hub()
    yield hub
    hub.close()


def one_round(hub):
    hub.call_soon(lambda: None)
    loop = hub.create_loop()
    next(loop)


def test_tick_callback_may_add_another(hub):
    seen = []
    hub.on_tick.clear()

    def late():
        seen.append("late")

    def first():
        seen.append("first")
        hub.on_tick.add(late)

    hub.on_tick.add(first)
    one_round(hub)
    assert seen[0] == "first"
    assert late in hub.on_tick


def test_tick_callback_may_remove_itself(hub):
    calls = []

    def once():
        calls.append(1)
        hub.on_tick.remove(once)

    def other():
        calls.append(2)

    hub.on_tick.update([once, other])
    one_round(hub)
    assert sorted(calls) == [1, 2]
    assert once not in hub.on_tick


def test_plain_tick_callbacks_are_called(hub):
    calls = []
    hub.on_tick.add(lambda: calls.append("tick"))
    one_round(hub)
    assert calls == ["tick"]
