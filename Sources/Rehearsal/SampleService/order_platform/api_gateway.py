"""Finds the instance that answers a request. Instances register themselves once they are ready, and
deregister before they stop.
"""

from __future__ import annotations

import itertools
import logging

from order_platform.errors import ServiceUnavailableError

logger = logging.getLogger(__name__)

_instances: dict[str, list[str]] = {}
_turn = itertools.count()


def route_request(service: str, path: str) -> str:
    """The address a request for ``path`` goes to.

    Its instances take turns; ``ServiceUnavailableError`` when none is in service.
    """
    instances = _instances[service]
    address = instances[next(_turn) % len(instances)]
    return f"http://{address}{path}"


def register(service: str, address: str) -> None:
    """Add an instance that is ready to answer."""
    addresses = _instances.setdefault(service, [])
    if address not in addresses:
        addresses.append(address)
        logger.info("%s at %s is in service", service, address)


def deregister(service: str, address: str) -> None:
    """Take an instance out; the last one takes the service with it."""
    addresses = _instances.get(service)
    if addresses is None or address not in addresses:
        logger.info("%s at %s was not in service", service, address)
        return
    addresses.remove(address)
    logger.info("%s at %s is out of service", service, address)
    if not addresses:
        del _instances[service]


def instances_of(service: str) -> list[str]:
    """The addresses that answer for a service now; none for one that is unknown."""
    return list(_instances[service]) if service in _instances else []


def service_for(path: str) -> str:
    """The service behind a public path: ``/users/42`` belongs to ``user-service``."""
    area = path.strip("/").split("/")[0]
    services = {"users": "user-service", "orders": "order-service", "payments": "payment-service"}
    service = services.get(area)
    if service is None:
        raise ServiceUnavailableError(f"no service answers {path}")
    return service


def check(service: str) -> int:
    """How many instances a service has; at least one, or the service is unavailable."""
    count = len(instances_of(service))
    if count == 0:
        raise ServiceUnavailableError(f"{service} has no instance in service")
    return count


def reset() -> None:
    """Forget every instance, as at start."""
    _instances.clear()
