"""Candidates are what contacts are stored in, what is in use, what help suggests."""

from __future__ import annotations

from pathlib import Path

from small_exports import read_pair

from toolkit.analysis.candidates import SUGGESTED, candidates, stored_formats
from toolkit.matching.connectors import CONNECTORS
from toolkit.matching.formats import canonical

CELLS = [
    ["(212) 555-0101"],
    ["(212) 555-0102"],
    ["+44 20 7946 0018"],
    ["212-555-0103 x12"],
    [" 2125550105"],
]


def stored(tmp_path: Path):  # type: ignore[no-untyped-def]
    return stored_formats(read_pair(tmp_path, [], CELLS)[1]).table


def test_stored_formats(tmp_path: Path) -> None:
    table = stored(tmp_path)
    first = table.iloc[0]
    assert (first["format"], first["cells"], first["contacts"]) == (
        "(###) ###-####",
        2,
        2,
    )
    problems = dict(zip(table["format"], table["problem"], strict=True))
    assert problems["###-###-#### x12"] == "note"
    assert problems["+44 ## #### ####"] is None


def test_what_a_connector_changes_or_cannot_search_is_left_out(tmp_path: Path) -> None:
    table = stored(tmp_path)
    offered = {
        name: candidates(CONNECTORS[name], table, ["###'###"])
        for name in ("clio", "netsuite", "insightly")
    }
    assert {"###'###", " ##########"} <= set(offered["clio"])
    assert "###'###" not in offered["netsuite"]
    assert " ##########" not in offered["insightly"]


def test_suggested_and_in_use_are_candidates(tmp_path: Path) -> None:
    in_use = ["** ***-***", "call ###", "###,###"[:3]]
    offered = candidates(CONNECTORS["clio"], stored(tmp_path), in_use)
    assert {canonical(format) for format in SUGGESTED} <= set(offered)
    assert "## ###-###" in offered
    assert "call ###" not in offered
    assert offered == sorted(set(offered))


def test_a_connector_that_ignores_formats_has_none(tmp_path: Path) -> None:
    assert candidates(CONNECTORS["pipedrive"], stored(tmp_path)) == []
