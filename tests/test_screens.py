"""Texts keep within a screen, and are plain where colours are not wanted."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.reporting.display_text import display_width
from toolkit.reporting.screens import Screen, bar, screen_of, writable

WORDS = st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=12)


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@given(WORDS, st.integers(20, 100), st.integers(0, 6))
def test_paragraphs_keep_within_the_width(
    words: list[str], width: int, indent: int
) -> None:
    text = Screen(width).paragraph(" ".join(words), indent)
    assert all(display_width(line) <= width for line in text.split("\n"))


@given(WORDS, WORDS)
def test_tables_keep_within_the_width(left: list[str], right: list[str]) -> None:
    rows = [[a, "12.5 %", b] for a, b in zip(left, right, strict=False)]
    text = Screen(60).table(rows, indent=2)
    assert all(display_width(line) <= 60 for line in text.split("\n"))


def test_control_characters_do_not_reach_the_screen() -> None:
    screen = Screen()
    assert "\x1b" not in screen.table([["\x1b[31mred", "a\rb"]])
    assert "\x1b" not in screen.paragraph("\x1b]0;title\x07 text")


def test_colours_only_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert screen_of(Terminal()).is_coloured
    assert not screen_of(io.StringIO()).is_coloured
    monkeypatch.setenv("TERM", "dumb")
    assert not screen_of(Terminal()).is_coloured


def test_no_color_switches_colours_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    screen = screen_of(Terminal())
    assert not screen.is_coloured
    assert screen.bold("text") == screen.warn("text") == "text"


def test_columns_of_the_terminal_are_respected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    assert screen_of(io.StringIO()).width == 50
    monkeypatch.setenv("COLUMNS", "500")
    assert screen_of(io.StringIO()).width == 100
    monkeypatch.setenv("COLUMNS", "10")
    assert screen_of(io.StringIO()).width == 40


@given(st.text(), st.sampled_from(["ascii", "latin-1", "cp1252", "utf-8"]))
def test_any_text_can_be_written_in_any_encoding(text: str, encoding: str) -> None:
    writable(text.encode("utf-8", "ignore").decode(), encoding).encode(encoding)


@given(st.floats(0, 1), st.integers(1, 40))
def test_bars_fit_and_something_is_never_nothing(share: float, width: int) -> None:
    assert len(bar(share, width)) <= width
    assert bool(bar(share, width)) == (share > 0)
