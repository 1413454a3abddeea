"""Classes keep everything that a choice depends on."""

from __future__ import annotations

import numpy as np

from toolkit.analysis.hits import CORRECT, FALSE, UNMATCHED, classify, group


def test_numbers_hit_alike_are_one_class() -> None:
    hits = classify(
        np.array([1, 2, 4]),
        base=np.zeros(3, np.int64),
        number=np.array([0, 0, 1, 1, 2]),
        format=np.array([1, 0, 0, 1, 0]),
        right=np.array([True, False, False, True, False]),
        n_formats=2,
    )
    assert sorted(hits.weight.tolist()) == [3, 4]
    assert hits.by_format(hits.weight[hits.member]).tolist() == [7, 3]


def test_rightness_and_base_tell_classes_apart() -> None:
    hits = classify(
        np.array([1, 1, 1]),
        base=np.array([UNMATCHED, UNMATCHED, FALSE]),
        number=np.array([0, 1, 2]),
        format=np.zeros(3, np.int64),
        right=np.array([True, False, True]),
        n_formats=1,
    )
    assert hits.n_classes == 3


def test_decided_classes_are_closed() -> None:
    hits = classify(
        np.array([1, 1]),
        base=np.array([CORRECT, FALSE]),
        number=np.array([0, 1]),
        format=np.zeros(2, np.int64),
        right=np.ones(2, bool),
        n_formats=1,
    )
    assert len(hits.open(stop_at_first=False).member) == 1
    assert len(hits.open(stop_at_first=True).member) == 0


def test_nothing_at_all() -> None:
    nothing = np.empty(0, np.int64)
    hits = classify(
        nothing,
        base=nothing,
        number=nothing,
        format=nothing,
        right=nothing.astype(bool),
        n_formats=0,
    )
    assert hits.n_classes == 0


def test_the_same_classes_serve_other_weights_and_fewer_candidates() -> None:
    classes = group(
        np.zeros(3, np.int64),
        number=np.array([0, 0, 1, 2]),
        format=np.array([0, 2, 2, 1]),
        right=np.array([True, False, True, True]),
        n_formats=3,
    )
    hits = classes.only(np.array([2, 1])).weighted(np.array([1, 10, 100]))
    assert hits.n_formats == 2
    assert hits.by_format(hits.weight[hits.member]).tolist() == [11, 100]
    assert hits.by_format(hits.weight[hits.member] * hits.right).tolist() == [10, 100]
