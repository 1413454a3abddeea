"""Every figure of the clean-up plan is what measuring the rewritten contacts gives."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from situations import made_pair
from small_exports import read_pair

from toolkit.analysis.cell_states import CELL_TO_CHECK, SAFE_CELL
from toolkit.analysis.cleanup import CleanUp, plan_cleanup, target_texts
from toolkit.analysis.fixes import GUESSED, NOT_IN_LIST, Fixes, Headline
from toolkit.analysis.recommend import recommend
from toolkit.analysis.situation import Situation
from toolkit.matching.connectors import CONNECTORS

LISTS = ((), ("(###) ###-####",), ("###-###-####", "(###) ###-####", "##########"))


def rewritten(fixes: Fixes, n_rows: int) -> Situation:
    """Give the contacts with the first rows fixed, each number in its own cell."""
    situation, contacts = fixes.situation, fixes.situation.contacts
    done = fixes.table.iloc[:n_rows]
    keys = {(c, column) for c, column in zip(done.contact, done.column, strict=True)}
    cells = contacts.cells
    fixed = np.array(
        [key in keys for key in zip(cells.contact, cells.column, strict=True)], bool
    )
    owner = contacts.number_cells["cell"].to_numpy()
    rows = np.flatnonzero(fixed[owner])
    kept = cells["text"][~fixed].tolist()
    new = target_texts(situation.record, contacts.numbers.take(rows)).to_pylist()
    cells = pd.concat([cells[~fixed], cells.take(owner[rows])], ignore_index=True)
    cells = cells.assign(text=pd.array([*kept, *new], dtype="str"))
    return Situation(situation.calls, replace(contacts, cells=cells), situation.record)


@pytest.mark.parametrize("name", CONNECTORS)
def test_each_step_is_what_the_rewritten_contacts_reach(
    name: str, tmp_path: Path
) -> None:
    for seed in range(3):
        calls, contacts = made_pair(seed, tmp_path)
        situation = Situation(calls, contacts, name)
        fixes = Fixes(plan_cleanup(situation, LISTS[seed % 3]))
        for step in fixes.steps.to_dict("records"):
            after = rewritten(fixes, step["n_cells"])
            counts = after.outcome(fixes.formats).counts(situation.weight)
            assert step["correct_calls"] == counts.correct_calls
            assert step["reach"] == counts.reach
            assert step["n_contacts"] == len(
                set(fixes.table["contact"][: step["n_cells"]])
            )


@pytest.mark.parametrize("name", CONNECTORS)
def test_accounts_close(name: str, tmp_path: Path) -> None:
    for seed in range(3):
        calls, contacts = made_pair(seed, tmp_path)
        situation = Situation(calls, contacts, name)
        fixes = Fixes(plan_cleanup(situation, LISTS[seed % 3]))
        assert sum(fixes.account.values()) == len(contacts.cells)
        assert min(fixes.calls_account.values()) >= 0
        counts = situation.outcome(()).counts(situation.weight)
        assert sum(fixes.calls_account.values()) == counts.known_calls
        assert len(fixes.table) == (
            fixes.account[SAFE_CELL] + fixes.account[CELL_TO_CHECK]
        )
        for _, part in fixes.table.groupby("is_safe"):
            assert part["calls_gained"].is_monotonic_decreasing
        assert fixes.table["is_safe"].is_monotonic_decreasing


@pytest.fixture
def fixes(tmp_path: Path) -> Fixes:
    """Two callers stored for no list, one as a note, one twice, one reached."""
    calls, contacts = read_pair(
        tmp_path,
        ["+12125550101"] * 5 + ["+12125550102"] * 3 + ["+12125550103"] * 2,
        [
            ["212.555.0102"],
            ["212-555-0101 (Jane)"],
            ["212.555.0102"],
            ["(212) 555-0103"],
            ["212.555.0109"],
            ["N/A"],
        ],
    )
    situation = Situation(calls, contacts, "clio")
    return Fixes(plan_cleanup(situation, ["(###) ###-####"]))


def test_table_lists_safe_cells_first_and_gains_a_call_once(fixes: Fixes) -> None:
    table = fixes.table
    assert table["id"].tolist() == ["1", "3", "5", "2"]
    assert table["is_safe"].tolist() == [True, True, True, False]
    assert table["calls_affected"].tolist() == [3, 3, 0, 5]
    assert table["calls_gained"].tolist() == [3, 0, 0, 5]
    assert table["current"].tolist()[3] == "212-555-0101 (Jane)"
    assert table["proposed"].tolist()[0] == "+12125550102"
    assert table["reason"].tolist() == [NOT_IN_LIST] * 3 + ["note"]
    assert table["format"].tolist()[0] == "###.###.####"
    assert table["column"].tolist() == ["Phone"] * 4
    assert table["row"].tolist() == [2, 4, 6, 3]


def test_headline_and_steps(fixes: Fixes) -> None:
    assert fixes.headline == Headline(1, 0.2, 0.5)
    assert fixes.steps["n_contacts"].tolist() == [0, 1, 2, 3, 4]
    assert fixes.steps["reach"].tolist() == [0.2, 0.5, 0.5, 0.5, 1.0]
    assert fixes.steps["is_safe"].tolist() == [True] * 4 + [False]
    assert fixes.to_dict()["cells"]["no number"] == 1


def test_extensions_and_notes_are_never_safe(tmp_path: Path) -> None:
    cells = ["212-555-0101 x5", "212-555-0102 (cell)", "212-555-0103 / 212-555-0104"]
    calls, contacts = read_pair(tmp_path, ["+12125550101"], [[c] for c in cells])
    fixes = Fixes(plan_cleanup(Situation(calls, contacts, "clio"), ()))
    assert fixes.account[SAFE_CELL] == 0
    assert fixes.account[CELL_TO_CHECK] == 3
    assert fixes.cleanup.reach_after == 0


def test_a_destroyed_text_has_no_current_cell(tmp_path: Path) -> None:
    calls, contacts = read_pair(tmp_path, ["+12125550101"], [["12125550101.0"]])
    fixes = Fixes(plan_cleanup(Situation(calls, contacts, "clio"), ()))
    assert fixes.table["current"].isna().tolist() == [True]
    assert fixes.table["is_safe"].tolist() == [False]
    assert fixes.table["reason"].tolist() == ["float tail"]
    assert fixes.table["proposed"].tolist() == ["+12125550101"]


def test_cells_without_a_readable_number_are_left_to_a_person(tmp_path: Path) -> None:
    rows = [[cell] for cell in ("2.12556E+10", "555-0107", "212-555-010", "N/A", "911")]
    calls, contacts = read_pair(tmp_path, ["+12125550101"], [*rows, ["212/555/0101"]])
    found = recommend(calls, contacts, connector="clio").fixes
    assert found.unreadable["reason"].tolist() == [
        "exponent, digits lost", "no area code", "invalid number",
    ]  # fmt: skip
    assert found.unreadable["row"].tolist() == [2, 3, 4]
    assert found.unreadable["proposed"].isna().all()
    assert not found.unreadable["is_safe"].any()
    assert list(found.unreadable) == list(found.table)
    assert found.to_dict()["unreadable_cells"] == 3


def test_a_guessed_region_needs_a_person(tmp_path: Path) -> None:
    rows = [["212-555-0101", ""], ["212-555-0102", "USA"], ["+1 212 555 0103", "?"]]
    calls, contacts = read_pair(tmp_path, ["+12125550101"], rows, ("Phone", "Country"))
    table = Fixes(plan_cleanup(Situation(calls, contacts, "clio"), ())).table
    reasons = dict(zip(table["id"], table["reason"], strict=True))
    assert reasons == {"1": GUESSED, "2": NOT_IN_LIST, "3": NOT_IN_LIST}
    assert table["is_safe"].tolist() == [True, True, False]


def test_without_a_country_column_the_region_given_holds(tmp_path: Path) -> None:
    calls, contacts = read_pair(tmp_path, ["+12125550101"], [["212-555-0101"]])
    table = Fixes(plan_cleanup(Situation(calls, contacts, "clio"), ())).table
    assert table["reason"].tolist() == [NOT_IN_LIST]


def test_insightly_keeps_its_list_and_adds_the_bare_number(tmp_path: Path) -> None:
    calls, contacts = read_pair(
        tmp_path,
        ["+12125550101", "+12125550102"],
        [["(212) 555-0101"], ["212.555.0102"]],
    )
    situation = Situation(calls, contacts, "insightly")
    cleanup = plan_cleanup(situation, ["(###) ###-####"])
    assert cleanup.formats_after == ("(###) ###-####", "**********")
    assert cleanup.reach_after == 1
    assert Fixes(cleanup).table["proposed"].tolist() == ["2125550102"]
    assert Fixes(cleanup).headline == Headline(1, 0.5, 1.0)


def test_nothing_to_fix(tmp_path: Path) -> None:
    calls, contacts = read_pair(tmp_path, ["+12125550101"], [["+12125550101"]])
    fixes = Fixes(plan_cleanup(Situation(calls, contacts, "clio"), ()))
    assert len(fixes.table) == 0
    assert fixes.headline == Headline(0, 1.0, 1.0)
    assert fixes.steps["reach"].tolist() == [1.0]


def test_no_known_call_has_no_reach(tmp_path: Path) -> None:
    calls, contacts = read_pair(tmp_path, ["+12125550101"], [["212-555-0102"]])
    cleanup = CleanUp(Situation(calls, contacts, "clio"), ("###",))
    assert cleanup.reach_after is None
    assert Fixes(cleanup).headline == Headline(0, None, None)


def test_repr_shows_no_number(fixes: Fixes) -> None:
    assert "555" not in repr(fixes) + repr(fixes.cleanup)
