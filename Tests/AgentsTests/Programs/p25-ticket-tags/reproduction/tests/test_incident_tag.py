"""Calls `tag` as the log of the incident shows it."""

import unittest

from helpdesk.inbox import Inbox


class TagIncident(unittest.TestCase):
    def test_it_copes(self):
        Inbox().receive("I want a refund")
