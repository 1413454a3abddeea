r"""Several expressions over digits, followed digit by digit at once.

A *place* is where an expression wants one digit. What may come next is a set of
places, as the bits of an integer, so all expressions are followed in one step. Each
place knows how many digits may follow it: one that cannot end with the number of
digits still to come is dropped, and one that only wants any digits is settled.

>>> automaton = Automaton()
>>> pair, london = automaton.add(r"\d{2}"), automaton.add("20", opens=True)
>>> automaton.accepted("20") == pair | london
True
>>> automaton.accepted("207") == london
True
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from toolkit.columns.digit_expressions import (
    End,
    InTurn,
    Node,
    NotUnderstoodError,
    OneOf,
    Place,
    parse_expression,
)

_ANY_DIGIT = (1 << 10) - 1
_ANY_LENGTH = (1 << 32) - 1
_NO_MORE = 1  # a set of lengths, as bits: only length 0


class Automaton:
    """Expressions over digits, and the places that digits lead to."""

    def __init__(self) -> None:
        self.first = 0  # the places that want the first digit
        self.settled = 0  # the places that any digits will satisfy
        self._after: list[int] = []  # place -> the places after it
        self._accept: list[int] = []  # place -> what its expression accepts with
        self._known: dict[tuple[int, int], int] = {}
        self._lengths: dict[int, int] = {}  # place or places after -> digits to come
        self._wanted: list[int] = []  # place -> the digits it matches, as bits
        self._to_come: list[int] = []  # place -> how many digits may follow, as bits
        self._steps: dict[int, int] = {}

    def add(self, *patterns: str, opens: bool = False) -> int:
        """Add expressions, one of which has to match; give the bit that tells it.

        All digits have to match; with `opens`, at least one from the beginning.
        """
        accept = 1 << len(self._after)
        if opens:
            self._new_place(_ANY_DIGIT, accept, accept, _ANY_LENGTH)
        else:
            self._new_place(0, 0, accept, _NO_MORE)
        end = self._new_place(0, 0, accept, _NO_MORE)
        self.settled |= accept | end
        writer = _Writer(self, accept, end)
        nothing = accept if opens else 0
        for pattern in patterns:
            self.first |= writer.put(parse_expression(pattern), accept) & ~nothing
        return accept

    def accepted(self, digits: str) -> int:
        """Give the bits of the expressions that digits match, one digit at a time."""
        places = self.first
        for digit in digits:
            places = self.step(places & self.wanting(int(digit)))
        return self.accepts(places & self.lasting(0))

    def wanting(self, digit: int) -> int:
        """Give the places that match a digit."""
        return _packed(np.array(self._wanted) >> digit & 1)

    def lasting(self, n_digits: int) -> int:
        """Give the places after which a number of digits may come."""
        return _packed(np.array(self._to_come) >> n_digits & 1)

    def belonging(self, accept: int) -> int:
        """Give the places of the expressions that accept with a bit."""
        return _packed(np.array([of_place == accept for of_place in self._accept]))

    def step(self, matched: int) -> int:
        """Give the places after those that have just matched a digit."""
        after = self._steps.get(matched)
        if after is None:
            after, rest = 0, matched
            while rest:
                lowest = rest & -rest
                after |= self._after[lowest.bit_length() - 1]
                rest ^= lowest
            self._steps[matched] = after
        return after

    def accepts(self, places: int) -> int:
        """Give the bits of the expressions that settled places belong to."""
        bits = 0
        while places:
            lowest = places & -places
            bits |= self._accept[lowest.bit_length() - 1]
            places ^= lowest
        return bits

    def place(self, wanted: int, after: int, accept: int) -> int:
        """Give the place that wants one of some digits, with places after it."""
        key = (wanted, after)
        if key not in self._known:
            lengths = self._lengths_of(after) << 1 & _ANY_LENGTH
            place = self._known[key] = self._new_place(wanted, after, accept, lengths)
            if wanted == _ANY_DIGIT and not after & ~self.settled:
                self.settled |= place
        return self._known[key]

    def _lengths_of(self, places: int) -> int:
        """Give the numbers of digits that places may want, as bits."""
        lengths = self._lengths.get(places)
        if lengths is None:
            lengths, rest = 0, places
            while rest:
                lowest = rest & -rest
                lengths |= self._lengths[lowest]
                rest ^= lowest
            self._lengths[places] = lengths
        return lengths

    def _new_place(self, wanted: int, after: int, accept: int, lengths: int) -> int:
        place = 1 << len(self._after)
        self._after.append(after)
        self._accept.append(accept)
        self._lengths[place] = lengths
        self._wanted.append(wanted)
        self._to_come.append(lengths)
        return place


class _Writer:
    """Writes one expression into an automaton, from its end to its beginning."""

    def __init__(self, automaton: Automaton, accept: int, end: int) -> None:
        self._automaton, self._accept, self._end = automaton, accept, end

    def put(self, node: Node, after: int) -> int:
        """Put a node in front of the places `after`; give the places it begins at."""
        if isinstance(node, Place):
            return self._automaton.place(node.digits, after, self._accept)
        if isinstance(node, InTurn):
            for part in reversed(node.parts):
                after = self.put(part, after)
            return after
        if isinstance(node, OneOf):
            first = 0
            for part in node.parts:
                first |= self.put(part, after)
            return first
        if isinstance(node, End):
            if after != self._accept:
                raise NotUnderstoodError(repr(node))
            return self._end
        first = after
        for _ in range(node.most - node.least):
            first = self.put(node.part, first) | after
        for _ in range(node.least):
            first = self.put(node.part, first)
        return first


def _packed(flags: npt.NDArray[np.generic]) -> int:
    """Make a set of places of one flag for each place."""
    packed = np.packbits(flags.astype(np.bool_), bitorder="little")
    return int.from_bytes(packed.tobytes(), "little")
