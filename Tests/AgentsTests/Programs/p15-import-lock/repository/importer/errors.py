class ImportRefused(Exception):
    pass


class AlreadyRunning(ImportRefused):
    pass


class BadRow(ImportRefused):
    pass
