"""The tuner, driven by its widgets' values as a browser drives them."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

import toolkit as gc
from toolkit.errors import OptionError
from toolkit.notebook.tuner import Tuner, tune

SAMPLE = Path(__file__).parents[1] / "data" / "sample"
FILES = (SAMPLE / "calls.csv", SAMPLE / "contacts.csv")
CURRENT = "(###) ###-####,##########"


@pytest.fixture(scope="module")
def tables() -> tuple[gc.Calls, gc.Contacts]:
    return gc.read_calls(FILES[0]), gc.read_contacts(FILES[1])


@pytest.fixture
def tuner(tables: tuple[gc.Calls, gc.Contacts], tmp_path: Path) -> Tuner:
    return Tuner(*tables, current=CURRENT, out=tmp_path / "settings.json")


def type_formats(tuner: Tuner, *formats: str) -> None:
    for field, text in zip(tuner.widgets.fields, formats, strict=False):
        field.value = text


def lines(tuner: Tuner) -> dict[str, list[str]]:
    rows = re.findall(r"<tr class=.*?</tr>", tuner.widgets.figures.value)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]
    return {name: [text for text in texts if "<" not in text] for name, *texts in cells}


def test_starts_with_the_recommendation(tuner: Tuner) -> None:
    assert tuner.formats == ("(***) ***-****", "***-***-****", "***.***.****")
    assert tuner.widgets.comma_text.value == "(***) ***-****,***-***-****,***.***.****"
    assert list(lines(tuner)) == ["nothing set", "current", "this list", "best list"]
    assert lines(tuner)["this list"] == lines(tuner)["best list"]
    assert lines(tuner)["nothing set"][:2] == ["12.5 %", "436"]


def test_figures_are_those_of_measure(
    tuner: Tuner, tables: tuple[gc.Calls, gc.Contacts]
) -> None:
    formats = ["###.###.####", "", "+1##########"]
    type_formats(tuner, *formats)
    counts = gc.measure(*tables, [formats[0], formats[2]]).counts
    assert tuner.counts == counts
    assert lines(tuner)["this list"] == [
        f"{counts.reach:.1%}".replace("%", " %"),
        f"{counts.matched_calls:,}",
        f"{counts.correct_calls:,}",
        f"{counts.false_calls:,}",
        f"{counts.ambiguous_calls:,}",
        f"{counts.requests_per_lookup:.1f}",
    ]


def test_every_stroke_counts(tuner: Tuner) -> None:
    seen = []
    for end in range(1, len("(###) ###-####") + 1):
        type_formats(tuner, "(###) ###-####"[:end], "", "")
        seen.append(lines(tuner)["this list"][0])
    assert seen[0] == "12.5 %"
    assert seen[-1] == "47.5 %"


def test_each_field_says_what_it_adds(tuner: Tuner) -> None:
    type_formats(tuner, "(###) ###-####", "(###) ###-####", "##########")
    first, second, third = (beside.value for beside in tuner.widgets.notes)
    assert "adds 1,228 calls" in first
    assert "<b>duplicate-term</b>" in second
    assert "adds" in third


def test_wrong_contacts_are_said_beside_their_format(tuner: Tuner) -> None:
    first, second, _ = (beside.value for beside in tuner.widgets.notes)
    assert "finds only wrong contacts for 12 calls" in first
    assert "wrong" not in second


def test_problems_stand_beside_their_field(tuner: Tuner) -> None:
    type_formats(tuner, "(###) ###-####", "###-###-###", "")
    first, second, third = (beside.value for beside in tuner.widgets.notes)
    assert "<b>truncated</b>" in second
    assert "<b>truncated</b>" not in first
    assert third == ""


def test_texts_are_escaped(tuner: Tuner) -> None:
    type_formats(tuner, "<b>###", '"><script>', "")
    shown = [beside.value for beside in tuner.widgets.notes]
    shown += [tuner.widgets.list_notes.value, tuner.widgets.copy.value]
    assert not any("<b>#" in text or "<script>" in text for text in shown)


def test_empty_fields_are_left_out(tuner: Tuner) -> None:
    tuner.widgets.empty.click()
    assert tuner.formats == ()
    assert tuner.widgets.comma_text.value == ""
    assert lines(tuner)["this list"] == lines(tuner)["nothing set"]


def test_pasted_list_goes_into_the_fields(tuner: Tuner) -> None:
    tuner.widgets.comma_text.value = "###-###-####,##########"
    assert [field.value for field in tuner.widgets.fields] == [
        "###-###-####",
        "##########",
        "",
    ]


def test_more_than_three_stay_in_the_third_field(tuner: Tuner) -> None:
    tuner.widgets.comma_text.value = "###,####,#####,######"
    assert tuner.widgets.fields[2].value == "#####,######"
    assert tuner.formats == ("###", "####", "#####", "######")
    assert "more-than-three" in tuner.widgets.list_notes.value


def test_best_list_can_be_put_back(tuner: Tuner) -> None:
    best = tuner.formats
    type_formats(tuner, "x", "y", "z")
    tuner.widgets.best.click()
    assert tuner.formats == best


def test_button_saves_the_settings(tuner: Tuner, tmp_path: Path) -> None:
    type_formats(tuner, "###-###-####", "", "##########")
    tuner.widgets.save.click()
    saved = json.loads((tmp_path / "settings.json").read_text())["userSettings"]
    assert [each["value"] for each in saved.values()] == [
        "###-###-####",
        "##########",
        "",
    ]
    assert tuner.widgets.said.value.count("Saved as settings.json.") == 1


def test_folder_that_is_not_there_is_said(
    tables: tuple[gc.Calls, gc.Contacts], tmp_path: Path
) -> None:
    tuner = Tuner(*tables, out=tmp_path / "none" / "settings.json")
    tuner.widgets.save.click()
    assert "No such file or directory" in tuner.widgets.said.value
    assert str(tmp_path) not in tuner.widgets.said.value


def test_another_connector_asks_by_its_own_rules(tuner: Tuner) -> None:
    before = lines(tuner)["nothing set"]
    tuner.widgets.connector.value = "pipedrive"
    assert lines(tuner)["nothing set"] != before
    assert "formats-ignored" in tuner.widgets.list_notes.value
    tuner.widgets.connector.value = "clio"
    assert lines(tuner)["nothing set"] == before


def test_another_search_rule_finds_more(tuner: Tuner) -> None:
    before = tuner.counts.correct_calls
    tuner.widgets.rule.value = "normalised"
    assert tuner.counts.correct_calls > before


def test_files_are_read_again_for_another_region() -> None:
    tuner = Tuner(*FILES)
    known = tuner.counts.known_calls
    assert not tuner.widgets.region.disabled
    tuner.widgets.region.value = "gb"
    assert tuner.counts.known_calls != known


def test_region_of_tables_cannot_be_changed(tuner: Tuner) -> None:
    assert tuner.widgets.region.disabled
    assert tuner.widgets.region.value == "US"


def test_unknown_region_is_said_and_changes_nothing() -> None:
    tuner = Tuner(*FILES)
    before = lines(tuner)
    tuner.widgets.region.value = "XX"
    assert "XX" in tuner.widgets.said.value
    assert lines(tuner) == before


def test_only_the_edited_format_is_looked_up(
    tuner: Tuner, monkeypatch: pytest.MonkeyPatch
) -> None:
    from toolkit.columns.term_finder import TermFinder

    asked = []
    hits = TermFinder.hits

    def counting(self: TermFinder, rule: str, kind: str, format: str) -> object:
        asked.append(format)
        return hits(self, rule, kind, format)

    monkeypatch.setattr(TermFinder, "hits", counting)
    type_formats(tuner, "###/###/####")
    assert asked == ["###/###/####"] * 2  # as the CRM may read it: two wires


def test_every_field_has_a_label_and_no_two_the_same(tuner: Tuner) -> None:
    parts = tuner.widgets
    labelled = [*parts.fields, parts.connector, parts.region, parts.rule]
    labelled += [parts.comma_text, parts.best, parts.empty, parts.save]
    labels = [each.description for each in labelled]
    assert all(labels)
    assert len(set(labels)) == len(labels)


def test_tune_gives_the_widget(tables: tuple[gc.Calls, gc.Contacts]) -> None:
    assert type(tune(*tables)).__name__ == "VBox"


def test_missing_widgets_are_named(
    tables: tuple[gc.Calls, gc.Contacts], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    with pytest.raises(OptionError, match="expected ipywidgets, got it is not inst"):
        tune(*tables)
