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
        await consumer.run()
        return broker, fleet, consumer
    return asyncio.run(main())


def test_trip():
    broker, fleet, consumer = play(("PICKUP", 1, "Oslo"), ("HANDOVER", 1, "Hamar"))
    assert fleet.trips == {1: ["Oslo", "Hamar"]}
    assert consumer.done == 2 and not broker.unacked


def test_delivered():
    assert play(("PICKUP", 1, "Oslo"), ("DELIVERED", 1, "Hamar"))[1].trips == {}


def test_in_order():
    fleet = play(("PICKUP", 1, "A"), ("PICKUP", 2, "A"), ("DELIVERED", 1, "B"))[1]
    assert fleet.log == [("pickup", 1), ("pickup", 2), ("delivered", 1)]
