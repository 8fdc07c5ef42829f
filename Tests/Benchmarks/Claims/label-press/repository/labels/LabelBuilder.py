from labels.LabelFormat import LabelFormat, LabelOverflowError


class LabelBuilder:

    def __init__(self):
        self._lines = []

    def addLine(self, text):
        if len(text) > LabelFormat.WIDTH:
            raise LabelOverflowError(len(self._lines) + 1, text)
        self._lines.append(text.ljust(LabelFormat.WIDTH))
        return self

    def addPair(self, left, right):
        gap = LabelFormat.WIDTH - len(left) - len(right)
        return self.addLine(left + " " * gap + right)

    def build(self):
        lines = self._lines + [" " * LabelFormat.WIDTH] * (LabelFormat.LINES - len(self._lines))
        return "\n".join(lines)
