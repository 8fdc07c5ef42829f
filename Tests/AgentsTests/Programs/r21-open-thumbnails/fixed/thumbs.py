import os


class ThumbnailMaker:
    """Reads image headers; keeps the files open for the encoder."""

    def __init__(self, folder):
        self.folder = folder
        self.open_files = []

    def header(self, name):
        file = open(os.path.join(self.folder, name), "rb")
        self.open_files.append(file)
        head = file.read(4)
        if head[:2] != b"\xff\xd8":
            self.open_files.remove(file)
            file.close()
            raise ValueError(f"{name} is no JPEG")
        self.open_files.remove(file)
        file.close()
        return head
