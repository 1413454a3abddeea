"""Tables in a notebook: figures as people read them, texts harmless."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import toolkit as gc
from toolkit.analysis.findings import Finding
from toolkit.notebook.code_html import code_html


@dataclass(frozen=True)
class Row:
    size: int
    formats: tuple[str, ...] | None
    reach: float | None
    optimal: bool


def cells(shown: object) -> list[list[str]]:
    rows = repr(shown).splitlines()
    return [row.split("  ") for row in rows]


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("share", 0.12345, "12.3 %"),
        ("reach", 1.0, "100 %"),
        ("calls", 1234567, "1,234,567"),
        ("calls", np.float64(12.0), "12"),
        ("requests", 5.2867, "5.3"),
        ("is_safe", True, "yes"),
        ("is_safe", np.bool_(False), "no"),
        ("problem", None, "–"),
        ("calls", pd.NA, "–"),
        ("formats", ("###", "####"), "###, ####"),
        ("formats", (), "none"),
        ("text", "a\x1b[31mb", "a\ufffd[31mb"),
    ],
)
def test_values_are_written_for_people(name: str, value: object, text: str) -> None:
    shown = gc.show_table(pd.DataFrame({name: pd.Series([value], dtype=object)}))
    assert repr(shown).splitlines()[1].strip() == text


def test_records_become_rows() -> None:
    shown = gc.show_table([Row(0, (), None, True), Row(1, ("###",), 0.5, False)])
    assert [" ".join(row.split()) for row in repr(shown).splitlines()] == [
        "size formats reach optimal",
        "0 none – yes",
        "1 ### 50.0 % no",
    ]


def test_files_are_listed_with_their_purpose() -> None:
    shown = repr(gc.show_table([Path("/somewhere/settings.json"), Path("x.csv")]))
    assert "settings.json" in shown
    assert "App Connect" in shown
    assert "somewhere" not in shown


def test_long_tables_say_how_many_rows_are_left() -> None:
    shown = gc.show_table(pd.DataFrame({"calls": range(1500)}), most_rows=10)
    assert repr(shown).splitlines()[-1] == "… and 1,490 more"
    assert "… and 1,490 more" in shown._repr_html_()


@pytest.mark.parametrize("table", [pd.DataFrame({"calls": []}), [], pd.DataFrame()])
def test_no_rows_are_said(table: object) -> None:
    shown = gc.show_table(table)  # type: ignore[arg-type]
    assert repr(shown) == "No rows."
    assert "No rows." in shown._repr_html_()


def test_html_is_escaped_and_formats_are_code() -> None:
    finding = Finding("<b>", "`<i>` & so on", 1, "<u>###")
    page = gc.show_table([finding])._repr_html_()
    assert "<code>&lt;i&gt;</code> &amp; so on" in page
    assert "&lt;u&gt;###</code>" in page
    assert not any(tag in page for tag in ("<b>", "<i>", "<u>"))


def test_figures_stand_right_and_have_a_head() -> None:
    page = gc.show_table(pd.DataFrame({"calls": [1], "text": ["a"]}))._repr_html_()
    assert '<th scope="col" style="text-align: right">calls</th>' in page
    assert '<th scope="col" style="text-align: left">text</th>' in page


def test_backtick_of_the_text_itself_stays() -> None:
    assert code_html("a ` b") == "a ` b"
