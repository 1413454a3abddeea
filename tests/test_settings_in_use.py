"""Users whose own list loses calls are found, on their own calls where known."""

from __future__ import annotations

from pathlib import Path

import pytest
from busy_office import Talk, read_talks
from small_exports import write_contacts

from toolkit.analysis.recommend import recommend
from toolkit.analysis.recommendation import Recommendation
from toolkit.analysis.settings_in_use import UserIndex, measure_settings
from toolkit.exports.contacts import read_contacts
from toolkit.exports.user_settings import UserSetting, read_in_use
from toolkit.matching.formats import render

PAREN, DASHED = "(###) ###-####", "###-###-####"
ANN, BEN = "2125550101", "4155550102"
CALLS = [
    Talk(f"+1{ANN}", 40, "101 - Ann Abbott"),
    Talk(f"+1{BEN}", 60, "101 - Ann Abbott"),
    Talk(f"+1{BEN}", 30, "102 - Ben Ito"),
]


@pytest.fixture
def rec(tmp_path: Path) -> Recommendation:
    rows = [[render(PAREN, ANN)], [render(DASHED, BEN)]]
    contacts = read_contacts(write_contacts(tmp_path / "c.csv", rows))
    return recommend(read_talks(tmp_path, CALLS), contacts, connector="clio")


def test_own_calls_are_measured(rec: Recommendation) -> None:
    users = [
        UserSetting("101", (PAREN,)),
        UserSetting("Ben Ito", (DASHED,)),
        UserSetting("zoe@example.com", (PAREN,)),
    ]
    found = measure_settings(rec, users)
    table = found.table.set_index("user")
    figures = ["calls", "known_calls", "correct_calls", "best_calls", "lost_calls"]
    assert table.loc["101", figures].tolist() == [100, 100, 40, 100, 60]
    assert table.loc["Ben Ito", figures].tolist() == [30, 30, 30, 30, 0]
    assert table.loc["zoe@example.com", figures].tolist() == [130, 130, 40, 130, 90]
    assert table["is_own_calls"].to_dict() == {
        "101": True, "Ben Ito": True, "zoe@example.com": False
    }  # fmt: skip
    assert table.loc["101", "reach"] == 0.4
    assert found.badly["user"].tolist() == ["zoe@example.com", "101"]


def test_the_finding_names_nobody(rec: Recommendation) -> None:
    users = [UserSetting("101", (PAREN,)), UserSetting("102", (DASHED,))]
    finding = measure_settings(rec, users).finding
    assert finding is not None
    assert (finding.code, finding.calls) == ("users-served-badly", 60)
    assert finding.text == (
        "1 user is served badly by the formats set (1 list among 2 users): together "
        "they lose 60 calls that the recommended setting recognises."
    )
    served = measure_settings(rec, [UserSetting("101", (PAREN, DASHED))])
    assert served.finding is None
    assert repr(served) == "<SettingsInUse: 0 of 1 served badly>"


def test_lists_are_counted_without_users(rec: Recommendation) -> None:
    users = [UserSetting("101", (PAREN,)), UserSetting("102", ())]
    found = measure_settings(rec, users).to_dict()
    assert (found["users"], found["served_badly"]) == (2, 2)
    lists = [tuple(each.values()) for each in found["lists"]]
    assert lists == [(PAREN, 1, 1, 60), ("", 1, 1, 30)]


def test_a_few_lost_calls_are_not_bad_service(rec: Recommendation) -> None:
    found = measure_settings(rec, [UserSetting("101", (PAREN, DASHED))])
    assert not found.table["is_served_badly"].any()
    assert measure_settings(rec, []).table.empty


def test_users_are_found_by_extension_name_or_both() -> None:
    index = UserIndex(("101 - Ann Abbott", "Ext. 102: Ben", "103 Ann Abbott", ""))
    assert index.place("101") == index.place("101 - ann abbott") == 0
    assert index.place("102") == index.place("Ben") == 1
    assert index.place("Ann Abbott") == -1  # two of that name
    assert index.place("") == index.place("104") == -1


def test_a_recommendation_for_many_users(tmp_path: Path) -> None:
    rows = [[render(PAREN, ANN)], [render(DASHED, BEN)]]
    contacts = read_contacts(write_contacts(tmp_path / "c.csv", rows))
    path = tmp_path / "settings.csv"
    path.write_text(f"user,format1\n101,{PAREN}\n102,{DASHED}\n103,{PAREN}\n")
    calls = read_talks(tmp_path, CALLS)
    rec = recommend(calls, contacts, connector="clio", current=read_in_use(path))
    assert rec.options.current == (PAREN,)  # the commonest
    assert rec.users_served is not None
    assert rec.to_dict()["users"]["served_badly"] == 2
    assert "users-served-badly" in {finding.code for finding in rec.advice}
    rec = recommend(calls, contacts, connector="clio", current=read_in_use(PAREN))
    assert rec.users_served is None
    assert rec.to_dict()["users"] is None
