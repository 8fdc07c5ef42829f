"""Errors the platform raises on purpose. The application answers each with its status; anything else is a bug."""


class OrderPlatformError(Exception):
    """Base of every error a caller is expected to handle."""

    status = 500


class InvalidBatchError(OrderPlatformError):
    """An uploaded batch can't be processed as it is."""

    status = 422


class InvalidOrderError(OrderPlatformError):
    """An order breaks a rule of the shop."""

    status = 422


class PaymentError(OrderPlatformError):
    """A payment message can't be settled; the provider sends it again later."""

    status = 409


class DatabaseError(OrderPlatformError):
    """The database refused or failed."""


class QueryError(DatabaseError):
    """The database refused a statement."""

    status = 400


class PoolTimeoutError(DatabaseError):
    """No connection became free in time."""

    status = 503


class UserNotFoundError(OrderPlatformError):
    """There is no user with this identifier."""

    status = 404


class ServiceUnavailableError(OrderPlatformError):
    """No instance of a service can answer now."""

    status = 503


class ReportError(OrderPlatformError):
    """A report was asked for with a window or figures that make no sense."""

    status = 400
