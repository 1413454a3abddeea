r"""Regular expressions over digits, read into trees.

The metadata says with regular expressions what fits. Only what it uses is understood:
digits, ``\d``, classes, groups, ``|``, ``?``, ``{n}``, ``{n,m}`` and a final ``$``.
Anything else raises `NotUnderstoodError`; such numbers are then read one at a time.

>>> parse_expression("[2-4]7|0")
OneOf(parts=(InTurn(parts=(Place(digits=28), Place(digits=128))), Place(digits=1)))
>>> parse_expression("[a-z]*")
Traceback (most recent call last):
toolkit.columns.digit_expressions.NotUnderstoodError: '['
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_TOKEN = re.compile(
    r"\\d|[0-9]|\[[0-9-]+\]|\(\?:|[()|?$]|\{[0-9]+(?:,[0-9]+)?\}|.", re.DOTALL
)
_RANGE = re.compile(r"([0-9])(?:-([0-9]))?")
_OPENING = ("(", "(?:")


class NotUnderstoodError(ValueError):
    """The metadata has an expression that is not among those understood here."""


@dataclass(frozen=True, slots=True)
class Place:
    """One digit; bit d of `digits` says whether it may be d."""

    digits: int


@dataclass(frozen=True, slots=True)
class End:
    """The end of the digits."""


@dataclass(frozen=True, slots=True)
class InTurn:
    """Parts one after the other."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of the parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Times:
    """A part again and again, from `least` to `most` times."""

    part: Node
    least: int
    most: int


Node = Place | End | InTurn | OneOf | Times


@cache
def parse_expression(pattern: str) -> Node:
    r"""Read an expression.

    >>> parse_expression(r"\d{2,3}$")
    InTurn(parts=(Times(part=Place(digits=1023), least=2, most=3), End()))
    """
    tokens = _TOKEN.findall(pattern)[::-1]  # the next token is the last
    node = _read_choice(tokens)
    if tokens:
        raise NotUnderstoodError(repr(tokens[-1]))
    return node


def _read_choice(tokens: list[str]) -> Node:
    parts = [_read_sequence(tokens)]
    while tokens and tokens[-1] == "|":
        tokens.pop()
        parts.append(_read_sequence(tokens))
    return parts[0] if len(parts) == 1 else OneOf(tuple(parts))


def _read_sequence(tokens: list[str]) -> Node:
    parts: list[Node] = []
    while tokens and tokens[-1] not in "|)":
        parts.append(_read_repeated(tokens))
    return parts[0] if len(parts) == 1 else InTurn(tuple(parts))


def _read_repeated(tokens: list[str]) -> Node:
    node = _read_one(tokens)
    if tokens and tokens[-1] == "?":
        tokens.pop()
        return Times(node, 0, 1)
    if tokens and tokens[-1].startswith("{") and len(tokens[-1]) > 1:
        least, _, most = tokens.pop()[1:-1].partition(",")
        return Times(node, int(least), int(most or least))
    return node


def _read_one(tokens: list[str]) -> Node:
    token = tokens.pop()
    if token in _OPENING:
        node = _read_choice(tokens)
        if not tokens or tokens.pop() != ")":
            raise NotUnderstoodError(repr(token))
        return node
    if token == "$":
        return End()
    return _place(token)


@cache
def _place(token: str) -> Place:
    digits = 0
    for first, last in _RANGE.findall(token.replace("\\d", "0-9")):
        digits |= sum(1 << digit for digit in range(int(first), int(last or first) + 1))
    if not digits or token.startswith("{"):
        raise NotUnderstoodError(repr(token))
    return Place(digits)
