import asyncio

from courier.broker import Broker
from courier.consumer import Consumer
from courier.handlers import Fleet


def play(*messages):
    async def main():
        broker, fleet = Broker(), Fleet()
        for kind, parcel, place in messages:
            broker.publish({"kind": kind, "parcel": parcel, "place": place})
        consumer = Consumer(broker, fleet)
        error = None
        try:
            await consumer.run()
        except Exception as e:
            error = e
        return broker, fleet, consumer, error
    return asyncio.run(main())


def test_known_kinds_as_before():
    broker, fleet, consumer, error = play(("PICKUP", 1, "A"), ("HANDOVER", 1, "B"), ("PICKUP", 2, "A"), ("DELIVERED", 2, "C"))
    assert error is None and consumer.done == 4 and not broker.unacked
    assert fleet.trips == {1: ["A", "B"]}


def test_message_of_unknown_kind_is_not_lost():
    broker, fleet, consumer, error = play(("PICKUP", 1, "A"), ("SPLIT", 1, "B"))
    kept = list(broker.unacked.values()) + list(broker.waiting._queue)
    for holder in (broker, consumer, fleet):
        for name, value in vars(holder).items():
            if name not in ("waiting", "unacked", "broker", "fleet", "trips", "log"):
                kept.append(value)
    assert "SPLIT" in str(kept)


def test_not_counted_as_done():
    broker, fleet, consumer, error = play(("PICKUP", 1, "A"), ("SPLIT", 1, "B"))
    assert consumer.done == 1 and fleet.log == [("pickup", 1)]


def test_what_follows_is_kept_and_in_order():
    broker, fleet, consumer, error = play(("PICKUP", 1, "A"), ("SPLIT", 1, "B"), ("PICKUP", 2, "A"), ("DELIVERED", 2, "C"))
    waiting = [(m["kind"].lower(), m["parcel"]) for m in broker.waiting._queue if m["parcel"] == 2]
    done = [entry for entry in fleet.log if entry[1] == 2]
    assert done + waiting == [("pickup", 2), ("delivered", 2)]


def test_parcel_is_not_delivered_by_guess():
    fleet = play(("PICKUP", 1, "A"), ("SPLIT", 1, "B"))[1]
    assert fleet.trips == {1: ["A"]}
