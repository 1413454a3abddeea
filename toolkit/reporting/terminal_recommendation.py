"""What ``getcontact recommend`` prints: the decision, the list, before and after."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from toolkit.analysis.outcome import Counts
from toolkit.analysis.recommendation import LEAVE_EMPTY, Recommendation
from toolkit.reporting.decisions import decision_words, field_lines
from toolkit.reporting.figures import count
from toolkit.reporting.screens import Screen, bar, screen_of
from toolkit.reporting.terminal_details import details_parts
from toolkit.reporting.terminal_parts import (
    figures_text,
    files_text,
    findings_text,
    rows_text,
)
from toolkit.reporting.trust import trust_sentences


def recommendation_text(
    recommendation: Recommendation,
    files: Iterable[Path] = (),
    *,
    screen: Screen | None = None,
    is_brief: bool = False,
) -> str:
    """Put a recommendation into text for a terminal.

    Parameters
    ----------
    recommendation
        What to say.
    files
        Files written, to be listed.
    screen
        Where the text will stand; default: standard output.
    is_brief
        Leave out alternatives, cost, segments and clean-up, which take longer.
    """
    place = screen or screen_of(sys.stdout)
    situation = recommendation.situation
    ledgers = {"calls": situation.calls.ledger, "contacts": situation.contacts.ledger}
    findings = recommendation.advice if is_brief else recommendation.findings
    return place.page(
        [
            _decision(place, recommendation),
            _formats(place, recommendation),
            figures_text(place, _columns(recommendation)),
            _trust(place, recommendation),
            *([] if is_brief else details_parts(place, recommendation)),
            findings_text(place, findings),
            rows_text(place, ledgers),
            files_text(place, files),
        ]
    )


def _decision(screen: Screen, recommendation: Recommendation) -> str:
    words = decision_words(recommendation)
    situation = recommendation.situation
    where = f"({situation.record.name}, region {situation.region})"
    between = "  " if len(words.headline) + len(where) + 2 <= screen.width else "\n"
    head = screen.bold(screen.accent(words.headline)) + between + screen.dim(where)
    return "\n".join(
        [head, screen.paragraph(words.reason), screen.paragraph(words.step)]
    )


def _formats(screen: Screen, recommendation: Recommendation) -> str:
    if recommendation.decision == LEAVE_EMPTY:
        return ""
    added = recommendation.per_format["new_calls"].tolist()
    most = max(added, default=0) or 1
    fields = [line for line in field_lines(recommendation.entered_formats) if line[1]]
    rows = [["", "enter", "adds calls", ""]]
    for place, (name, text) in enumerate(fields):
        calls = sum(added[place:]) if place == len(fields) - 1 else added[place]
        rows.append([name, text, f"+{count(calls)}", bar(calls / most, 20)])
    return screen.table(rows, indent=2, right=(2,), dim=(0,))


def _columns(recommendation: Recommendation) -> list[tuple[str, Counts]]:
    columns = [("nothing set", recommendation.baseline)]
    current = recommendation.options.current
    if current:
        columns.append(("current", recommendation.counts(current)))
    if recommendation.decision == LEAVE_EMPTY:
        best = recommendation.best_formats
        if best:
            columns.insert(0, (f"best {len(best)}", recommendation.counts(best)))
        return columns
    n = len(recommendation.formats)
    name = "this format" if n == 1 else f"these {n}"
    return [*columns, (name, recommendation.recommended)]


def _trust(screen: Screen, recommendation: Recommendation) -> str:
    sentences = trust_sentences(recommendation, is_brief=True)
    return "\n".join(
        [screen.bold("How sure"), *(screen.paragraph(each, 2) for each in sentences)]
    )
