"""The platform as its callers see it: one function per route, and one place where errors become answers."""

from __future__ import annotations

import json
import logging
from datetime import datetime
from typing import Any, Callable, Mapping

from order_platform import api_gateway, data_processing, order_service, payment_service
from order_platform.analytics_service import last_days, summary
from order_platform.database_service import DatabaseService
from order_platform.errors import OrderPlatformError
from order_platform.models import Event, Response

logger = logging.getLogger(__name__)

Payload = Mapping[str, Any]


class Application:
    """Answers requests; whatever goes wrong, the caller gets a response."""

    def __init__(self, database: DatabaseService) -> None:
        self.database = database
        self.events: list[Event] = []
        self.routes: dict[str, Callable[[Payload], Any]] = {
            "POST /uploads": self.upload,
            "POST /payments/callback": self.payment_callback,
            "POST /orders": self.order,
            "GET /orders": self.orders,
            "GET /dashboard": self.dashboard,
            "POST /reports/saved": self.saved_report,
        }

    def answer(self, route: str, payload: Payload, request_id: str = "-") -> Response:
        """Run a route. Expected errors keep their status; unexpected ones become a 500."""
        logger.info("[%s] %s %s", request_id, route, json.dumps(payload, default=str))
        handler = self.routes.get(route, self.forward(route))
        try:
            return Response(200, handler(payload))
        except OrderPlatformError as error:
            overloaded = error.status == 503
            logger.warning("[%s] %s refused: %s", request_id, route, error, exc_info=overloaded)
            return Response(error.status, error=str(error))
        except Exception:
            logger.exception("[%s] %s failed", request_id, route)
            return Response(500, error="internal error")

    def upload(self, payload: Payload) -> Any:
        """A merchant's batch of orders."""
        cleaned = data_processing.process_batch(payload["records"])
        return {"accepted": len(cleaned), "duplicates": data_processing.find_duplicates(cleaned)}

    def payment_callback(self, payload: Payload) -> Any:
        """What the payment provider reports about an order."""
        settlement = payment_service.process_payment(payload)
        return {"order": settlement.order_id, "confirmed": True}

    def order(self, payload: Payload) -> Any:
        """A filled cart."""
        return order_service.place_order(payload)

    def orders(self, payload: Payload) -> Any:
        """A user's orders."""
        return self.database.orders_of(payload["user_id"])

    def dashboard(self, payload: Payload) -> Any:
        """Figures of the last days."""
        now = datetime.fromisoformat(payload["now"])
        return summary(last_days(self.events, payload["days"], now))

    def saved_report(self, payload: Payload) -> Any:
        """A report the back office has saved, run as it is."""
        return self.database.execute_query(payload["sql"], payload.get("parameters", ()))

    def forward(self, route: str) -> Callable[[Payload], Any]:
        """The handler of a route that another service answers: the address to go to."""
        path = route.partition(" ")[2]
        return lambda payload: api_gateway.route_request(api_gateway.service_for(path), path)
