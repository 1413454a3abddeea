"""Figures as people read them: counts, shares, names of things in the plural.

>>> count(2801), share_text(0.80029), plural(1, "call"), plural(2801, "call")
('2,801', '80.0 %', '1 call', '2,801 calls')
"""

from __future__ import annotations

from collections.abc import Sequence

NOTHING = "–"  # what a share over nothing is


def count(number: float) -> str:
    """Write a whole number with its thousands apart."""
    return f"{number:,.0f}"


def plural(number: int, noun: str) -> str:
    """Write a number with its noun; the noun takes an s but for 1.

    >>> plural(0, "wrong match|wrong matches")
    '0 wrong matches'
    """
    one, _, many = noun.partition("|")
    return f"{count(number)} {one if number == 1 else many or f'{one}s'}"


def share_text(share: float | None) -> str:
    """Write a share in per cent; only nothing is 0 and only all is 100.

    >>> [share_text(share) for share in (None, 0, 0.0001, 0.5, 0.9999, 1)]
    ['–', '0 %', '< 0.1 %', '50.0 %', '> 99.9 %', '100 %']
    """
    if share is None:
        return NOTHING
    if share in (0, 1):
        return f"{share:.0%}".replace("%", " %")
    if share < 0.001:
        return "< 0.1 %"
    if share > 0.999:
        return "> 99.9 %"
    return f"{100 * share:.1f} %"


def points_text(difference: float) -> str:
    """Write a difference of two shares in points.

    >>> points_text(0.6757), points_text(-0.01)
    ('+67.6 points', '−1.0 points')
    """
    return f"{'−' if difference < 0 else '+'}{abs(100 * difference):.1f} points"


def interval_text(interval: Sequence[float] | None) -> str:
    """Write an interval of shares.

    >>> interval_text((0.7404, 0.8391)), interval_text((0, 1)), interval_text(None)
    ('74.0 to 83.9 %', '0 to 100 %', '–')
    """
    if interval is None:
        return NOTHING
    low, high = interval
    return f"{share_text(low).removesuffix(' %')} to {share_text(high)}"


def rate_text(rate: float | None) -> str:
    """Write a mean number of things.

    >>> rate_text(5.2867), rate_text(None), rate_text(2)
    ('5.3', '–', '2.0')
    """
    return NOTHING if rate is None else f"{rate:,.1f}"


def listed(words: Sequence[str], *, last: str = "and") -> str:
    """Join words as a sentence does.

    >>> listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])
    ('a', 'a and b', 'a, b and c')
    """
    *head, tail = words or ("",)
    return f"{', '.join(head)} {last} {tail}" if head else tail
