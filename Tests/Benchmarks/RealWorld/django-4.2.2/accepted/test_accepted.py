from decimal import Decimal

import django
import pytest
from django.conf import settings

if not settings.configured:
    settings.configure(
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )
    django.setup()

from django.db import connection, models


class Reading(models.Model):
    amount = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        app_label = "lab"


@pytest.fixture(scope="module", autouse=True)
def table():
    with connection.schema_editor() as editor:
        editor.create_model(Reading)
    Reading.objects.create(amount=Decimal("1.50"))
    Reading.objects.create(amount=Decimal("20.00"))


@pytest.mark.parametrize("value", ["10000", "123456.789", "99999999999"])
def test_filter_with_a_value_beyond_the_range(value):
    assert Reading.objects.filter(amount__lt=Decimal(value)).count() == 2
    assert Reading.objects.filter(amount__gt=Decimal(value)).count() == 0
    assert not Reading.objects.filter(amount=Decimal(value)).exists()


def test_filter_within_the_range():
    assert Reading.objects.get(amount__gt=Decimal("2")).amount == Decimal("20.00")


def test_saved_value_is_given_its_decimals():
    made = Reading.objects.create(amount="3.5")
    assert Reading.objects.get(pk=made.pk).amount == Decimal("3.50")
    made.delete()
