import json
from accounts.signup import handle
from accounts.store import Store


def test_no_name():
    status, answer = handle(Store(), json.dumps({"email": "a@b", "password": "long enough"}))
    assert status == 400 and "name" in answer["error"]
