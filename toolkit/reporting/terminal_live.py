"""What ``probe`` and ``verify`` print: how the live CRM searches, and who is right."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from toolkit.matching.search_rules import SEARCH_RULES
from toolkit.reporting.figures import count, interval_text, plural, share_text
from toolkit.reporting.screens import Screen, screen_of

if TYPE_CHECKING:
    from toolkit.live.probe import ProbeResult
    from toolkit.live.verification import Verification

MOST_ROWS, MOST_REASONS = 12, 3  # all are in the JSON
_CLASSES = {"none": "no contact", "one": "one contact", "several": "several contacts"}


def probe_text(result: ProbeResult, *, screen: Screen | None = None) -> str:
    """Put what a probe found out into text for a terminal."""
    place = screen or screen_of(sys.stdout)
    found = result.to_dict()
    if result.rule is None:
        head = "No search rule fits the answers."
    else:
        sure = "" if result.is_certain else ", probably"
        head = f"The CRM searches by the rule {result.rule}{sure}."
    assumed = f"The connector's record assumes {result.assumed_rule}."
    asked = f"{plural(result.n_searches, 'search|searches')} asked"
    against = plural(found["contradicting"], "answer")
    said = f"{assumed} {asked}, {against} against the rule."
    notes = [place.paragraph(f"• {one['text']}", 2, hang=4) for one in found["advice"]]
    return place.page(
        [
            "\n".join([place.bold(head), place.paragraph(said)]),
            "\n".join(notes),
            _evidence(place, result),
        ]
    )


def verification_text(result: Verification, *, screen: Screen | None = None) -> str:
    """Put a live CRM compared with the prediction into text for a terminal."""
    place = screen or screen_of(sys.stdout)
    agreement = share_text(result.agreement)
    head = (
        f"{count(result.n_agree)} of {plural(result.n_asked, 'answer')} as predicted: "
        f"{agreement}."
    )
    lines = [place.bold(head), place.paragraph(_meaning(result))]
    if result.interval is not None:
        lines.append(f"95 % interval: {interval_text(result.interval)}.")
    if result.n_resumed:
        kept = plural(result.n_resumed, "answer")
        lines.append(f"Resumed: {kept} of an earlier run kept, the rest asked now.")
    if result.n_failed:
        lines.append(f"{plural(result.n_failed, 'lookup')} had no answer.")
    if result.stopped is not None:
        lines.append(place.paragraph(f"Stopped early: {result.stopped.line}"))
    return place.page(
        [
            "\n".join(lines),
            _confusion(place, result),
            _explanation(place, result),
            _strata(place, result),
        ]
    )


def _meaning(result: Verification) -> str:
    """Say whether figures from exports can be relied on."""
    if not result.n_asked:
        return "Nothing is known about this CRM: no lookup was answered."
    if result.n_agree == result.n_asked:
        return "What was worked out from the exports holds on this CRM."
    wrong = share_text(1 - (result.agreement or 0))
    return (
        f"What was worked out from the exports does not hold for {wrong} of the "
        "numbers: see why before relying on it."
    )


def _evidence(screen: Screen, result: ProbeResult) -> str:
    if not len(result.evidence):
        return ""
    # First the searches that some rules expect to find, and others not.
    told = result.evidence[[n for n in SEARCH_RULES if n in result.evidence]]
    order = (told.nunique(axis="columns") < 2).sort_values(kind="stable").index
    evidence = result.evidence.loc[order]
    rows = [["row", "format", "spelling", "found"]]
    for each in evidence.head(MOST_ROWS).to_dict("records"):
        found = "yes" if each["found"] else "no"
        rows.append(
            [str(each["row"]), str(each["format"]), str(each["spelling"]), found]
        )
    lines = [screen.bold("Evidence, what tells the rules apart first")]
    lines.append(screen.table(rows, indent=2, right=(0,), dim=(0,)))
    more = len(result.evidence) - MOST_ROWS
    if more > 0:
        said = f"… and {plural(more, 'more search|more searches')}"
        lines.append(screen.paragraph(said, 2))
    return "\n".join(lines)


def _confusion(screen: Screen, result: Verification) -> str:
    table = result.confusion
    names = [str(name) for name in table.columns]
    rows = [["predicted \\ found", *names]]
    for name, row in zip(table.index, table.to_numpy().tolist(), strict=True):
        name = _CLASSES.get(str(name), str(name))
        rows.append([name, *(count(n) for n in row)])
    return screen.table(rows, indent=2, right=range(1, len(names) + 1), dim=(0,))


def _explanation(screen: Screen, result: Verification) -> str:
    if result.n_agree == result.n_asked:
        return ""
    lines = [screen.bold("Why they differ")]
    better = result.alternatives
    better = better[better["n"] > result.n_agree]
    for table in (better, result.reasons):
        for row in table.head(MOST_REASONS).to_dict("records"):
            text = f"• {plural(int(row['n']), 'answer')}: {row['text']}"
            lines.append(screen.paragraph(text, 2, hang=4))
    return "\n".join(lines) if len(lines) > 1 else ""


def _strata(screen: Screen, result: Verification) -> str:
    if not len(result.strata):
        return ""
    rows = [["kind of number", "in the log", "asked", "as predicted"]]
    for row in result.strata.to_dict("records"):
        figures = (count(row[name]) for name in ("numbers", "asked", "agree"))
        rows.append([str(row["stratum"]), *figures])
    return screen.table(rows, indent=2, right=(1, 2, 3), dim=(0,))
