class LabelFormat:
    """Thermal labels of the cold store: 4 lines of 24 characters."""
    LINES = 4
    WIDTH = 24


class LabelOverflowError(Exception):
    def __init__(self, lineNo, text):
        super().__init__("line %d is %d characters: %r" % (lineNo, len(text), text))
        self.lineNo = lineNo
        self.text = text
