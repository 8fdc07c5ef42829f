from clubvote import first_choices, minutes, parse, runoff


def test_parse():
    assert parse("Ann > Bo\n\nBo\n") == [["Ann", "Bo"], ["Bo"]]


def test_majority_at_once():
    assert runoff(parse("Ann\nAnn > Bo\nBo"))[0] == "Ann"


def test_weakest_moves_on():
    winner, rounds = runoff(parse("Ann\nAnn\nBo\nBo\nCy > Bo"))
    assert winner == "Bo"
    assert rounds == [{"Ann": 2, "Bo": 2, "Cy": 1}, {"Ann": 2, "Bo": 3}]


def test_used_up_ballots():
    assert first_choices([["Cy"]], {"Ann"}) == {"Ann": 0}


def test_minutes():
    assert minutes("Bo", [{"Ann": 1, "Bo": 2}]) == "round 1: Bo 2, Ann 1\nelected: Bo"
