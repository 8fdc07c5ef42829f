import json

import pytest

import webhook


@pytest.fixture
def event():
    return {
        "type": "charge.succeeded",
        "data": {"object": {"status": "succeeded", "amount": 1200, "customer": {"id": "cus_1"}}},
    }


def test_a_paid_charge_is_remembered(event):
    assert webhook.handle({"X-Signature": "ok"}, json.dumps(event)) == 200
    assert "cus_1" in webhook.PAID


def test_an_unsigned_request_is_refused(event):
    assert webhook.handle({}, json.dumps(event)) == 401


def test_a_failed_charge_has_no_customer(event):
    event["data"]["object"]["status"] = "failed"
    assert webhook.customer_of(event) is None
