"""The best order of a few formats where a lookup stops at the first match.

What the next format adds depends only on which formats stand before it, not on their
order. So the best order of a set is its best last format behind the best order of the
others: 2**k sets to look at instead of k! orders.

>>> weight = np.zeros(9, np.int64)
>>> weight[1 + 3 * 0], weight[2 + 3 * 1] = 5, 2  # "b" is right where "a" is wrong
>>> best_order(weight, ["a", "b"], unit=1, cost=3)
(1, 0)
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
RIGHT, WRONG = 1, 2
# -score, false calls, terms asked, -correct calls added one by one, texts, places
_Order = tuple[int, int, int, tuple[int, ...], tuple[str, ...], tuple[int, ...]]


def best_order(
    weight: Ints, texts: Sequence[str], *, unit: int, cost: int
) -> tuple[int, ...]:
    """Give the best order of a set of formats, as places in `texts`.

    Parameters
    ----------
    weight
        Calls by signature: in base 3, digit i is `RIGHT` where format i hits rightly,
        `WRONG` where it hits falsely, 0 where it does not hit.
    texts
        The formats.
    unit, cost
        What a correct call adds to the score and a false one takes off.
    """
    n = len(texts)
    states = (np.arange(3**n)[:, None] // 3 ** np.arange(n)) % 3
    best: dict[int, _Order] = {0: (0, 0, 0, (), (), ())}
    for members in range(1, 2**n):
        options = []
        for last in _places(members):
            before = members & ~(1 << last)
            reached = (states[:, _places(before)] == 0).all(axis=1)
            asked = int(weight[reached].sum())
            right = int(weight[reached & (states[:, last] == RIGHT)].sum())
            wrong = int(weight[reached & (states[:, last] == WRONG)].sum())
            score, false, requests, added, names, places = best[before]
            options.append(
                (
                    score - unit * right + cost * wrong,
                    false + wrong,
                    requests + asked,
                    (*added, -right),
                    (*names, texts[last]),
                    (*places, last),
                )
            )
        best[members] = min(options)
    return best[2**n - 1][5]


def signatures(hit: Sequence[tuple[Ints, Ints]], weight: Ints) -> Ints:
    """Add up the calls of each signature; `hit` has right and wrong classes a format.

    >>> right, wrong = np.array([0]), np.array([1])
    >>> signatures([(right, wrong)], np.array([7, 2, 1])).tolist()
    [1, 7, 2]
    """
    code = np.zeros(len(weight), np.int64)
    for place, (right, wrong) in enumerate(hit):
        code[right] += RIGHT * 3**place
        code[wrong] += WRONG * 3**place
    total = np.bincount(code, weights=weight, minlength=3 ** len(hit))
    return total.astype(np.int64)


def _places(members: int) -> list[int]:
    return [place for place in range(members.bit_length()) if members >> place & 1]
