from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import TableError
from toolkit.exports.coding import encode, encode_few, lengths, stack, unify
from toolkit.exports.frames import category, rejects_table
from toolkit.exports.ledger import (
    REASON_CODE,
    REASONS,
    Ledger,
    Reason,
    add_ledgers,
    count_reasons,
)
from toolkit.exports.words import fold, squeeze

TEXTS = st.lists(st.sampled_from(["", "a", "b", "ab", "é", "Voice"]), max_size=30)


def test_an_account_that_does_not_close_is_refused() -> None:
    Ledger(2, 1, {"fax": 1})
    with pytest.raises(TableError, match="expected 2 rows accounted for, got 3"):
        Ledger(2, 1, {"fax": 2})


def test_ledgers_add_up() -> None:
    total = add_ledgers([Ledger(2, 1, {"fax": 1}), Ledger(3, 0, {"internal": 3})])
    assert total.to_dict() == {
        "rows": 5,
        "used": 1,
        "set_aside": {"internal": 3, "fax": 1},
    }
    assert add_ledgers([]) == Ledger(0, 0, {})


def test_reasons_are_counted_most_frequent_first() -> None:
    codes = np.array([REASON_CODE[Reason.FAX]] * 2 + [REASON_CODE[Reason.LEG]], np.int8)
    assert list(count_reasons(codes)) == ["fax", "leg of a call"]
    assert count_reasons(np.zeros(0, np.int8)) == {}


def test_rejects_are_in_file_and_row_order() -> None:
    rows = [np.array([5, 2], np.int32), np.array([3], np.int32)]
    reasons = [np.array([0, 1], np.int8), np.array([2], np.int8)]
    table = rejects_table(rows, reasons)
    assert table["row"].tolist() == [2, 5, 3]
    assert table["file"].tolist() == [0, 0, 1]
    assert table["reason"].tolist() == [str(REASONS[i]) for i in (1, 0, 2)]
    assert len(rejects_table([], [])) == 0


@given(TEXTS)
def test_codes_give_the_texts_back(texts: list[str]) -> None:
    column = pa.array(texts, pa.string())
    for code in (encode, encode_few):
        codes, values = code(column)
        assert values.take(pa.array(codes)).to_pylist() == texts
    assert lengths(column).tolist() == [len(text.encode()) for text in texts]


@given(st.lists(TEXTS, max_size=4))
def test_joined_codes_give_the_texts_back(parts: list[list[str]]) -> None:
    codes, values = unify([encode(pa.array(part, pa.string())) for part in parts])
    texts = [text for part in parts for text in part]
    assert values.take(pa.array(codes)).to_pylist() == texts
    assert len(set(values.to_pylist())) == len(values)


def test_lengths_of_a_slice() -> None:
    assert lengths(pa.array(["a", "bb", "", "dddd"])[1:3]).tolist() == [2, 0]


def test_categories_with_equal_names_are_one() -> None:
    found = category(np.array([0, 1, 2, -1]), ["a", "b", "a"])
    assert list(found.categories) == ["a", "b"]
    assert found.tolist()[:3] == ["a", "b", "a"]
    assert found.isna().tolist() == [False, False, False, True]
    assert len(category(np.zeros(0, np.int64), [])) == 0


def test_no_arrays_stack_to_an_empty_one() -> None:
    assert stack([], np.int8).dtype == np.int8


@given(st.text())
def test_squeezing_twice_changes_nothing(text: str) -> None:
    once = squeeze(text[:20])
    assert squeeze(once) == once
    assert fold(text) == fold(text)
