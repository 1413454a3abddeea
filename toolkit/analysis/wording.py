"""Figures in sentences: counts with their nouns and verbs, shares, short lists.

>>> count(1, "call"), count(2500, "call")
('1 call', '2,500 calls')
>>> subject(1, "call", "are"), subject(2, "contact", "show")
('1 call is', '2 contacts show')
"""

from __future__ import annotations

from collections.abc import Iterable

_SINGULAR = {"are": "is", "were": "was", "have": "has"}


def count(n: int, noun: str) -> str:
    """Write a number with its noun."""
    return f"{n:,} {noun if n == 1 else noun + 's'}"


def subject(n: int, noun: str, verb: str) -> str:
    """Write a number with its noun and the verb that fits."""
    fitting = _SINGULAR.get(verb, verb + "s") if n == 1 else verb
    return f"{count(n, noun)} {fitting}"


def calls_text(n: int, verb: str = "") -> str:
    """Write a number of calls, and what they do.

    >>> calls_text(1), calls_text(2, "are")
    ('1 call', '2 calls are')
    """
    return subject(n, "call", verb) if verb else count(n, "call")


def more_calls(n: int) -> str:
    """Write a number of calls that come on top.

    >>> more_calls(1200)
    '1,200 more calls'
    """
    return count(n, "more call")


def percent(part: float | None) -> str:
    """Write a share.

    >>> percent(0.1249), percent(None)
    ('12.5 %', 'none')
    """
    return "none" if part is None else f"{part:.1%}".replace("%", " %")


def listed(texts: Iterable[str], *, most: int = 10) -> str:
    """Write a list, cut where it gets long.

    >>> listed(["a", "b", "c"], most=2)
    'a, b and 1 more'
    """
    every = list(texts)
    more = len(every) - most
    return ", ".join(every[:most]) + (f" and {more:,} more" if more > 0 else "")
