"""Everything behind a report, as one JSON document.

``getcontact recommend --json`` prints what decides, and is quick. What a report says
beside that (the alternatives, costs, segments, the clean-up) takes longer; it stands in
``recommendation.json`` of the same folder, under the keys of `DETAILS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from toolkit.analysis.plain_rows import plain_rows

if TYPE_CHECKING:
    from toolkit.analysis.recommendation import Recommendation

DETAILS: Mapping[str, Callable[[Recommendation], Any]] = MappingProxyType(
    {
        "alternatives": lambda each: plain_rows(each.alternatives),
        "costs": lambda each: each.costs.to_dict(),
        "cached_answers": lambda each: each.cached_answers.to_dict(),
        "segments": lambda each: each.segments.to_dict(),
        "clean_up": lambda each: each.fixes.to_dict(),
    }
)


def details_of(recommendation: Recommendation) -> dict[str, Any]:
    """Give the JSON of a recommendation with all its details; it names nobody."""
    more = {name: of(recommendation) for name, of in DETAILS.items()}
    return recommendation.to_dict() | more
