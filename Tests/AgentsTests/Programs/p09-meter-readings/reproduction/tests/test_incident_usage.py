from meters.report import line


def test_a_report_of_two_readings():
    assert line("a", [(1, 10.0), (3, 14.0)]) == "a: peak 2.00 kWh"
