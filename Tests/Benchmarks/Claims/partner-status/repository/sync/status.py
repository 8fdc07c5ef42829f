import enum


class Status(enum.Enum):
    OPEN = "open"
    PAID = "paid"
    SENT = "sent"


FROM_PARTNER = {"NEW": Status.OPEN, "SETTLED": Status.PAID, "SHIPPED": Status.SENT}


class SyncError(Exception):
    pass


class UnknownOrder(SyncError):
    pass
