class LeaseTaken(Exception):
    pass
