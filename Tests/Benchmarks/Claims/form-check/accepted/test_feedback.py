import json

import pytest
from schema import Int
from signup import accept


def test_saved_as_null():
    status, saved = accept(json.dumps({"name": "Tove"}))
    assert status == 201 and saved["age"] is None


def test_required_is_refused():
    with pytest.raises(ValueError, match="is required"):
        Int(ge=1).clean(None)
