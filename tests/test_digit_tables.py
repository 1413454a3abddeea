"""Tables of expressions over digits: they match what `re` matches."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.columns.digit_automaton import Automaton
from toolkit.columns.digit_expressions import NotUnderstoodError, parse_expression
from toolkit.columns.digit_tables import DigitTable
from toolkit.matching.countries import read_country, read_region

places = st.sampled_from([*"0123", r"\d", "[2-9]", "[013-57]", "[1-35-7]"])
patterns = st.recursive(
    places,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda p: f"(?:{'|'.join(p)})"),
        inner.map(lambda p: f"(?:{p})?"),
        st.tuples(inner, st.integers(0, 3)).map(lambda p: f"({p[0]}){{{p[1]}}}"),
        st.tuples(inner, st.integers(0, 2), st.integers(2, 4)).map(
            lambda p: f"(?:{p[0]}){{{p[1]},{p[2]}}}"
        ),
    ),
    max_leaves=6,
)
digit_strings = st.text("0123456789", max_size=8)


def opens(pattern: str, digits: str) -> bool:
    """Whether the beginning of digits, one at least, matches."""
    ends = range(1, len(digits) + 1)
    whole = pattern.endswith("$")
    return any(
        re.fullmatch(pattern, digits[:end]) and (end == len(digits) or not whole)
        for end in ends
    )


@settings(max_examples=300, deadline=None)
@given(st.lists(patterns, min_size=1, max_size=3), patterns, st.lists(digit_strings))
def test_an_automaton_matches_what_re_matches(
    whole: list[str], beginning: str, texts: list[str]
) -> None:
    automaton = Automaton()
    matches = automaton.add(*whole)
    begins = automaton.add(beginning, f"{beginning}7$", opens=True)
    for digits in texts:
        bits = automaton.accepted(digits)
        assert bool(bits & matches) == any(re.fullmatch(p, digits) for p in whole)
        expected = opens(beginning, digits) or opens(f"{beginning}7$", digits)
        assert bool(bits & begins) == expected


@settings(max_examples=150, deadline=None)
@given(st.lists(patterns, min_size=1, max_size=3), st.data())
def test_a_table_decides_as_re_does(parts: list[str], data: st.DataObject) -> None:
    length = data.draw(st.integers(0, 7))
    numbers = data.draw(st.lists(st.integers(0, 10**length - 1), min_size=1))
    automaton = Automaton()
    bits = [automaton.add(part) for part in parts]

    def answer(found: int) -> int:
        return sum(2**n for n, bit in enumerate(bits) if found & bit)

    decided = DigitTable(automaton, length, answer).decide(np.array(numbers, np.int64))
    for number, found in zip(numbers, decided.tolist(), strict=True):
        digits = f"{number:0{length}}" if length else ""
        matching = [bool(re.fullmatch(part, digits)) for part in parts]
        assert found == sum(2**n for n, matched in enumerate(matching) if matched)


@settings(max_examples=100, deadline=None)
@given(patterns, patterns, st.data())
def test_without_what_it_needs_a_table_answers_zero(
    needed: str, other: str, data: st.DataObject
) -> None:
    length = data.draw(st.integers(1, 6))
    numbers = data.draw(st.lists(st.integers(0, 10**length - 1), min_size=1))
    automaton = Automaton()
    needs, bit = automaton.add(needed, opens=True), automaton.add(other)
    table = DigitTable(
        automaton, length, lambda found: 1 + bool(found & bit), needs=needs
    )
    for number, found in zip(numbers, table.decide(np.array(numbers)), strict=True):
        digits = f"{number:0{length}}"
        expected = 1 + bool(re.fullmatch(other, digits)) if opens(needed, digits) else 0
        assert found == expected


def test_many_numbers_are_decided_block_by_block() -> None:
    automaton = Automaton()
    even = automaton.add(r"\d{4}[02468]")
    table = DigitTable(automaton, 5, lambda found: int(bool(found & even)))
    numbers = np.arange(100_000)
    assert (table.decide(numbers) == (numbers % 2 == 0)).all()
    assert table.decide(numbers[:0]).tolist() == []


@pytest.mark.parametrize(
    "pattern",
    ["1+", "1*", "a", "[^1]", "(?!1)2", "1{2,}", "(1", "1)", "[", "{2}", "^1"],
)
def test_what_is_not_understood_is_refused(pattern: str) -> None:
    with pytest.raises(NotUnderstoodError, match=r"."):
        parse_expression(pattern)


def test_an_end_inside_is_refused() -> None:
    with pytest.raises(NotUnderstoodError, match="End"):
        Automaton().add("1$2")


def test_everything_in_the_metadata_is_understood() -> None:
    for code in (1, 7, 39, 44, 49, 52, 54, 55, 81, 86, 800):
        country = read_country(code)
        for region in country.regions:
            for kind in (region.fits, *region.kinds):
                parse_expression(kind.pattern)
    for name in ("US", "AG", "GB", "JE", "AR", "BR", "JP", "CN", "FI", "SG", "UZ"):
        reading = read_region(name)
        parse_expression(reading.prefix)
        parse_expression(reading.international_prefix)
