import unittest

from loading.Cargo import Cargo
from loading.Knapsack import Knapsack
from loading.TruckPlanner import TruckPlanner

NODES = [{"id": "a", "weight": 60, "value": 10}, {"id": "b", "weight": 50, "value": 9},
         {"id": "c", "weight": 50, "value": 8}]


class PlannerTest(unittest.TestCase):

    def testBest(self):
        cargos = [Cargo.fromJson(n) for n in NODES]
        self.assertEqual(["b", "c"], [c.id for c in Knapsack.best(cargos, 100)])
        self.assertEqual([], Knapsack.best(cargos, 10))

    def testPlan(self):
        self.assertEqual(({"T1": ["b", "c"], "T2": ["a"]}, []), TruckPlanner([("T1", 100), ("T2", 80)]).plan(NODES))

    def testTomorrow(self):
        self.assertEqual(["a"], TruckPlanner([("T1", 100)]).plan(NODES)[1])

    def testWeight(self):
        self.assertEqual(100, TruckPlanner([("T1", 100)]).weightOf("T1", NODES))
