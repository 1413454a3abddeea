r"""Tables that decide about numbers of one length, a few digits at a time.

A `DigitTable` is an automaton for digit strings of one length, made small: where the
digits still to come make no difference, they are not looked at, and places from which
they lead to the same answers are one. A whole column is decided with one division
and one look-up for every three digits that matter.

>>> automaton = Automaton()
>>> london = automaton.add(r"20\d{4}")
>>> table = DigitTable(automaton, 6, lambda bits: int(bool(bits & london)))
>>> table.decide(np.array([207946, 217946, 2079])).tolist()
[1, 0, 0]
>>> table.n_digits  # the others make no difference
2
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from toolkit.columns.digit_automaton import Automaton

Ints = npt.NDArray[np.int64]
Answers = npt.NDArray[np.uint8]

_STEP = 3  # digits looked up at once
_BLOCK = 1 << 15  # numbers whose steps stay in the processor's cache


class DigitTable:
    """Decides about numbers of `length` digits.

    Parameters
    ----------
    automaton
        The expressions.
    length
        Digits of the numbers, leading zeros included; 0 to 18.
    answer
        Gives the answer, 0 to 255, for the bits of the expressions that match.
    needs
        The bit of an expression without which the answer is 0; 0 = none.
    """

    def __init__(
        self,
        automaton: Automaton,
        length: int,
        answer: Callable[[int], int],
        *,
        needs: int = 0,
    ) -> None:
        questions = _Questions(automaton, length, answer, needs)
        layers, self._answers = questions.layers()
        self.length = length
        self.n_digits = len(layers)
        self._tables = [
            _compose(layers[at : at + _STEP]) for at in range(0, len(layers), _STEP)
        ]

    def decide(self, values: Ints) -> Answers:
        """Answer for numbers given as integers, one answer per number."""
        answers = np.empty(len(values), np.uint8)
        for at in range(0, len(values), _BLOCK):
            answers[at : at + _BLOCK] = self._decide(values[at : at + _BLOCK])
        return answers

    def _decide(self, values: Ints) -> Answers:
        left, rest = self.length, values
        state = np.zeros(1, np.int64)
        for table in self._tables:
            n_keys = table.shape[1]
            left -= len(str(n_keys)) - 1
            digits = rest // 10**left
            rest = rest - digits * 10**left
            state = table.ravel().take(state * n_keys + digits)
        return self._answers.take(state)


class _Questions:
    """Which digit to ask for next, and what each digit leads to.

    A question is the number of digits still to come and the ten questions or answers
    that the next digit leads to; questions with the same are one. An answer is a
    negative number: ``~answer``.
    """

    def __init__(
        self,
        automaton: Automaton,
        length: int,
        answer: Callable[[int], int],
        needs: int,
    ) -> None:
        self._automaton, self._length, self._answer = automaton, length, answer
        self._needs = automaton.belonging(needs) if needs else -1
        self._wanting = [automaton.wanting(digit) for digit in range(10)]
        self._lasting = [automaton.lasting(n_digits) for n_digits in range(length + 1)]
        self._of_places: dict[tuple[int, int], int] = {}
        self._of_answers: dict[int, int] = {}
        self._numbers: dict[tuple[int, tuple[int, ...]], int] = {}
        self._questions: list[tuple[int, tuple[int, ...]]] = []

    def layers(self) -> tuple[list[list[list[int]]], Answers]:
        """Give, digit after digit, a table (position, digit) -> next position."""
        asked = [self._ask(self._automaton.first & self._lasting[-1], self._length)]
        layers = []
        for n_left in range(self._length, 0, -1):
            if all(number < 0 for number in asked):
                break
            position: dict[int, int] = {}
            layers.append(
                [
                    [position.setdefault(to, len(position)) for to in following]
                    for following in (
                        self._following(number, n_left) for number in asked
                    )
                ]
            )
            asked = list(position)
        return layers, np.array([~number for number in asked], np.uint8)

    def _following(self, number: int, n_left: int) -> tuple[int, ...]:
        """Give what digits lead to; nowhere else if this digit is not asked for."""
        if number >= 0 and self._questions[number][0] == n_left:
            return self._questions[number][1]
        return (number,) * 10

    def _ask(self, places: int, n_left: int) -> int:
        """Give the question to ask at places, or the answer if none is left."""
        if not places & self._needs:
            return ~0
        if not places & ~self._automaton.settled:
            return self._settle(places)
        key = (places, n_left)
        if key not in self._of_places:
            self._of_places[key] = self._new_question(places, n_left)
        return self._of_places[key]

    def _new_question(self, places: int, n_left: int) -> int:
        step, lasting = self._automaton.step, self._lasting[n_left - 1]
        following = tuple(
            [
                self._ask(step(places & wanting) & lasting, n_left - 1)
                for wanting in self._wanting
            ]
        )
        if len(set(following)) == 1:
            return following[0]
        question = (n_left, following)
        number = self._numbers.setdefault(question, len(self._questions))
        if number == len(self._questions):
            self._questions.append(question)
        return number

    def _settle(self, places: int) -> int:
        if places not in self._of_answers:
            bits = self._automaton.accepts(places)
            self._of_answers[places] = ~self._answer(bits)
        return self._of_answers[places]


def _compose(layers: list[list[list[int]]]) -> Ints:
    """Make one table (position, digits) -> position of the tables of a few digits."""
    table = np.array(layers[0], np.int64)
    for layer in layers[1:]:
        table = np.array(layer, np.int64)[table].reshape(len(table), -1)
    return table
