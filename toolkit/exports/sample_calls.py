"""The sample's call log: who calls whom, when, and what the log makes of it.

`EVENTS` says how many rows of each kind there are, so the ledger is known beforehand;
`plan_calls` draws the rest. The layout is RingCentral's company call log: a row with a
Type is an event, the rows below it without one are its legs.

>>> sum(EVENTS.values())
5000
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from toolkit.exports.sample_world import (
    AREA_CODES,
    E164,
    FIRST_DAY,
    LAST_DAY,
    OWN_LINES,
    pick,
    write_number,
)

EVENTS = {  # kind of remote party: rows
    "client": 3_380,  # a number that a contact has
    "client sms": 120,
    "stranger": 980,  # a number that no contact has
    "misfiled": 12,  # one whose contact says the wrong country
    "internal": 260,
    "anonymous": 130,
    "no number": 20,
    "fax": 50,
    "short code": 30,
    "unparsable": 18,
}
SET_ASIDE = ("internal", "anonymous", "no number", "fax", "short code", "unparsable")
NUMBERLESS = {  # kinds whose remote party is no number: what the log says instead
    "internal": ("101", "102", "103", "104", "105", "106", "107", "108"),
    "anonymous": ("Anonymous", "Blocked", "Unknown", "Restricted", "Private"),
    "no number": ("",),
    "short code": ("411", "12345", "10203"),  # the last two are assigned to nobody
    "unparsable": ("+0005550100", "sip:door@pbx", "call back", "+1"),
}
NEVER_DIALLED = frozenset({"anonymous", "no number", "unparsable"})
NUMBER_FORMATS = {  # country code: how the log writes a number, in a hundred
    "+1": {E164: 86, "(###) ###-####": 14},
    "+44": {E164: 80, "01144##########": 20},
}
TYPES = {"client sms": "SMS", "fax": "Fax"}  # every other kind is Voice
ACTIONS = {  # type, inbound or not: action, its results in a hundred
    ("Voice", True): (
        "Phone Call",
        {"Accepted": 66, "Missed": 16, "Voicemail": 15, "Hang Up": 3},
    ),
    ("Voice", False): (
        "VoIP Call",
        {"Call connected": 84, "No Answer": 13, "Busy": 3},
    ),
    ("SMS", True): ("Text Message", {"Received": 100}),
    ("SMS", False): ("Text Message", {"Sent": 100}),
    ("Fax", True): ("Incoming Fax", {"Received": 100}),
    ("Fax", False): ("Outgoing Fax", {"Sent": 90, "Send Error": 10}),
}
LONGEST_S = {"Accepted": 1_800, "Call connected": 1_800, "Voicemail": 120}  # else 40
SHARE_INBOUND = 0.62
SHARE_WITH_LEG = 0.25  # of the inbound voice rows
SHARE_UNTIMED = 0.002  # rows that have lost their time
USERS = {  # extension and name: share of the rows
    "101 - Ann Abbott": 30,
    "102 - Ben Barlow": 20,
    "103 - Cy Castell": 14,
    "104 - Di Dahl": 11,
    "105 - Eve Elwood": 9,
    "106 - Flo Ferro": 7,
    "107 - Gus Garland": 5,
    "108 - Hal Hadley": 4,
}
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEK = (25, 22, 20, 20, 18, 2, 1)  # rows on a Monday, on a Tuesday, …
HOURS = {8: 6, 9: 13, 10: 14, 11: 12, 12: 6, 13: 10, 14: 13, 15: 12, 16: 9, 17: 5}
HOLIDAYS = frozenset({date(2026, 9, 7), date(2026, 10, 12)})

# fmt: off
HEADER = (
    "Type", "Direction", "From", "To", "Extension", "Forwarded To", "Name", "Date",
    "Time", "Action", "Action Result", "Result Description", "Duration", "Included",
    "Purchased",
)
# fmt: on


@dataclass(frozen=True, slots=True)
class Event:
    """One event: its kind, its remote E.164 number if any, its rows as {header: cell}.

    The first row is the event itself, a second one its leg.
    """

    kind: str
    remote: str | None
    rows: tuple[Mapping[str, str], ...]


def plan_calls(rng: random.Random, callers: Mapping[str, Sequence[str]]) -> list[Event]:
    """Plan the log in the order of time.

    `callers` has the E.164 numbers of a kind, those that call most first.
    """
    remotes = {
        kind: _draw_callers(rng, callers[kind], rows)
        for kind, rows in EVENTS.items()
        if kind in callers
    }
    kinds = [kind for kind, rows in EVENTS.items() for _ in range(rows)]
    rng.shuffle(kinds)
    times = sorted(_draw_times(rng, len(kinds)))
    return [
        _plan_event(rng, kind, next(remotes[kind]) if kind in remotes else None, at)
        for kind, at in zip(kinds, times, strict=True)
    ]


def _draw_callers(
    rng: random.Random, numbers: Sequence[str], rows: int
) -> Iterator[str]:
    """Draw callers as logs have them: a few call often, most once or twice."""
    weights = [(rank + 12) ** -0.8 for rank in range(len(numbers))]
    return iter(rng.choices(numbers, weights, k=rows))


def _draw_times(rng: random.Random, rows: int) -> list[datetime]:
    days = [FIRST_DAY + timedelta(n) for n in range((LAST_DAY - FIRST_DAY).days + 1)]
    days = [day for day in days if day not in HOLIDAYS]
    return [
        datetime.combine(day, time(pick(rng, HOURS), rng.randrange(60)))
        for day in rng.choices(days, [WEEK[day.weekday()] for day in days], k=rows)
    ]


def _plan_event(
    rng: random.Random, kind: str, remote: str | None, at: datetime
) -> Event:
    is_inbound = kind in NEVER_DIALLED or rng.random() < SHARE_INBOUND
    type_ = TYPES.get(kind, "Voice")
    action, results = ACTIONS[type_, is_inbound]
    user = pick(rng, USERS)
    own = user[:3] if kind == "internal" else _own_line(rng, user)
    other = _write_remote(rng, kind, remote)
    row = {
        "Type": type_,
        "Direction": "Inbound" if is_inbound else "Outbound",
        "From": other if is_inbound else own,
        "To": own if is_inbound else other,
        "Extension": user,
        "Name": _caller_id(rng, remote) if is_inbound else "",
        "Date": f"{DAYS[at.weekday()]} {at:%m/%d/%Y}",
        "Time": "" if rng.random() < SHARE_UNTIMED else _write_time(at),
        "Action": action,
        **_end(rng, pick(rng, results)),
    }
    has_leg = is_inbound and type_ == "Voice" and rng.random() < SHARE_WITH_LEG
    return Event(kind, remote, (row, _plan_leg(rng)) if has_leg else (row,))


def _plan_leg(rng: random.Random) -> dict[str, str]:
    user = pick(rng, USERS)
    result = rng.choice(("Accepted", "Missed"))
    line = _own_line(rng, user)
    return {"Extension": user, "Forwarded To": line, "Action": "FindMe"} | _end(
        rng, result
    )


def _write_remote(rng: random.Random, kind: str, remote: str | None) -> str:
    if remote is None:
        return rng.choice(NUMBERLESS[kind])
    code = "+44" if remote.startswith("+44") else "+1"
    return write_number(
        pick(rng, NUMBER_FORMATS[code]), code, remote.removeprefix(code)
    )


def _own_line(rng: random.Random, user: str) -> str:
    """Give the company's main line or the user's own."""
    return rng.choice((OWN_LINES[0], OWN_LINES[int(user[:3]) - 100]))


def _caller_id(rng: random.Random, remote: str | None) -> str:
    """Give what networks show besides the number: a place, or nothing."""
    if remote is None or not remote.startswith("+1"):
        return ""
    place = AREA_CODES[remote.removeprefix("+1")[:3]]
    return rng.choice((place.upper(), ""))


def _write_time(at: datetime) -> str:
    # Not by strftime: %p follows the locale of the machine.
    return f"{at.hour % 12 or 12}:{at.minute:02} {'AM' if at.hour < 12 else 'PM'}"


def _end(rng: random.Random, result: str) -> dict[str, str]:
    """Give the cells that say how an event ended."""
    seconds = 3 + int(LONGEST_S.get(result, 40) * rng.random() ** 3)
    duration = f"0:{seconds // 60:02}:{seconds % 60:02}"
    return {
        "Action Result": result,
        "Duration": duration,
        "Included": "-",
        "Purchased": "-",
    }
