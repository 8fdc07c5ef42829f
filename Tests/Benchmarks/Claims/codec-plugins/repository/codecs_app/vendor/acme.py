from ..registry import Codec


class AcmeExport(Codec):
    """Tables of the Acme scanner: width first, then the cells one after the other."""
    endings = ("acm", "dat")

    def decode(self, text):
        width, *cells = text.split()
        n = int(width)
        return [cells[i:i + n] for i in range(0, len(cells), n)]
