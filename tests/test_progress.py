"""Bars for what takes long: what they say, and that they change nothing."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from toolkit.analysis.recommend import STEPS, recommend
from toolkit.analysis.recommendation import Recommendation
from toolkit.exports import progress
from toolkit.exports.calls import read_calls
from toolkit.exports.contacts import read_contacts
from toolkit.exports.progress import show_progress, take_steps
from toolkit.reporting import report

SAMPLE = Path(__file__).parents[1] / "data" / "sample"


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_DELAY_S", 0)


class Parts:
    """Remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __getattr__(self, name: str) -> object:
        self.asked.append(name)
        return SimpleNamespace(deeper=1)


def test_steps_are_asked_for_in_order_and_named(
    at_once: None, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = Parts()
    take_steps(parts, {"the first": "one.deeper", "the second": "two"}, shown=True)
    assert parts.asked == ["one", "two"]
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "Analysing" in shown.err
    assert shown.err.index("the first") < shown.err.index("the second")


def test_without_a_bar_nothing_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    parts = Parts()
    take_steps(parts, {"the first": "one"}, shown=False)
    assert parts.asked == []
    assert capsys.readouterr().err == ""


def test_a_bar_waits_two_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    with show_progress("Reading", 10, shown=True) as tick:
        tick(10)
    assert "Reading" not in capsys.readouterr().err


@pytest.mark.parametrize("steps", [STEPS, report.STEPS])
def test_all_steps_are_parts(steps: dict[str, str]) -> None:
    for part in steps.values():
        assert hasattr(Recommendation, part.split(".")[0])


def test_a_bar_changes_nothing(
    at_once: None, capsys: pytest.CaptureFixture[str]
) -> None:
    calls = read_calls(SAMPLE / "calls.csv")
    contacts = read_contacts(SAMPLE / "contacts.csv")
    shown = recommend(calls, contacts, connector="clio", progress=True)
    assert "the best list" in capsys.readouterr().err
    assert shown.__dict__.keys() > {"holdout", "advice"}
    hidden = recommend(calls, contacts, connector="clio")
    assert "holdout" not in hidden.__dict__
    assert shown.to_dict() == hidden.to_dict()
