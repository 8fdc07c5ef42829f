import tomlkit


def test_dotted_keys_put_in_front_of_an_array_of_tables():
    doc = tomlkit.document()
    doc["rule"] = [{"n": 1}]
    doc.append(tomlkit.key(["limits", "cpu"]), 2)
    doc.append(tomlkit.key(["limits", "memory"]), 3)
    again = tomlkit.parse(tomlkit.dumps(doc)).unwrap()
    assert again == {"rule": [{"n": 1}], "limits": {"cpu": 2, "memory": 3}}


def test_same_in_a_parsed_table():
    doc = tomlkit.parse("[site]\n[[site.rule]]\nn = 1\n")
    doc["site"].append(tomlkit.key(["a", "b"]), 1)
    doc["site"].append(tomlkit.key(["a", "c"]), 2)
    again = tomlkit.parse(tomlkit.dumps(doc)).unwrap()
    assert again == {"site": {"rule": [{"n": 1}], "a": {"b": 1, "c": 2}}}


def test_dotted_keys_alone():
    doc = tomlkit.document()
    doc.append(tomlkit.key(["a", "b"]), 1)
    doc.append(tomlkit.key(["a", "c"]), 2)
    assert tomlkit.dumps(doc) == "a.b = 1\na.c = 2\n"
