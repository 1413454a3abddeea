"""What the tuner shows, as HTML; every text from outside is escaped.

Colours are those of JupyterLab's theme, so it can be read in the light and in the dark.

>>> note("3 < 4")
"<div class='tuner-note'>3 &lt; 4</div>"
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.analysis.advice import Finding
from toolkit.analysis.outcome import Counts
from toolkit.notebook.code_html import code_html
from toolkit.reporting.display_text import visible
from toolkit.reporting.figures import count, plural, rate_text, share_text

MOST_NOTES = 4  # findings about the whole list
_HEADS = (
    "", "reach", "", "matched", "correct", "false", "ambiguous", "requests a lookup"
)  # fmt: skip

STYLE = """<style>
.tuner-figures { border-collapse: collapse; font-variant-numeric: tabular-nums;
  margin: .6em 0; line-height: 1.7; }
.tuner-figures th, .tuner-figures td { padding: 0 0 0 1.2em; text-align: right;
  white-space: nowrap; color: var(--jp-ui-font-color1, #222); }
.tuner-figures th:first-child { text-align: left; font-weight: 600; padding-left: 0; }
.tuner-figures thead th { font-weight: 400; }
.tuner-figures .this th, .tuner-figures .this td { font-weight: 700; }
.tuner-bar { width: 14em; height: .9em; background: var(--jp-layout-color2, #e8e8e8); }
.tuner-bar div { height: .9em; background: #7f8794; }
.this .tuner-bar div { background: #0b7bc1; }
.tuner-note { color: var(--jp-ui-font-color1, #222); line-height: 1.4;
  white-space: normal; overflow-wrap: anywhere; }
.tuner-note code { color: inherit; background: var(--jp-layout-color2, #eee);
  padding: 0 .3em; }
.tuner-copy { font: inherit; line-height: 26px; padding: 0 .9em; cursor: pointer;
  color: var(--jp-ui-font-color1, #222); background: var(--jp-layout-color2, #eee);
  border: 1px solid var(--jp-border-color0, #888); }
</style>"""

# The older way to copy works on pages without TLS too.
_COPY = (
    "const field = document.createElement('textarea');"
    "field.value = this.dataset.text; document.body.append(field); field.select();"
    "document.execCommand('copy'); field.remove(); this.focus();"
    "this.textContent = 'Copied'"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One list in the comparison; `kind` sets it off from the others."""

    name: str
    counts: Counts
    kind: str = ""


def note(text: str) -> str:
    """Give a line below or beside the fields."""
    return f"<div class='tuner-note'>{html.escape(text)}</div>"


def figures_table(lines: Sequence[Line]) -> str:
    """Compare lists: their figures, with a bar for the reach of each."""
    head = "".join(f"<th scope='col'>{name}</th>" for name in _HEADS)
    body = "".join(map(_figures_row, lines))
    return (
        f"{STYLE}<table class='tuner-figures'><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )


def field_note(
    effects: Sequence[Mapping[str, Any]], findings: Sequence[Finding]
) -> str:
    """Say what the format in a field adds, and what is wrong with it."""
    said = [_effect(each) for each in effects]
    said += [_finding(each) for each in findings]
    return f"<div class='tuner-note'>{'<br>'.join(said)}</div>" if said else ""


def list_notes(findings: Sequence[Finding]) -> str:
    """Say what is wrong with the list as a whole."""
    said = [_finding(each) for each in findings[:MOST_NOTES]]
    more = len(findings) - MOST_NOTES
    if more > 0:
        said.append(f"… and {plural(more, 'more finding')}.")
    return "".join(f"<div class='tuner-note'>{each}</div>" for each in said)


def copy_button(text: str) -> str:
    """Give a button that copies a text."""
    return (
        f'<button class="tuner-copy" type="button" data-text="{html.escape(text)}" '
        f'onclick="{_COPY}">Copy</button>'
    )


def _figures_row(line: Line) -> str:
    counts = line.counts
    width = f"{counts.reach or 0:.2%}"
    cells = (
        share_text(counts.reach),
        f"<div class='tuner-bar'><div style='width:{width}'></div></div>",
        count(counts.matched_calls),
        count(counts.correct_calls),
        count(counts.false_calls),
        count(counts.ambiguous_calls),
        rate_text(counts.requests_per_lookup),
    )
    data = "".join(f"<td>{cell}</td>" for cell in cells)
    return f"<tr class='{line.kind}'><th scope='row'>{line.name}</th>{data}</tr>"


def _effect(row: Mapping[str, Any]) -> str:
    said = f"adds {plural(row['new_calls'], 'call')}"
    if row["only_this"] != row["new_calls"]:
        said += f", {count(row['only_this'])} of them found by nothing else"
    if row["false_calls"]:
        said += f"; finds only wrong contacts for {plural(row['false_calls'], 'call')}"
    return said


def _finding(finding: Finding) -> str:
    text = code_html(visible(finding.text))
    return f"<b>{html.escape(finding.code)}</b>: {text}"
