"""What ``probe`` and ``verify`` print: how the live CRM searches, and who is right."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

from toolkit.matching.search_rules import SEARCH_RULES
from toolkit.reporting.figures import count, interval_text, plural, share_text
from toolkit.reporting.screens import Screen, screen_of

if TYPE_CHECKING:
    from toolkit.live.probe import ProbeResult
    from toolkit.live.probe_plan import ProbePlan
    from toolkit.live.verification import Verification
    from toolkit.live.verify_plan import VerifyPlan

MOST_REASONS = 3  # all are in the JSON
_CLASSES = {"none": "no contact", "one": "one contact", "several": "several contacts"}
_YES_NO = ("no", "yes")


def probe_plan_text(plan: ProbePlan, *, screen: Screen | None = None) -> str:
    """Show the searches that a probe will make, no number among them."""
    place = screen or screen_of(sys.stderr)
    rows = [["row", "stored as", "asked for", "sent"]]
    for each in plan.table.to_dict("records"):
        rows.append(
            [str(each[name]) for name in ("row", "format", "spelling", "encode")]
        )
    asked = plural(plan.n_searches, "search|searches")
    said = f"{asked} of contacts in the export; the CRM is only read."
    table = place.table(rows, indent=2, right=(0,), dim=(0,))
    return place.page([f"{place.bold('The plan')}\n{place.paragraph(said)}", table])


def verify_plan_text(plan: VerifyPlan, *, screen: Screen | None = None) -> str:
    """Show what a verification will ask, no number among it."""
    place = screen or screen_of(sys.stderr)
    assumed = plan.assumption
    formats = ", ".join(assumed.formats) or "none"
    lookups = plural(len(plan.sample.positions), "lookup")
    said = (
        f"{lookups} as {assumed.record.name} makes them, in all "
        f"{plural(plan.n_requests, 'request')}; the CRM is only read."
    )
    lines = [place.bold("The plan"), place.paragraph(said)]
    if plan.seconds:
        lines.append(f"At the CRM's pace at least {_duration(plan.seconds)}.")
    lines.append(place.paragraph(f"Formats: {formats}"))
    asked = Counter(plan.sample.stratum)
    rows = [["kind of number", "in the log", "to ask"]]
    for name, numbers in plan.sample.population.items():
        rows.append([name, count(numbers), count(asked[name])])
    table = place.table(rows, indent=2, right=(1, 2), dim=(0,))
    return place.page(["\n".join(lines), table])


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    return plural(minutes, "minute") if minutes else plural(round(seconds), "second")


def probe_text(result: ProbeResult, *, screen: Screen | None = None) -> str:
    """Put what a probe found out into text for a terminal."""
    place = screen or screen_of(sys.stdout)
    found = result.to_dict()
    lines = [place.bold(_verdict(result))]
    if result.rule is not None:
        lines.append(f"Use --search-rule {result.rule}")
    asked = plural(result.n_searches, "search|searches")
    against = plural(found["contradicting"], "answer")
    assumed = f"The connector's record assumes {result.assumed_rule}."
    said = f"{assumed} {asked} asked, {against} against the rule."
    lines.append(place.paragraph(said))
    notes = [_bullet(place, one["text"]) for one in found["advice"]]
    return place.page(["\n".join(lines), "\n".join(notes), _evidence(place, result)])


def _verdict(result: ProbeResult) -> str:
    if result.rule is None:
        return "No search rule fits the answers."
    sure = "" if result.is_certain else ", probably"
    return f"The CRM searches by the rule {result.rule}{sure}."


def _bullet(screen: Screen, text: str) -> str:
    return screen.paragraph(f"• {text}", 2, hang=4)


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
            "\n".join(_bullet(place, finding["text"]) for finding in result.advice),
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
    """Show every search, what came of it, and what the rule found says of it."""
    if not len(result.evidence):
        return ""
    # First the searches that some rules expect to find, and others not.
    told = result.evidence[[n for n in SEARCH_RULES if n in result.evidence]]
    order = (told.nunique(axis="columns") < 2).sort_values(kind="stable").index
    rows = [["row", "stored as", "asked for", "sent", "found", "rule says"]]
    for each in result.evidence.loc[order].to_dict("records"):
        cells = [str(each[name]) for name in ("row", "format", "spelling", "encode")]
        says = _YES_NO[bool(each["predicted"])] if result.rule else ""
        rows.append([*cells, _YES_NO[bool(each["found"])], says])
    table = screen.table(rows, indent=2, right=(0,), dim=(0,))
    head = screen.bold("Evidence, what tells the rules apart first")
    return f"{head}\n{table}"


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
            text = f"{plural(int(row['n']), 'answer')}: {row['text']}"
            lines.append(_bullet(screen, text))
    return "\n".join(lines) if len(lines) > 1 else ""


def _strata(screen: Screen, result: Verification) -> str:
    if not len(result.strata):
        return ""
    rows = [["kind of number", "in the log", "asked", "as predicted"]]
    for row in result.strata.to_dict("records"):
        figures = (count(row[name]) for name in ("numbers", "asked", "agree"))
        rows.append([str(row["stratum"]), *figures])
    return screen.table(rows, indent=2, right=(1, 2, 3), dim=(0,))
