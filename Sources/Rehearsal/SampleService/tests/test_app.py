from order_platform import api_gateway
from order_platform.app import Application
from order_platform.config import Settings
from order_platform.database_service import DatabaseService


def application():
    return Application(DatabaseService(pool_size=1, pool_timeout=0.01))


def test_an_upload_is_counted():
    records = [{"order_id": "o-1", "sku": "mug", "amount": "1"}] * 2
    response = application().answer("POST /uploads", {"records": records})
    assert (response.status, response.body) == (200, {"accepted": 2, "duplicates": ["o-1"]})


def test_a_refusal_keeps_its_status():
    response = application().answer("POST /uploads", {"records": [{"order_id": "o-1"}]})
    assert response.status == 422
    assert "sku" in response.error


def test_other_paths_are_forwarded():
    api_gateway.reset()
    api_gateway.register("user-service", "10.0.2.1:8000")
    response = application().answer("GET /users/42", {})
    assert response.body == "http://10.0.2.1:8000/users/42"
    api_gateway.reset()


def test_settings_come_from_the_environment():
    settings = Settings.from_environment({"ORDERS_POOL_SIZE": "9"})
    assert (settings.pool_size, settings.pool_timeout) == (9, 0.2)


def test_a_saved_report_returns_its_rows():
    assert application().answer("POST /reports/saved", {"sql": "SELECT 2 AS two"}).body == [{"two": 2}]
