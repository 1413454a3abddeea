"""Numbers are found by the digits they are, or begin with."""

from __future__ import annotations

import numpy as np

from toolkit.columns.sources import DigitSource, to_integers

# 415, 0415, 41, 415999
SOURCE = DigitSource(np.array([415, 415, 41, 415999]), np.array([3, 4, 2, 6]))


def pairs(wanted: list[int], n_digits: int, *, whole: bool) -> set[tuple[int, int]]:
    find = SOURCE.exactly if whole else SOURCE.beginning
    hits = find(np.array(wanted), n_digits)
    return set(zip(hits.rows.tolist(), hits.numbers.tolist(), strict=True))


def test_exactly() -> None:
    assert pairs([415], 3, whole=True) == {(0, 0)}
    assert pairs([415], 4, whole=True) == {(0, 1)}


def test_beginning_counts_zeros_in_front() -> None:
    assert pairs([415, 41], 3, whole=False) == {(0, 0), (0, 3), (1, 1)}


def test_no_digits_are_the_beginning_of_every_number() -> None:
    assert pairs([0], 0, whole=False) == {(0, 0), (0, 1), (0, 2), (0, 3)}


def test_the_same_digits_twice() -> None:
    assert pairs([41, 41], 2, whole=True) == {(0, 2), (1, 2)}


def test_nothing_wanted() -> None:
    assert pairs([], 3, whole=True) == set()


def test_numbers_keep_their_own_names() -> None:
    source = DigitSource(np.array([5]), np.array([1]), np.array([77]))
    assert source.exactly(np.array([5]), 1).numbers.tolist() == [77]
    assert source.lengths_present == (1,)


def test_to_integers() -> None:
    assert to_integers(np.array([[0, 4, 1], [9, 9, 9]], np.uint8)).tolist() == [41, 999]
    assert to_integers(np.empty((2, 0), np.uint8)).tolist() == [0, 0]
