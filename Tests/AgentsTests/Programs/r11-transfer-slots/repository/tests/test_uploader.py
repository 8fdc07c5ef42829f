import unittest

from transfer.slots import Slots
from transfer.uploader import Uploader, UploadRefused


class UploaderTest(unittest.TestCase):
    def setUp(self):
        self.sent = []
        self.uploader = Uploader(lambda *parts: self.sent.append(parts))

    def test_a_file_is_sent_with_its_checksum(self):
        checksum = self.uploader.upload("a.txt", b"hello")
        self.assertEqual(self.sent, [("a.txt", b"hello", checksum)])

    def test_a_slot_is_given_back(self):
        for _ in range(10):
            self.uploader.upload("a.txt", b"hello")

    def test_large_files_are_refused(self):
        self.uploader.MAXIMUM = 3
        with self.assertRaises(UploadRefused):
            self.uploader.upload("a.txt", b"hello")
