"""Which contacts have which number."""

from __future__ import annotations

import numpy as np

from toolkit.columns.truth import Truth


def test_a_number_on_several_contacts_and_a_contact_with_several_numbers() -> None:
    truth = Truth(
        np.array([30, 10, 20]),
        np.array([10, 10, 20, 99]),
        np.array([0, 1, 1, 2]),
        n_contacts=3,
    )
    pairs = zip(truth.number.tolist(), truth.contact.tolist(), strict=True)
    assert list(pairs) == [(1, 0), (1, 1), (2, 1)]
    assert truth.is_known.tolist() == [False, True, True]


def test_a_pair_counts_once() -> None:
    truth = Truth(np.array([10]), np.array([10, 10]), np.array([0, 0]), n_contacts=1)
    assert len(truth.number) == 1


def test_no_calls_or_no_contacts() -> None:
    nothing = np.empty(0, np.int64)
    assert len(Truth(nothing, np.array([5]), np.array([0]), n_contacts=1).number) == 0
    truth = Truth(np.array([5]), nothing, nothing, n_contacts=0)
    assert truth.holds(np.array([0]), np.array([0])).tolist() == [False]
