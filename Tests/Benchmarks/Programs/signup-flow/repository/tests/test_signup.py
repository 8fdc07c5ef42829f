import json
import unittest

from accounts.signup import handle
from accounts.store import Store

GOOD = {"email": "Ann@Example.com ", "password": "long enough", "name": "Ann"}


class SignupTest(unittest.TestCase):
    def test_created(self):
        self.assertEqual(handle(Store(), json.dumps(GOOD)), (201, {"email": "ann@example.com"}))

    def test_taken(self):
        store = Store()
        handle(store, json.dumps(GOOD))
        self.assertEqual(handle(store, json.dumps(GOOD))[0], 409)

    def test_short(self):
        self.assertEqual(handle(Store(), json.dumps({**GOOD, "password": "x"}))[0], 400)
