class PrintersBusy(RuntimeError):
    pass


class PrinterPool:
    """A fixed number of printers, leased one at a time."""

    def __init__(self, names):
        self._idle = list(names)
        self._leased = set()

    def lease(self):
        if not self._idle:
            raise PrintersBusy(f"all {len(self._leased)} printers are in use")
        printer = self._idle.pop()
        self._leased.add(printer)
        return printer

    def hand_back(self, printer):
        self._leased.discard(printer)
        self._idle.append(printer)

    @property
    def idle(self):
        return len(self._idle)
