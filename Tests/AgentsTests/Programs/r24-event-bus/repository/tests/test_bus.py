from bus import EventBus

def test_publish():
    seen = []
    bus = EventBus()
    bus.subscribe("t", seen.append)
    bus.publish("t", 1)
    assert seen == [1]
