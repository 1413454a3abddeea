"""Results show themselves in a notebook.

What is shown is what a terminal shows, as HTML: counts and formats, no phone number and
no name. The classes of results stand in rooms below and know nothing of pages; each is
given its `_repr_html_` when the toolkit loads it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any


def teach_results() -> None:
    """Give the classes of results that are loaded by now their `_repr_html_`.

    Nothing is loaded for it: a function loads what it needs when a result is shown.
    """
    for (module, name), show in _SHOWN.items():
        loaded = sys.modules.get(f"toolkit.{module}")
        result = getattr(loaded, name, None)
        if result is not None:
            result._repr_html_ = show


def _recommendation(result: Any) -> str:
    from toolkit.notebook.page import Page
    from toolkit.reporting.terminal_recommendation import recommendation_text

    return recommendation_text(result, screen=Page(), is_brief=True)


def _measurement(result: Any) -> str:
    from toolkit.notebook.page import Page
    from toolkit.reporting.terminal_results import measurement_text

    return measurement_text(result, screen=Page())


def _profile(result: Any) -> str:
    from toolkit.notebook.page import Page
    from toolkit.reporting.terminal_profile import profile_text

    return profile_text(result, screen=Page(), has_examples=False)


def _export(result: Any) -> str:
    from toolkit.notebook.page import Page
    from toolkit.reporting.terminal_parts import rows_text

    page, name = Page(), type(result).__name__.lower()
    return page.page([rows_text(page, {name: result.ledger})])


def _probe(result: Any) -> str:
    from toolkit.notebook.page import Page
    from toolkit.reporting.terminal_live import probe_text

    return probe_text(result, screen=Page())


def _verification(result: Any) -> str:
    from toolkit.notebook.page import Page
    from toolkit.reporting.terminal_live import verification_text

    return verification_text(result, screen=Page())


_SHOWN: dict[tuple[str, str], Callable[[Any], str]] = {
    ("analysis.recommendation", "Recommendation"): _recommendation,
    ("analysis.measures", "Measurement"): _measurement,
    ("analysis.profiles", "Profile"): _profile,
    ("exports.calls", "Calls"): _export,
    ("exports.contacts", "Contacts"): _export,
    ("live.probe", "ProbeResult"): _probe,
    ("live.verification", "Verification"): _verification,
}
