"""Rows to import again: only what is fixed changes, and nothing is emptied."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_exports import write_calls

from toolkit.analysis.cleanup import plan_cleanup
from toolkit.analysis.fixes import Fixes
from toolkit.analysis.reimport import id_header, reimport_tables
from toolkit.analysis.situation import Situation
from toolkit.exports.calls import read_calls
from toolkit.exports.contacts import read_contacts

TEXT = """\
Record ID,Name,Phone,Mobile,Home Phone
7,Ann,212.555.0101,(212) 555-0102,+12125550103
8,Bo,+12125550104,+12125550105,212.555.0106
9,Cy,212.555.0107 x5,,
10,Di,12125550108.0,212.555.0109,
,Ed,212.555.0110,,
11,Flo,+12125550111,,
"""


@pytest.fixture
def fixes(tmp_path: Path) -> Fixes:
    calls = write_calls(tmp_path / "calls.csv", ["+12125550106"])
    (tmp_path / "contacts.csv").write_text(TEXT)
    contacts = read_contacts(tmp_path / "contacts.csv")
    situation = Situation(read_calls(calls), contacts, "clio")
    return Fixes(plan_cleanup(situation, ()))


def test_safe_cells_are_rewritten_and_the_others_kept(fixes: Fixes) -> None:
    assert reimport_tables(fixes)[0].to_dict("list") == {
        "Record ID": ["8", "7"],
        "Home Phone": ["+12125550106", "+12125550103"],
        "Phone": ["+12125550104", "+12125550101"],
        "Mobile": ["+12125550105", "+12125550102"],
    }


def test_every_row_can_be_rolled_back(fixes: Fixes) -> None:
    for checked in (False, True):
        after, before = reimport_tables(fixes, checked=checked)
        assert before["Record ID"].tolist() == after["Record ID"].tolist()
        assert before.columns.tolist() == after.columns.tolist()


def test_the_roll_back_is_the_export(fixes: Fixes) -> None:
    before = reimport_tables(fixes)[1]
    assert before["Record ID"].tolist() == ["8", "7"]
    assert before["Phone"].tolist() == ["+12125550104", "212.555.0101"]
    assert before["Mobile"].tolist() == ["+12125550105", "(212) 555-0102"]


def test_cells_to_check_come_on_demand(fixes: Fixes) -> None:
    table = reimport_tables(fixes, checked=True)[0]
    assert table["Record ID"].tolist() == ["8", "7", "9"]
    assert table["Phone"].tolist()[2] == "+12125550107"
    assert table["Mobile"].tolist()[2] == ""


def test_rows_without_an_id_or_with_a_destroyed_text_are_left_out(
    fixes: Fixes,
) -> None:
    listed = set(reimport_tables(fixes, checked=True)[0]["Record ID"])
    assert "10" not in listed  # its Phone is not known
    assert len(listed) == 3  # Ed has no id


def test_an_export_without_ids_cannot_be_imported_again(tmp_path: Path) -> None:
    calls = write_calls(tmp_path / "calls.csv", ["+12125550106"])
    (tmp_path / "contacts.csv").write_text("Name,Phone\nAnn,212.555.0101\n")
    contacts = read_contacts(tmp_path / "contacts.csv")
    assert id_header(contacts) is None
    situation = Situation(read_calls(calls), contacts, "clio")
    tables = reimport_tables(Fixes(plan_cleanup(situation, ())))
    assert list(map(len, tables)) == [0, 0]


def test_rows_of_one_id_stay_apart(tmp_path: Path) -> None:
    calls = write_calls(tmp_path / "calls.csv", [])
    text = "Id,Phone\n7,212.555.0101\n7,212.555.0102\n"
    (tmp_path / "contacts.csv").write_text(text)
    contacts = read_contacts(tmp_path / "contacts.csv")
    situation = Situation(read_calls(calls), contacts, "clio")
    table, _ = reimport_tables(Fixes(plan_cleanup(situation, ())))
    assert table["Id"].tolist() == ["7", "7"]
    assert table["Phone"].tolist() == ["+12125550101", "+12125550102"]
