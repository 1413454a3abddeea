"""What a report shows, as plain texts and tables: everything a template prints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from toolkit.analysis.outcome import Counts
from toolkit.analysis.recommendation import (
    CLEAN_UP_FIRST,
    LEAVE_EMPTY,
    Recommendation,
)
from toolkit.matching.formats import MAX_FORMATS
from toolkit.reporting.decisions import decision_words, field_lines, these_formats
from toolkit.reporting.figures import plural, share_text
from toolkit.reporting.glossary import GLOSSARY, INTRODUCTION, METHOD
from toolkit.reporting.report_charts import draw_charts
from toolkit.reporting.report_cost import cost_part
from toolkit.reporting.report_fixes import fix_part
from toolkit.reporting.report_segments import segment_part
from toolkit.reporting.report_tables import (
    alternatives_grid,
    figures_grid,
    frontier_grid,
    ledger_grids,
    manifest_grids,
    per_format_grid,
)
from toolkit.reporting.settings import (
    KEYS,
    customizable_text,
    to_json,
    user_settings,
)
from toolkit.reporting.trust import trust_sentences

CONTENTS = (
    ("effect", "Before and after"),
    ("trust", "How sure"),
    ("cost", "What it costs"),
    ("alternatives", "Alternatives"),
    ("formats", "Each format"),
    ("segments", "Whom it serves"),
    ("findings", "What to know"),
    ("fix", "What to fix"),
    ("rows", "Set aside"),
    ("words", "Words"),
    ("method", "Method"),
    ("manifest", "Made from"),
)


def build_view(
    recommendation: Recommendation,
    manifest: Mapping[str, Any],
    *,
    with_contacts: bool = False,
    account: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Collect what a report shows.

    Parameters
    ----------
    recommendation
        What to show.
    manifest
        What `build_manifest` gave.
    with_contacts
        Name contacts and numbers.
    account
        The account's settings with the list, where they are written too.
    """
    situation = recommendation.situation
    columns, meant = columns_of(recommendation)
    entered = recommendation.entered_formats
    settings = user_settings(entered)
    view = {
        "words": decision_words(recommendation),
        "connector": situation.record.title,
        "region": situation.region,
        "date": str(manifest["written_at"])[:10],
        "fields": field_lines(entered),
        "notes": _notes(recommendation),
        "settings": to_json(settings).decode().rstrip(),
        "settings_notes": [_SETTINGS_NOTE, *_account_notes(account)],
        "intro": INTRODUCTION,
        "known": plural(recommendation.baseline.known_calls, "call"),
        "bars": _bars(recommendation, columns, meant),
        "figures": figures_grid(columns, meant),
        "trust": trust_sentences(recommendation),
        "charts": draw_charts(recommendation),
        "cost": cost_part(recommendation),
        "alternatives": [
            alternatives_grid(recommendation),
            frontier_grid(recommendation),
        ],
        "per_format": per_format_grid(recommendation),
        "segments": segment_part(recommendation),
        "findings": recommendation.advice,
        "fix": fix_part(recommendation, with_contacts=with_contacts),
        "ledgers": ledger_grids(recommendation),
        "glossary": GLOSSARY,
        "method": METHOD,
        "manifest": manifest_grids(manifest),
        "privacy": _PRIVATE if with_contacts else _PUBLIC,
    }
    return view | {"contents": _contents(view)}


def columns_of(recommendation: Recommendation) -> tuple[list[tuple[str, Counts]], int]:
    """Give the settings that a report compares, and which of them is recommended."""
    columns = [("Nothing set", recommendation.baseline)]
    if recommendation.options.current:
        now = recommendation.counts(recommendation.options.current)
        columns.append(("The current setting", now))
    if recommendation.decision != LEAVE_EMPTY:
        name = these_formats(recommendation.formats)
        columns.append((name[0].upper() + name[1:], recommendation.recommended))
        return columns, len(columns) - 1
    best = recommendation.best_formats
    if best:
        name = f"Best {plural(len(best), 'format')}"
        columns.append((name, recommendation.counts(best)))
    return columns, 0


def _bars(
    recommendation: Recommendation, columns: list[tuple[str, Counts]], meant: int
) -> list[dict[str, Any]]:
    """Give the bars of before and after; a clean-up comes last where it is meant."""
    reaches = [(label, counts.reach) for label, counts in columns]
    if recommendation.decision == CLEAN_UP_FIRST:
        meant = len(reaches)
        reaches.append(("Contacts cleaned up", recommendation.cleanup.reach_after))
    return [
        {
            "label": label,
            "width": f"{100 * (reach or 0):.2f}",
            "text": share_text(reach),
            "is_meant": place == meant,
        }
        for place, (label, reach) in enumerate(reaches)
    ]


def _notes(recommendation: Recommendation) -> list[str]:
    """Explain what people stumble over when they enter the list."""
    notes = []
    if recommendation.formats and recommendation.placeholder == "*":
        notes.append(
            "The asterisk stands for one digit, as the number sign # does elsewhere on "
            f"this page. In {recommendation.situation.record.title} a # that is left "
            "over would cut the search short."
        )
    if len(recommendation.formats) > MAX_FORMATS:
        notes.append(
            "The third field holds several formats with a comma between them: App "
            "Connect joins the three fields with commas anyway."
        )
    if recommendation.formats:
        notes.append(
            "Numbers that App Connect has already found keep their old answer until "
            "they are refreshed; all others use the new formats at once."
        )
    return notes


_SETTINGS_NOTE = (
    "The body of POST /user/settings. The server merges it into a user's settings: all "
    "others stay. An unused field is emptied."
)


def _account_notes(account: Mapping[str, Any] | None) -> list[str]:
    """Say what the account-wide settings do, and how they are taken back."""
    if account is None:
        return []
    n_others = len(account["adminSettings"]["userSettings"]) - len(KEYS)
    return [
        "For the whole account send account-settings.json instead, the body of POST "
        "/admin/settings. That call replaces every setting of the account, so the file "
        f"holds the present ones too ({plural(n_others, 'other setting')}). "
        f"{customizable_text(account)} settings.before.json takes it back."
    ]


_PUBLIC = "This page names no contact and shows no whole phone number."
_PRIVATE = (
    "This page names contacts and shows their phone numbers. Keep it as you keep the "
    "CRM itself."
)


def _contents(view: Mapping[str, Any]) -> list[tuple[str, str]]:
    is_empty = {"findings": not view["findings"]}
    return [(name, title) for name, title in CONTENTS if not is_empty.get(name)]
