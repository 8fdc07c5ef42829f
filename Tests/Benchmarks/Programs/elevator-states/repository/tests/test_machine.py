import unittest

from lift.machine import IllegalMove, Lift, State


class LiftTest(unittest.TestCase):
    def test_ride(self):
        lift = Lift(5)
        lift.call(3)
        lift.arrive()
        self.assertEqual(lift.floor, 3)
        self.assertIs(lift.state, State.DOORS)
        lift.close()
        self.assertIs(lift.state, State.IDLE)

    def test_no_such_floor(self):
        with self.assertRaises(IllegalMove):
            Lift(2).call(9)


if __name__ == "__main__":
    unittest.main()
