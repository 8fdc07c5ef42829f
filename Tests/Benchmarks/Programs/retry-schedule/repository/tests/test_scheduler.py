import unittest

from scheduler.backoff import Backoff, Job, Scheduler


class SchedulerTest(unittest.TestCase):
    def test_delay(self):
        self.assertEqual(Backoff().delay(2), 5)

    def test_due(self):
        scheduler = Scheduler()
        job = Job("mail")
        scheduler.add(job)
        job.failed(100)
        self.assertEqual(scheduler.due(100.5), [])
        self.assertEqual(scheduler.due(101), [job])
