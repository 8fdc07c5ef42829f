import sys
sys.path.insert(0, "services/crm")
from contacts import country_code


def test_a_local_number_has_no_country():
    assert country_code("0341 5550") == ""
    assert country_code("+49 1") == "49"
