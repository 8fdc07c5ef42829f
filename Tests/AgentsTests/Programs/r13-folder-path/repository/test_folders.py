import unittest

from folders import Folder


class FolderTest(unittest.TestCase):
    def test_a_path_names_all_parents(self):
        root = Folder("home")
        self.assertEqual(Folder("letters", root).path(), "/home/letters")

    def test_a_folder_can_be_moved(self):
        home, letters, old = Folder("home"), Folder("letters"), Folder("old")
        old.move(home)
        letters.move(old)
        self.assertEqual(letters.path(), "/home/old/letters")


if __name__ == "__main__":
    unittest.main()
