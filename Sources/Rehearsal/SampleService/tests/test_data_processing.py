from decimal import Decimal

import pytest

from order_platform.data_processing import (
    clean_record,
    find_duplicates,
    largest_amount,
    parse_amount,
    process_batch,
    split_batch,
    total_by_sku,
)
from order_platform.errors import InvalidBatchError


def record(order_id="o-1", sku="mug-blue", amount="12.50"):
    return {"order_id": order_id, "sku": sku, "amount": amount}


def test_amounts_may_have_a_comma():
    assert parse_amount(" 12,50 ") == Decimal("12.50")


def test_a_word_is_no_amount():
    with pytest.raises(InvalidBatchError):
        parse_amount("twelve")


def test_a_record_is_trimmed_and_its_article_is_upper_case():
    assert clean_record(record(sku=" mug-blue "))["sku"] == "MUG-BLUE"


def test_a_batch_keeps_the_order_of_its_records():
    cleaned = process_batch([record("o-2"), record("o-1")])
    assert [row["order_id"] for row in cleaned] == ["o-2", "o-1"]


def test_a_batch_without_amounts_is_refused():
    with pytest.raises(InvalidBatchError, match="amount"):
        process_batch([{"order_id": "o-1", "sku": "mug-blue"}])


def test_a_batch_of_mixed_shapes_is_refused():
    with pytest.raises(InvalidBatchError, match="record 2"):
        process_batch([record(), {**record("o-2"), "note": "gift"}])


def test_a_long_upload_is_cut_into_batches():
    sizes = [len(batch) for batch in split_batch([record()] * 5, 2)]
    assert sizes == [2, 2, 1]


def test_amounts_add_up_per_article():
    assert total_by_sku([record(), record("o-2"), record("o-3", "lamp", "40")]) == {
        "mug-blue": Decimal("25.00"),
        "lamp": Decimal("40"),
    }


def test_the_largest_amount_of_nothing_is_zero():
    assert largest_amount([]) == 0
    assert largest_amount([record(), record(amount="3")]) == Decimal("12.50")


def test_duplicates_are_named_once():
    assert find_duplicates([record(), record(), record()]) == ["o-1"]
