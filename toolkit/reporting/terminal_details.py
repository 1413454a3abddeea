"""What ``getcontact recommend`` prints beside the list: alternatives, cost, clean-up.

The sentences are those of the report.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from toolkit.analysis.recommendation import Recommendation
from toolkit.reporting.figures import count, rate_text, share_text
from toolkit.reporting.report_cost import cost_part
from toolkit.reporting.report_fixes import headline_sentences
from toolkit.reporting.screens import Screen


def details_parts(screen: Screen, recommendation: Recommendation) -> list[str]:
    """Give the parts: the ways side by side, what they cost, what to fix."""
    return [
        _alternatives(screen, recommendation),
        _paragraphs(screen, "What it costs", cost_part(recommendation).sentences),
        _paragraphs(screen, "What to fix", headline_sentences(recommendation)),
    ]


def _alternatives(screen: Screen, recommendation: Recommendation) -> str:
    table = recommendation.alternatives
    rows: list[Sequence[str]] = [["The alternatives", "reach", "wrong", "requests"]]
    rows += [
        [
            f"  {row['label']}",
            share_text(row["reach"]),
            count(row["false_calls"]),
            rate_text(row["requests_per_lookup"]),
        ]
        for row in table.to_dict("records")
    ]
    meant = np.flatnonzero(table["is_recommended"]) + 1
    return screen.table(rows, right=(1, 2, 3), bold=(0, *meant.tolist()))


def _paragraphs(screen: Screen, title: str, sentences: Iterable[str]) -> str:
    return "\n".join(
        [screen.bold(title), *(screen.paragraph(each, 2) for each in sentences)]
    )
