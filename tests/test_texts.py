"""Texts are found by the skeleton of a format, by part, and by their digits."""

from __future__ import annotations

import pyarrow as pa
import pytest

from toolkit.columns.texts import TextIndex, format_bytes

TEXTS = TextIndex(
    pa.array(["(415) 555-0100", "415–555", "x12", "415-555 ", "(212) 555-0123"])
)


def rows(found: tuple) -> list[int]:  # type: ignore[type-arg]
    return sorted(found[0].tolist())


@pytest.mark.parametrize(
    ("format", "expected"),
    [
        ("(###) ###-####", [0, 4]),
        ("(415) ###-####", [0, 4]),  # literal digits are compared later
        ("###–###", [1]),
        ("###-###", []),
        ("###-### ", [3]),
        ("", []),
    ],
)
def test_same_skeleton(format: str, expected: list[int]) -> None:
    assert rows(TEXTS.same_skeleton(format)) == expected


def test_leftover_placeholders_are_literal() -> None:
    texts = TextIndex(pa.array(["41#", "415"]))
    assert rows(texts.same_skeleton("###", filled=2)) == [0]
    assert rows(texts.same_skeleton("###", filled=3)) == [1]


def test_containing_gives_every_place() -> None:
    found, digits = TEXTS.containing("###")
    assert sorted(found.tolist()) == [0] * 4 + [1] * 2 + [3] * 2 + [4] * 4
    assert digits.shape == (12, 3)


def test_digits() -> None:
    assert rows(TEXTS.digits_end(7)) == [0, 4]
    assert rows(TEXTS.digits_end(0)) == []
    assert rows(TEXTS.digits_within(2)).count(2) == 1
    assert rows(TEXTS.digits_within(10)) == [0, 4]


def test_groups_are_all_texts() -> None:
    grouped = [row for _, rows, _ in TEXTS.groups() for row in rows.tolist()]
    assert sorted(grouped) == list(range(len(TEXTS)))


def test_nothing() -> None:
    empty = TextIndex(pa.array([], pa.string()))
    assert rows(empty.same_skeleton("###")) == rows(empty.digits_end(3)) == []


def test_slices_of_a_column_are_read_from_their_beginning() -> None:
    texts = pa.array(["999", "415", "212"]).slice(1)
    assert TextIndex(texts).same_skeleton("###")[1].tolist() == [[4, 1, 5], [2, 1, 2]]


def test_format_bytes_of_non_ascii() -> None:
    skeleton, digits = format_bytes("–1#")
    assert skeleton == "–".encode() + b"\xff\xff"
    assert digits == b"\x01\xff"
