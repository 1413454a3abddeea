"""A profile on a terminal: formats, damage, columns, and no number."""

from __future__ import annotations

from pathlib import Path

from small_exports import read_pair

from toolkit.analysis.profiles import profile
from toolkit.reporting.screens import Screen
from toolkit.reporting.terminal_profile import profile_text


def text_of(tmp_path: Path, width: int = 80) -> str:
    calls, contacts = read_pair(
        tmp_path,
        ["+12125550177", "+13035550188"],
        [["(212) 555-0177"], ["303-555-0188 x12"], ["1.30356E+10"], ["N/A"]],
    )
    return profile_text(profile(contacts, calls), screen=Screen(width=width))


def test_says_formats_conditions_and_rows(tmp_path: Path) -> None:
    text = text_of(tmp_path)
    assert text.startswith("4 phone cells in 1 format that can be set.")
    assert "(###) ###-####" in text
    assert "not offered: note" in text
    assert "the CRM's text is lost" in text
    assert "What a naive reading would have got wrong" in text
    assert "contacts  3 of 4 used" in text or "contacts  4 of 4 used" in text


def test_shows_no_number(tmp_path: Path) -> None:
    text = text_of(tmp_path)
    assert "0177" not in text
    assert "0188" not in text


def test_keeps_to_the_width(tmp_path: Path) -> None:
    assert all(len(line) <= 60 for line in text_of(tmp_path, 60).splitlines())
