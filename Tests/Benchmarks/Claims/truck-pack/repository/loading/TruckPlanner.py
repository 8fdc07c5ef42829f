from loading.Cargo import Cargo
from loading.Knapsack import Knapsack


class TruckPlanner(object):

    def __init__(self, trucks):
        self.trucks = trucks      # list of (plate, payload in kg)

    def plan(self, nodes):
        """({plate: [ids]}, [ids that stay for tomorrow])"""
        waiting = [Cargo.fromJson(n) for n in nodes]
        result = {}
        for plate, payload in self.trucks:
            load = Knapsack.best(waiting, payload)
            result[plate] = [c.id for c in load]
            waiting = [c for c in waiting if c not in load]
        return result, [c.id for c in waiting]

    def weightOf(self, plate, nodes):
        ids = self.plan(nodes)[0][plate]
        return sum(n["weight"] for n in nodes if n["id"] in ids)
