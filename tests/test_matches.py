"""Batch matching equals get_contact, called once a call."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from situations import crm_of, made_formats, made_pair
from small_exports import read_pair

from toolkit.analysis.matches import Matches, match
from toolkit.analysis.situation import Situation
from toolkit.matching.connectors import CONNECTORS
from toolkit.matching.get_contact import get_contact


@pytest.mark.parametrize("name", CONNECTORS)
def test_equals_get_contact_once_a_call(name: str, tmp_path: Path) -> None:
    for seed in range(5):
        calls, contacts = made_pair(seed, tmp_path)
        formats = made_formats(seed)
        crm = crm_of(contacts)
        found = match(calls, contacts, formats, connector=name)
        for number, ids, terms in zip(
            calls.table["e164"], found["contact_ids"], found["terms"], strict=True
        ):
            answer = get_contact(
                number, crm=crm, connector=name, overriding_format=formats
            )
            by_id = {each.contact.id: each.term for each in reversed(answer.found)}
            expected = list(dict.fromkeys(each.contact.id for each in answer.found))
            assert ids.split(";") == ([str(each) for each in expected] or [""])
            texts = [by_id[each] or "undefined" for each in expected]
            assert terms == ";".join(dict.fromkeys(texts))


def test_columns_say_which_call_and_what_found_it(tmp_path: Path) -> None:
    calls, contacts = read_pair(
        tmp_path,
        ["+12125550123", "+14155550100", "+12125550123"],
        [["(212) 555-0123"], ["+12125550123"]],
    )
    found = match(calls, contacts, "(###) ###-####", connector="clio")
    assert found.columns.tolist() == [
        *("file", "row", "kind", "direction", "started_at"),
        *("e164", "n_contacts", "contact_ids", "terms", "found_by"),
    ]
    assert found["row"].tolist() == [2, 3, 4]
    assert found["file"].tolist() == ["calls.csv"] * 3
    assert found["direction"].tolist() == ["inbound"] * 3
    assert found["n_contacts"].tolist() == [2, 0, 2]
    assert found["contact_ids"].tolist() == ["2;1", "", "2;1"]
    assert found["terms"].tolist()[0] == "+12125550123;(212) 555-0123"
    assert found["found_by"].tolist() == [
        "raw;(###) ###-####",
        "",
        "raw;(###) ###-####",
    ]


def test_chunks_are_the_whole_log(tmp_path: Path) -> None:
    calls, contacts = made_pair(1, tmp_path)
    matches = Matches(Situation(calls, contacts, "clio"), "###-###-####")
    parts = list(matches.chunks(7))
    assert [len(part) for part in parts] == [7, 7, 7, 7, 7, 5]
    whole = match(calls, contacts, "###-###-####", connector="clio")
    pd.testing.assert_frame_equal(pd.concat(parts, ignore_index=True), whole)


def test_an_empty_log_gives_the_columns(tmp_path: Path) -> None:
    calls, contacts = read_pair(tmp_path, [], [["(212) 555-0123"]])
    found = match(calls, contacts, "###", connector="getcontact")
    assert len(found) == 0
    assert found.columns.tolist()[-1] == "found_by"


def test_repr_shows_no_number(tmp_path: Path) -> None:
    calls, contacts = made_pair(1, tmp_path)
    text = repr(Matches(Situation(calls, contacts, "clio"), "###-###-####"))
    assert "555" not in text
    assert "numbers" in text
