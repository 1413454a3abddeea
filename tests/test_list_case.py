"""A list in a situation: what its terms hit, and which numbers something holds of."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import situations
from small_exports import read_pair

from toolkit.analysis.list_case import ListCase
from toolkit.analysis.situation import Situation
from toolkit.matching import connectors as kinds
from toolkit.matching.connectors import CONNECTORS

ANN, BEN = "+12125550101", "+442079460018"
NAMES = ("clio", "insightly", "netsuite", "vinsolutions", "getcontact", "pipedrive")


@pytest.fixture
def situation(tmp_path: Path) -> Situation:
    rows = [["212-555-0101"], ["+44 20 7946 0018"]]
    return Situation(*read_pair(tmp_path, [ANN, ANN, BEN], rows), "clio")


def test_numbers_where_something_holds(situation: Situation) -> None:
    case = ListCase(situation, "###-###-####")
    assert case.calls(case.numbers_where(lambda country, _: country == 1)) == 2
    assert case.calls(case.numbers_where(lambda _, n: n == 10)) == 3
    assert case.calls(case.numbers_where(lambda *_: False)) == 0


def test_hits_and_misses(situation: Situation) -> None:
    case = ListCase(situation, "###-###-####")
    assert case.calls(case.hit(0).right) == 2
    assert case.calls(case.is_missed) == 1
    assert case.calls(case.right_with("+44 ## #### ####")) == 1
    assert case.calls(case.right_with("###-###-####")) == 0  # missed ones only
    assert case.shows_wrong(case.is_false) == "0 calls show a wrong contact"
    assert repr(case) == "<ListCase: '###-###-####'>"


def test_requests_of_one_more_term() -> None:
    class Stub:
        record = CONNECTORS["netsuite"]
        weight = np.array([1])

    case = ListCase(Stub(), "")  # type: ignore[arg-type]
    assert case.requests(10) == 30


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seed", range(8))
def test_terms_together_make_the_outcome(tmp_path: Path, name: str, seed: int) -> None:
    """What the single terms hit is what the whole lookup comes to."""
    pair = situations.made_pair(seed, tmp_path)
    situation = Situation(*pair, name)
    case = ListCase(situation, situations.made_formats(seed))
    used = {kind for _, _, kind, _ in situation.matcher.plan_terms(case.formats)}
    hits = [hit for _, hit in case.other_terms]
    if kinds.FORMATS in used:
        hits += [case.hit(place) for place, f in enumerate(case.used)
                 if f or not case.record.drops_empty]  # fmt: skip
    right = case.any_of(hit.right for hit in hits)
    matched = right | case.any_of(hit.wrong for hit in hits)
    assert np.array_equal(matched, case.outcome.is_matched)
    if not case.record.stop_at_first:
        assert np.array_equal(right, case.is_correct)
