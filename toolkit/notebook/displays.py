"""Results show themselves in a notebook.

When the toolkit is imported in a notebook, `register` tells the notebook how to show
each kind of result. What is shown is what a terminal shows: counts and formats, no
phone number and no name.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toolkit.reporting.screens import Screen

_WIDTH = 100  # characters of a line
_STYLE = (
    "font-family: var(--jp-code-font-family, monospace); line-height: 1.35; "
    "color: var(--jp-content-font-color1, inherit)"
)


def register(shell: Any) -> None:
    """Tell an IPython shell how to show the toolkit's results.

    Nothing is loaded for it: a type is named, and its function loads what it needs
    when such a result is shown.
    """
    formatter = shell.display_formatter.formatters["text/html"]
    for (module, name), show in _SHOWN.items():
        formatter.for_type_by_name(f"toolkit.{module}", name, show)


# What a terminal is told -> how a page looks.
_STYLES = {
    "1": "font-weight: 700",
    "2": "color: var(--jp-content-font-color2, inherit)",
    "33": "font-weight: 700",
    "36": "font-weight: 700",
}
_TOLD = re.compile("\x1b\\[([0-9]+)m")


def _screen() -> Screen:
    from toolkit.reporting.screens import Screen

    return Screen(width=_WIDTH, is_coloured=True)


def _page(text: str) -> str:
    inner = _TOLD.sub(lambda told: _tag(told[1]), html.escape(text))
    return f'<pre style="{_STYLE}">{inner}</pre>'


def _tag(told: str) -> str:
    return f'<span style="{_STYLES[told]}">' if told in _STYLES else "</span>"


def _recommendation(result: Any) -> str:
    from toolkit.reporting.terminal_recommendation import recommendation_text

    return _page(recommendation_text(result, screen=_screen()))


def _measurement(result: Any) -> str:
    from toolkit.reporting.terminal_results import measurement_text

    return _page(measurement_text(result, screen=_screen()))


def _profile(result: Any) -> str:
    from toolkit.reporting.terminal_profile import profile_text

    return _page(profile_text(result, screen=_screen(), has_examples=False))


def _export(result: Any) -> str:
    from toolkit.reporting.terminal_parts import rows_text

    name = type(result).__name__.lower()
    return _page(rows_text(_screen(), {name: result.ledger}))


def _probe(result: Any) -> str:
    from toolkit.reporting.terminal_live import probe_text

    return _page(probe_text(result, screen=_screen()))


def _verification(result: Any) -> str:
    from toolkit.reporting.terminal_live import verification_text

    return _page(verification_text(result, screen=_screen()))


_SHOWN: dict[tuple[str, str], Callable[[Any], str]] = {
    ("analysis.recommendation", "Recommendation"): _recommendation,
    ("analysis.measures", "Measurement"): _measurement,
    ("analysis.profiles", "Profile"): _profile,
    ("exports.calls", "Calls"): _export,
    ("exports.contacts", "Contacts"): _export,
    ("live.probe", "ProbeResult"): _probe,
    ("live.verification", "Verification"): _verification,
}
