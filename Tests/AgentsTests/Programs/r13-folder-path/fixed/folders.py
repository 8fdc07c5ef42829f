"""Folders of the document archive; each knows its parent."""


class Folder:
    def __init__(self, name, parent=None):
        self.name = name
        self.parent = parent

    def path(self):
        if self.parent is None:
            return "/" + self.name
        return self.parent.path() + "/" + self.name

    def move(self, new_parent):
        """Puts the folder into another."""
        above = new_parent
        while above is not None:
            if above is self:
                raise ValueError("a folder can't be moved into itself")
            above = above.parent
        self.parent = new_parent

    def depth(self):
        return self.path().count("/")
