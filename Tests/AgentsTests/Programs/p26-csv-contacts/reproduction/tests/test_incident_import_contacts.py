"""Calls `import_contacts` as the log of the incident shows it."""

import unittest

from crm.uploads import upload


class ImportContactsIncident(unittest.TestCase):
    def test_it_copes(self):
        upload(b"\xef\xbb\xbfemail,name\na@x.org,Ann\n")
