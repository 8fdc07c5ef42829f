from natsort import natsorted, ns


def test_list_with_a_missing_number_sorts():
    got = natsorted([12, None, 3])
    assert got[0] is None
    assert got[1:] == [3, 12]


def test_missing_value_goes_last_when_nans_go_last():
    got = natsorted([12, None, 3], alg=ns.NANLAST)
    assert got == [3, 12, None]


def test_names_with_digits_keep_their_order():
    assert natsorted(["bin10", "bin9", "bin1"]) == ["bin1", "bin9", "bin10"]
