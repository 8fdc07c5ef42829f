import os
import unittest
from tempfile import TemporaryDirectory

from lease.errors import LeaseTaken
from lease.jobs import run_cleanup
from lease.lease import Lease


class LeaseTest(unittest.TestCase):
    def setUp(self):
        self.dir = TemporaryDirectory()
        self.addCleanup(self.dir.cleanup)
        self.path = os.path.join(self.dir.name, "x.lease")

    def test_held_inside_only(self):
        with Lease(self.path, "me") as lease:
            self.assertTrue(lease.held)
            self.assertEqual(lease.holder(), "me")
        self.assertFalse(os.path.exists(self.path))

    def test_second_is_refused(self):
        with Lease(self.path, "me"):
            with self.assertRaises(LeaseTaken):
                Lease(self.path, "you").acquire()
            self.assertTrue(os.path.exists(self.path))

    def test_released_on_error(self):
        with self.assertRaises(KeyError):
            with Lease(self.path, "me"):
                raise KeyError
        self.assertFalse(os.path.exists(self.path))

    def test_cleanup(self):
        self.assertEqual(run_cleanup(self.path, lambda: 4), 4)
