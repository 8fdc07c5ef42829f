from dynaconf import Dynaconf
from dynaconf.utils import object_merge


def test_marked_list_for_a_new_key_is_kept_without_the_mark():
    merged = object_merge({"name": "db"}, {"hosts": ["a", "b", "dynaconf_merge"]})
    assert merged["hosts"] == ["a", "b"]
    assert merged["name"] == "db"


def test_settings_object_accepts_a_new_marked_list():
    settings = Dynaconf()
    settings.set("MAIL", {"host": "localhost"})
    settings.set("MAIL", {"cc": ["x@y", "dynaconf_merge"], "dynaconf_merge": True})
    assert list(settings.MAIL.cc) == ["x@y"]
    assert settings.MAIL.host == "localhost"


def test_lists_of_an_old_key_are_joined():
    assert object_merge({"hosts": ["a"]}, {"hosts": ["b"]})["hosts"] == ["a", "b"]
