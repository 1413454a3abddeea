"""What a clean-up reaches is what measuring the rewritten contacts gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from situations import made_pair
from small_exports import read_pair

from toolkit.analysis.cleanup import (
    cleaned,
    is_safe,
    is_searched,
    plan_cleanup,
    target_texts,
)
from toolkit.analysis.situation import Situation
from toolkit.matching.connectors import CONNECTORS

LISTS = ((), ("(###) ###-####", "###-###-####"))
# Their target is searched whatever is set, so every list may stay as it is.
ALWAYS_FOUND = ("getcontact", "clio", "netsuite", "vinsolutions", "pipedrive")


def reach_of(situation: Situation, formats: tuple[str, ...]) -> float | None:
    return situation.outcome(formats).counts(situation.weight).reach


@pytest.mark.parametrize("name", ALWAYS_FOUND)
def test_reach_after_is_measured_on_rewritten_contacts(
    name: str, tmp_path: Path
) -> None:
    for seed in range(4):
        situation = Situation(*made_pair(seed, tmp_path), name)
        after = cleaned(situation)
        for formats in LISTS:
            most = max(reach_of(after, each) or 0 for each in (formats, ()))
            assert plan_cleanup(situation, formats).reach_after == most


@pytest.mark.parametrize("name", CONNECTORS)
def test_a_clean_up_never_reaches_less(name: str, tmp_path: Path) -> None:
    situation = Situation(*made_pair(5, tmp_path), name)
    for formats in LISTS:
        cleanup = plan_cleanup(situation, formats)
        before = [reach_of(situation, each) or 0 for each in (formats, ())]
        assert (cleanup.reach_after or 0) >= max(before)


def test_insightly_is_cleaned_with_nothing_set(tmp_path: Path) -> None:
    situation = Situation(*made_pair(2, tmp_path), "insightly")
    reach = reach_of(cleaned(situation), ())
    assert plan_cleanup(situation, ()).reach_after == reach


def test_checked_cells_are_rewritten_too(tmp_path: Path) -> None:
    cells = [["212-555-0101 x5"], ["212-555-0102 / 212-555-0103"], ["N/A"]]
    calls, contacts = read_pair(
        tmp_path, ["+12125550101", "+12125550102", "+12125550103"], cells
    )
    situation = Situation(calls, contacts, "clio")
    assert reach_of(cleaned(situation), ()) == 0
    everything = cleaned(situation, checked=True)
    assert reach_of(everything, ()) == 1
    assert everything.contacts.cells["text"].tolist() == [
        "N/A", "+12125550101", "+12125550102", "+12125550103",
    ]  # fmt: skip
    assert len(situation.contacts.cells) == 3  # as it was


def test_columns_not_searched_are_left_alone(tmp_path: Path) -> None:
    calls, contacts = read_pair(
        tmp_path,
        ["+12125550101"],
        [["212.555.0102", "212.555.0101"]],
        ("Phone", "Home Phone"),
    )
    situation = Situation(calls, contacts, "insightly")
    assert is_searched(situation).tolist() == [True, False]
    assert is_safe(situation).tolist() == [True, False]
    assert plan_cleanup(situation, ()).reach_after == 0


def test_targets_belong_to_the_connector(tmp_path: Path) -> None:
    _, contacts = read_pair(tmp_path, [], [["+44 20 7946 0018"]])
    clio, insightly = CONNECTORS["clio"], CONNECTORS["insightly"]
    assert target_texts(clio, contacts.numbers).to_pylist() == ["+442079460018"]
    assert target_texts(insightly, contacts.numbers).to_pylist() == ["2079460018"]
