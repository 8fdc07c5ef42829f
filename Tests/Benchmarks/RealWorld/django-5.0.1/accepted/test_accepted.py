import django
import pytest
from django.conf import settings

if not settings.configured:
    settings.configure(
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )
    django.setup()

from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.models import Group


def check(**attrs):
    cls = type("SomeAdmin", (ModelAdmin,), attrs)
    return [e.id for e in cls(Group, AdminSite()).check()]


@pytest.mark.parametrize("option", ["filter_horizontal", "filter_vertical"])
def test_reverse_relation_is_reported(option):
    assert check(**{option: ["user"]}) == ["admin.E020"]


def test_proper_many_to_many_field_is_fine():
    assert check(filter_horizontal=["permissions"]) == []


def test_other_fields_are_reported():
    assert check(filter_vertical=["name"]) == ["admin.E020"]
    assert check(filter_vertical=["nothing"]) == ["admin.E019"]
