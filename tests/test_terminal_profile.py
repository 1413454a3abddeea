"""A profile on a terminal: formats, damage, columns, and no number."""

from __future__ import annotations

from pathlib import Path

from small_exports import read_pair

from toolkit.analysis.cell_formats import OFFERED, OUTCOMES
from toolkit.analysis.profiles import profile
from toolkit.exports.contacts import read_contacts
from toolkit.matching.literals import LiteralProblem
from toolkit.reporting.profile_words import OUTCOMES as WORDS
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
    assert text.startswith("4 phone cells, 25.0 % in 1 format that can be set.")
    assert "(###) ###-####" in text
    assert "not offered: note" in text
    assert "lost on export" in text
    assert "What a naive reading would have got wrong" in text
    assert "contacts  3 of 4 used" in text or "contacts  4 of 4 used" in text


def test_says_what_was_detected_and_why_cells_have_no_format(tmp_path: Path) -> None:
    text = text_of(tmp_path)
    assert "comma, header in row 1" in text
    assert "a note beside the number" in text
    assert "no valid number in it" in text
    assert "calls whose number is" in text
    assert "read as numbers of US by guess" in text


def test_says_which_columns_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("Id;Ort;Telefon;Fax\n1;Bath;020 7946 0018;020 7946 0019\n")
    contacts = read_contacts(path, region="GB")
    text = profile_text(profile(contacts), screen=Screen(width=80))
    assert "semicolon, header in row 1; not read: Ort" in text
    assert "fax, not searched" in text


def test_blanks_that_nobody_sees_are_put_in_quotes(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text('id,phone\n1,"(202) 555-0123 "\n2,(202) 555-0123\n')
    text = profile_text(profile(read_contacts(path)), screen=Screen(width=80))
    assert '  "(###) ###-#### "  ' in text
    assert "  (###) ###-####  " in text


def test_every_outcome_has_words() -> None:
    named = {outcome for outcome in OUTCOMES if outcome not in WORDS}
    assert named == {OFFERED, LiteralProblem.NO_PLACEHOLDER}


def test_shows_no_number(tmp_path: Path) -> None:
    text = text_of(tmp_path)
    assert "0177" not in text
    assert "0188" not in text


def test_keeps_to_the_width(tmp_path: Path) -> None:
    assert all(len(line) <= 60 for line in text_of(tmp_path, 60).splitlines())
