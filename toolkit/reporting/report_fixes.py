"""What a report says about the contacts: which to rewrite, and what it brings."""

from __future__ import annotations

import pandas as pd

from toolkit.analysis.fixes import Fixes, Headline
from toolkit.analysis.recommendation import LEAVE_EMPTY, Recommendation
from toolkit.reporting.display_text import visible
from toolkit.reporting.figures import count, plural, share_text
from toolkit.reporting.report_tables import Grid, Part

MOST_SHOWN = 25  # contacts to fix in the page; all of them are in the file
_TARGETS = {
    "e164": "E.164 (a plus sign, the country code and the number, no spaces)",
    "national": "the bare national number (digits only, without country code)",
}
_STATES = {
    "found": "found as they are",
    "no number": "no phone number in them",
    "column not searched": "in a column that is not searched",
    "not helped": "not found, and rewriting does not help",
    "safe": "to rewrite, safely",
    "to check": "to rewrite, after a person has looked",
}
_SMALL_STEPS = (1, 2, 5)  # contacts fixed: left out where there are many steps
_MANY = 8


def fix_part(recommendation: Recommendation, *, with_contacts: bool) -> Part:
    """Say what to fix in the CRM."""
    fixes = recommendation.fixes
    sentences = [*headline_sentences(recommendation), *_files(fixes)]
    tables = [_account(fixes)]
    if len(fixes.table):
        tables.append(_steps(fixes))
    if with_contacts and len(fixes.table):
        tables.append(_first_fixes(recommendation, fixes))
    return Part(sentences, tables)


def headline_sentences(recommendation: Recommendation) -> list[str]:
    """Say how many contacts to fix, and what that brings."""
    fixes = recommendation.fixes
    headline = fixes.headline
    if not len(fixes.table):
        return ["Nothing: no cell keeps a call from finding its contact."]
    target = recommendation.situation.record.cleanup_target
    said = (
        f"A phone cell written as {_TARGETS.get(target, target)} is found whatever is "
        "set."
    )
    if not headline.n_contacts:
        return [said, "No cell can be rewritten safely to gain a call."]
    sentences = [_lift(headline), said]
    if recommendation.decision == LEAVE_EMPTY and fixes.formats:
        sentences.append("This is counted with the best list set.")
    return sentences


def _lift(headline: Headline) -> str:
    """Say what fixing the first contacts brings.

    >>> _lift(Headline(120, 0.71, 0.934))
    'Fixing the first 120 contacts lifts the reach from 71.0 % to 93.4 %.'
    >>> _lift(Headline(1, 0.981, 0.9812))
    'Fixing the first contact hardly lifts the reach of 98.1 %.'
    """
    n = headline.n_contacts
    first = "the first contact" if n == 1 else f"the first {plural(n, 'contact')}"
    before, after = share_text(headline.before), share_text(headline.after)
    if before == after:
        return f"Fixing {first} hardly lifts the reach of {before}."
    return f"Fixing {first} lifts the reach from {before} to {after}."


def _files(fixes: Fixes) -> list[str]:
    n_lost = len(fixes.unreadable)
    lost = [
        f"{plural(n_lost, 'cell')} at the end of contacts_to_fix.csv cannot be read as "
        "a number any more: somebody has to look the number up."
    ]
    if not len(fixes.table):
        return lost if n_lost else []
    return [
        f"All {plural(len(fixes.table), 'cell')} stand in contacts_to_fix.csv, for "
        "reading in a spreadsheet: those that gain most calls first, with the present "
        "text. Cells marked safe have one reading; the others need a person.",
        "contacts_to_import.csv, where the export has an id column, holds the safe "
        "ones as the CRM imports them, contacts_to_import.before.csv the way back. Do "
        "not open these two in a spreadsheet: it would change the numbers.",
        *(lost if n_lost else []),
    ]


def _account(fixes: Fixes) -> Grid:
    account = fixes.account.items()
    rows = [[_STATES.get(name, name), count(n)] for name, n in account if n]
    rows.append(["all cells", count(sum(fixes.account.values()))])
    return Grid(
        "The stored phone cells",
        ["state", "cells"],
        rows,
        numbers=(1,),
        meant_rows=(len(rows) - 1,),
    )


def _steps(fixes: Fixes) -> Grid:
    rows = [
        [
            count(row["n_contacts"]),
            count(row["n_cells"]),
            "safe" if row["is_safe"] else "a person must look",
            count(row["correct_calls"]),
            share_text(None if pd.isna(row["reach"]) else row["reach"]),
        ]
        for row in fixes.steps.to_dict("records")
        if len(fixes.steps) < _MANY or row["n_contacts"] not in _SMALL_STEPS
    ]
    return Grid(
        "What fixing the first contacts brings",
        ["contacts fixed", "cells", "how", "right contact", "reach"],
        rows,
        numbers=(1, 3, 4),
    )


def _first_fixes(recommendation: Recommendation, fixes: Fixes) -> Grid:
    table = fixes.table.head(MOST_SHOWN)
    names = recommendation.situation.contacts.contacts["name"]
    rows: list[list[str | tuple[str, ...]]] = [
        [
            visible(str(row["id"])),
            visible(str(names.iloc[row["contact"]])),
            visible(str(row["column"])),
            "(destroyed)" if pd.isna(row["current"]) else visible(str(row["current"])),
            (visible(str(row["proposed"])),),
            str(row["reason"]),
            count(row["calls_gained"]),
        ]
        for row in table.to_dict("records")
    ]
    return Grid(
        f"The first {len(rows)} cells to rewrite",
        ["id", "name", "column", "now", "write", "because", "calls gained"],
        rows,
        numbers=(6,),
    )
