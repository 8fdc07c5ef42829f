import pytest

from order_platform import api_gateway
from order_platform.errors import ServiceUnavailableError


def setup_function():
    api_gateway.reset()


def test_a_request_goes_to_a_registered_instance():
    api_gateway.register("order-service", "10.0.3.1:8000")
    assert api_gateway.route_request("order-service", "/orders/7") == "http://10.0.3.1:8000/orders/7"


def test_instances_take_turns():
    api_gateway.register("order-service", "10.0.3.1:8000")
    api_gateway.register("order-service", "10.0.3.2:8000")
    addresses = {api_gateway.route_request("order-service", "/") for _ in range(2)}
    assert len(addresses) == 2


def test_an_instance_registers_once():
    api_gateway.register("order-service", "10.0.3.1:8000")
    api_gateway.register("order-service", "10.0.3.1:8000")
    assert api_gateway.instances_of("order-service") == ["10.0.3.1:8000"]


def test_a_deregistered_instance_is_gone():
    api_gateway.register("order-service", "10.0.3.1:8000")
    api_gateway.deregister("order-service", "10.0.3.1:8000")
    assert api_gateway.instances_of("order-service") == []


def test_a_path_belongs_to_a_service():
    assert api_gateway.service_for("/users/42") == "user-service"
    with pytest.raises(ServiceUnavailableError):
        api_gateway.service_for("/nowhere")


def test_a_service_without_instances_fails_its_check():
    with pytest.raises(ServiceUnavailableError):
        api_gateway.check("order-service")
