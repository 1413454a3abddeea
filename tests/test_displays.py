"""Results show themselves in notebooks: as HTML, saying what a terminal says."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from reports import CALL_HEADER, sample_exports, sample_recommendation

import toolkit as gc
from toolkit.reporting.terminal_recommendation import recommendation_text


def words(page: str) -> list[str]:
    """Give the words of a page or of a terminal's text, signs of both left out."""
    text = html.unescape(re.sub("<[^>]*>", " ", page))
    return re.findall(r"[\w.,%#*()+-]+", re.sub(r"[`█▌•…]|\x1b\[\d+m", " ", text))


def results() -> dict[str, Any]:
    calls, contacts = sample_exports()
    return {
        "Calls": calls,
        "Contacts": contacts,
        "Profile": gc.profile(contacts, calls),
        "Measurement": gc.measure(calls, contacts, "(###) ###-####"),
        "Recommendation": sample_recommendation(),
    }


@pytest.mark.parametrize("name", ["Calls", "Contacts", "Profile", "Measurement"])
def test_results_are_tables_and_paragraphs(name: str) -> None:
    page = results()[name]._repr_html_()
    assert page.startswith("<div") and page.endswith("</div>")
    assert "\x1b" not in page
    assert page.count("<table") == page.count("</table>")
    assert ("<p style" if name in ("Calls", "Contacts") else "<table") in page


def test_recommendation_says_what_a_terminal_says() -> None:
    recommendation = sample_recommendation()
    shown = words(recommendation._repr_html_())  # type: ignore[attr-defined]
    assert shown == words(recommendation_text(recommendation, is_brief=True))
    assert "100" in shown and "80.0" in shown


def test_texts_of_an_export_are_escaped(tmp_path: Path) -> None:
    calls, contacts = tmp_path / "calls.csv", tmp_path / "contacts.csv"
    calls.write_text(
        f'{CALL_HEADER}Voice,Inbound,+12125550100,+12025550100,"101 - A",08/01/2026,'
        "9:00 AM,Phone Call\n"
    )
    contacts.write_text(
        'Id,Name,"Phone <script>x</script>"\n1,A,"212<img src=x>555-0100"\n'
    )
    people = gc.read_contacts(contacts, columns={"phone": "Phone <script>x</script>"})
    page = gc.profile(people, gc.read_calls(calls))._repr_html_()  # type: ignore[attr-defined]
    assert "&lt;script&gt;" in page
    assert "<script" not in page
    assert "<img" not in page


def test_errors_are_short_and_say_what_to_do(
    capsys: pytest.CaptureFixture[str],
) -> None:
    from IPython.core.interactiveshell import InteractiveShell

    InteractiveShell().run_cell("import toolkit as gc; gc.read_contacts('none.csv')")
    told = capsys.readouterr().out.strip()
    assert told.startswith("TableError: none.csv: expected")
    assert len(told.splitlines()) <= 2


def test_nothing_of_a_notebook_is_needed_to_compute() -> None:
    code = (
        "import sys; sys.modules['IPython'] = sys.modules['ipywidgets'] = None\n"
        "import toolkit as gc; gc.recommend, gc.verify, gc.profile\n"
        "assert 'toolkit.reporting' not in sys.modules\n"
        "assert gc.Recommendation._repr_html_ and gc.Profile._repr_html_"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
