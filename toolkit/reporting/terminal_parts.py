"""Parts that several commands print: before and after, rows set aside, findings, files.

>>> from toolkit.exports.ledger import Ledger
>>> print(rows_text(Screen(), {"calls": Ledger(5, 3, {"internal": 2})}))
Rows
  calls  3 of 5 used; set aside: internal 2
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.analysis.findings import CURRENT, IN_USE, Finding
from toolkit.reporting.figures import count, plural, rate_text, share_text
from toolkit.reporting.screens import Screen

if TYPE_CHECKING:
    from toolkit.analysis.outcome import Counts
    from toolkit.exports.ledger import Ledger

MOST_FINDINGS = 4

# Row of the table of figures -> what stands in it.
_FIGURES: tuple[tuple[str, Callable[[Counts], str]], ...] = (
    ("right contact found", lambda c: share_text(c.reach)),
    ("  calls", lambda c: count(c.correct_calls)),
    ("  of calls with known contacts", lambda c: count(c.known_calls)),
    ("wrong contact named, calls", lambda c: count(c.false_calls)),
    ("several to choose from, calls", lambda c: count(c.ambiguous_calls)),
    ("precision", lambda c: share_text(c.precision)),
    ("requests a lookup", lambda c: rate_text(c.requests_per_lookup)),
)

# What each file is for; the others need no words.
PURPOSES: Mapping[str, str] = {
    "report.html": "the whole story: open it in a browser",
    "settings.json": "App Connect's user settings, to send",
    "account-settings.json": "the whole account's settings, formats merged in",
    "settings.before.json": "the account's settings as they are, for a roll-back",
    "recommendation.json": "every figure of the report, for programs",
    "formats.csv": "every format in the contacts, and what it finds",
    "contacts_to_fix.csv": "cells to rewrite in the CRM, most calls first",
    "contacts_to_import.csv": "the safe ones as the CRM imports them",
    "contacts_to_import.before.csv": "the same cells as they are now",
    "contacts_to_fix.xlsx": "the same for a spreadsheet",
    "segments.csv": "what the list does for each part of the calls",
    "shared_numbers.csv": "numbers that several contacts share",
    "unknown_callers.csv": "frequent numbers that no contact has",
    "numbers_to_refresh.csv": "numbers with an old answer to refresh",
    "users_served.csv": "what each user's own formats do",
    "ledger.csv": "how many rows were used or set aside, and why",
    "set_aside.csv": "every row set aside, with its reason",
    "manifest.json": "inputs, options, versions and hashes",
}


def figures_text(screen: Screen, columns: Sequence[tuple[str, Counts]]) -> str:
    """Put the figures of several lists, or of several kinds of calls, side by side."""
    rows = [["", *(name for name, _ in columns)]]
    for name, text in _FIGURES:
        rows.append([name, *(text(counts) for _, counts in columns)])
    right = range(1, len(columns) + 1)
    return screen.table(rows, indent=2, right=right, bold=(0, 1))


def findings_text(screen: Screen, findings: Sequence[Finding]) -> str:
    """List what was found, most damage first.

    Of the setting in use everything is said: that is what it was given for.
    """
    others = [finding for finding in findings if finding.about != CURRENT]
    in_use = [finding for finding in findings if finding.about == CURRENT]
    parts = [
        list_findings(screen, "The current setting", in_use, most=len(in_use)),
        list_findings(screen, "What to know", others, most=MOST_FINDINGS),
    ]
    return "\n\n".join(filter(None, parts))


def list_findings(
    screen: Screen, title: str, findings: Sequence[Finding], *, most: int
) -> str:
    """List the first of some findings under a title; the report has the rest."""
    if not findings:
        return ""
    lines = [screen.bold(title)]
    for finding in findings[:most]:
        where = "" if finding.format is None else f'"{finding.format}": '
        text = f"{where}{finding.text.removeprefix(IN_USE)} [{finding.code}]"
        lines.append(screen.paragraph(f"• {text}", 2, hang=4))
    more = len(findings) - most
    if more > 0:
        said = f"… and {plural(more, 'more finding')} in report.html"
        lines.append(screen.paragraph(said, 4))
    return "\n".join(lines)


def rows_text(screen: Screen, ledgers: Mapping[str, Ledger]) -> str:
    """Say what became of the rows of each input."""
    lines = [screen.bold("Rows")]
    width = max(map(len, ledgers), default=0)
    for name, ledger in ledgers.items():
        aside = ", ".join(f"{why} {count(n)}" for why, n in ledger.set_aside.items())
        text = f"{name:{width}}  {count(ledger.used)} of {count(ledger.rows)} used"
        text += f"; set aside: {aside}" if aside else ""
        lines.append(screen.paragraph(text, 2, hang=width + 4))
    return "\n".join(lines)


def files_text(screen: Screen, files: Iterable[Path]) -> str:
    """List the files written, and what each is for."""
    listed = list(files)
    if not listed:
        return ""
    rows = [[path.name, PURPOSES.get(path.name, "")] for path in listed]
    head = screen.bold(f"Written to {listed[0].parent}/")
    return f"{head}\n{screen.table(rows, indent=2)}"
