"""The door to a recommendation: what it depends on, checked, and the parts in a row.

>>> sorted(set(STEPS.values()) - set(dir(Recommendation)))
[]
"""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.analysis.options import RECENT_CALLS, WEIGHINGS, Options
from toolkit.analysis.recommendation import Recommendation
from toolkit.analysis.situation import Situation
from toolkit.exports.calls import Calls
from toolkit.exports.contacts import Contacts
from toolkit.exports.progress import take_steps
from toolkit.exports.user_settings import InUse
from toolkit.matching.connectors import Connector
from toolkit.matching.formats import MAX_FORMATS, parse_formats
from toolkit.matching.wire import AS_BUILT

# what takes long, in the order in which one needs the other
STEPS = {
    "the search without formats": "baseline",
    "formats of the contacts": "stored",
    "what each format finds": "problem",
    "the best list": "decision",
    "lists of each size": "frontier",
    "calls not seen before": "holdout",
    "advice": "advice",
}


def recommend(
    calls: Calls,
    contacts: Contacts,
    *,
    connector: str | Connector | None = None,
    max_formats: int = MAX_FORMATS,
    false_match_cost: float = 3,
    min_gain: int = 1,
    placeholder: str | None = None,
    current: str | Iterable[str] | InUse | None = None,
    weigh_by: str = WEIGHINGS[0],
    recent_calls: int = RECENT_CALLS,
    refresh_share: float = 0.0,
    search_rule: str | None = None,
    wire: str = AS_BUILT,
    seed: int = 1,
    progress: bool = False,
) -> Recommendation:
    """Recommend the best ordered list of formats.

    Parameters
    ----------
    calls, contacts
        What `read_calls` and `read_contacts` gave.
    connector
        Name or record; default: the connector whose CRM the contacts are an export of,
        else ``getcontact``.
    max_formats
        Longest list, 1 to 6; App Connect's settings page has three fields.
    false_match_cost
        Correct calls that one false call outweighs; 0 switches it off.
    min_gain
        Correct calls that leaving a format out must lose at least.
    placeholder
        ``#`` or ``*`` in what is entered; default: the one safe for the connector.
    current
        The setting in use, as comma text or list, to be audited; or that of many users
        (`toolkit.exports.user_settings.read_in_use`): then the commonest list is.
    weigh_by
        ``calls``, ``numbers`` or ``contacts``.
    recent_calls
        Calls of each user that App Connect matches at once at the first access.
    refresh_share
        Share of the answers in App Connect's cache that are refreshed by hand, 0 to 1.
    search_rule
        How the CRM compares, where it is not what the connector assumes.
    wire
        Whether the CRM reads the terms ``as-built`` or ``form-decoded``.
    seed
        Of the resamples behind the intervals.
    progress
        Work it all out at once, with a bar, instead of each part when asked for.

    Raises
    ------
    OptionError
        An option outside its choices or range.
    """
    users = current.users if isinstance(current, InUse) else ()
    current = current.formats if isinstance(current, InUse) else current
    options = Options(
        max_formats=max_formats,
        false_match_cost=false_match_cost,
        min_gain=min_gain,
        placeholder=placeholder,
        current=None if current is None else parse_formats(current),
        weigh_by=weigh_by,
        recent_calls=recent_calls,
        refresh_share=refresh_share,
        seed=seed,
    )
    situation = Situation(
        calls, contacts, connector, search_rule=search_rule, wire=wire
    )
    recommendation = Recommendation(situation, options, users)
    take_steps(recommendation, STEPS, shown=progress)
    return recommendation
