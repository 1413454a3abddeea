"""Charts in a notebook: each with its sentence, nothing to draw is said."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from small_exports import read_pair

import toolkit as gc
from toolkit.errors import OptionError
from toolkit.notebook import pictures
from toolkit.notebook.pictures import Sentence


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    things: list[Any] = []
    monkeypatch.setattr(pictures, "_show", lambda *given: things.extend(given))
    return things


@pytest.fixture
def pair(tmp_path: Path) -> tuple[gc.Calls, gc.Contacts]:
    numbers = [f"+12125550{n}" for n in (100, 101, 102, 102)]
    rows = [["(212) 555-0100"], ["212-555-0101"], ["x"]]
    return read_pair(tmp_path, numbers, rows)


@pytest.mark.parametrize("name", ["stored", "damage", "calls"])
def test_profile_has_charts(
    name: str, pair: tuple[gc.Calls, gc.Contacts], shown: list[Any]
) -> None:
    gc.show_chart(gc.profile(pair[1], pair[0]), name)
    chart, sentence = shown
    assert chart._repr_png_()[0].startswith(b"\x89PNG")
    assert repr(chart).endswith(".")
    assert repr(sentence).endswith(".")


def test_sentences_are_those_of_the_data(
    pair: tuple[gc.Calls, gc.Contacts], shown: list[Any]
) -> None:
    profile = gc.profile(pair[1], pair[0])
    gc.show_chart(profile, "stored")
    gc.show_chart(profile, "calls")
    gc.show_chart(gc.measure(*pair, "(###) ###-####"), "effect")
    assert [repr(each) for each in shown[1::2]] == [
        "3 phone cells, 2 ways to write a number; the most usual, `###-###-####`, "
        "makes 33.3 %. No format writes 33.3 %.",
        "Of 4 calls 50.0 % come from or go to a number stored in a format that can be "
        "set.",
        "`(###) ###-####` adds 1 call. No call is found by two searches.",
    ]


def test_every_chart_of_a_recommendation_is_shown_or_said_not_to_be(
    pair: tuple[gc.Calls, gc.Contacts], shown: list[Any]
) -> None:
    recommendation = gc.recommend(*pair)
    names = ("stored", "effect", "frontier", "history", "alternatives", "busiest")
    names += ("lost",)
    for name in names:
        gc.show_chart(recommendation, name)
    assert sum(isinstance(each, Sentence) for each in shown) == len(names)


def test_why_there_is_nothing_to_draw_is_said(
    pair: tuple[gc.Calls, gc.Contacts], shown: list[Any]
) -> None:
    gc.show_chart(gc.measure(*pair), "effect")
    gc.show_chart(gc.profile(pair[1]), "calls")
    assert [repr(each) for each in shown] == [
        "No format is set.",
        "No call log was given.",
    ]


def test_unknown_chart_is_refused(pair: tuple[gc.Calls, gc.Contacts]) -> None:
    with pytest.raises(OptionError, match="expected stored | damage | calls, got 'x'"):
        gc.show_chart(gc.profile(pair[1]), "x")


def test_sentence_is_no_markup() -> None:
    assert Sentence("<b> ###")._repr_html_() == "<p>&lt;b&gt; ###</p>"


def test_tables_and_tuner_can_be_imported_without_ipython() -> None:
    code = (
        "import sys; sys.modules['IPython'] = None\n"
        "import toolkit.notebook.tables, toolkit.notebook.tuner"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
