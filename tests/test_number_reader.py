"""What columns read ahead is what phonenumbers says."""

from __future__ import annotations

import fuzz_numbers
import phonenumbers

from toolkit.exports.cells import read_cell
from toolkit.exports.number_reader import NumberReader, read_ahead


def test_answers_read_ahead_are_those_given_one_at_a_time() -> None:
    texts, _ = fuzz_numbers.cells(3000, seed=5, among=["DE"])
    ahead, asked = read_ahead(texts, "DE"), NumberReader("DE")
    assert len(ahead.known) > 1000
    for text in list(ahead.known):
        assert ahead.read(text) == asked.read(text)


def test_a_cell_is_read_alike_with_and_without_a_reader_that_knows() -> None:
    texts, _ = fuzz_numbers.cells(2000, seed=6, among=["US"])
    ahead = read_ahead(texts, "US")
    for text in texts:
        with_it, without = read_cell(text, ahead), read_cell(text, "US")
        assert (with_it.condition, with_it.numbers) == (
            without.condition,
            without.numbers,
        )


def test_no_number_is_shown() -> None:
    reader = NumberReader("US")
    assert "555" not in repr(reader.read("202-555-0101")) + repr(reader)


def test_the_library_gets_the_number_back() -> None:
    for text in ("+390612345678", "+14155550100", "+3900612345678"):
        number = NumberReader("US").read(text)
        assert number is not None
        parsed = phonenumbers.parse(text)
        assert number.for_library() == parsed
