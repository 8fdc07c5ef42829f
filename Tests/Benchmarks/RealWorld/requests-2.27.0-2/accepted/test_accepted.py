import pytest
import requests


@pytest.mark.parametrize("url", ["http://.example.com", "http://.example.com/path?q=1"])
def test_host_with_a_leading_dot_is_an_invalid_url(url):
    with pytest.raises(requests.exceptions.InvalidURL):
        requests.get(url, timeout=3)


def test_other_hosts():
    with pytest.raises(requests.exceptions.InvalidURL):
        requests.Request("GET", "http://*.example.com").prepare()
    assert requests.Request("GET", "http://example.com").prepare().url == "http://example.com/"
