import pytest
from league.table import Table


def test_unknown_team():
    with pytest.raises((ValueError, LookupError)):
        Table(["A"]).gap("Q")
