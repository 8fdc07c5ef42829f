"""Takes the payment provider's notifications."""

import json
import logging

log = logging.getLogger("webhook")

PAID = set()


def verify(headers):
    return headers.get("X-Signature") == "ok"


def customer_of(event):
    charge = event["data"]["object"]
    if charge.get("status") != "succeeded":
        return None
    return charge["customer"]["id"]


def handle(headers, body):
    """Remembers who has paid. Returns the HTTP status."""
    if not verify(headers):
        return 401
    event = json.loads(body)
    if event["type"] not in ("charge.succeeded", "charge.updated"):
        return 204
    customer = customer_of(event)
    if customer is not None:
        PAID.add(customer)
    return 200
