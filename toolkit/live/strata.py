"""A sample that holds some of everything: stratified by prediction, truth and country.

Numbers are put into strata by how many contacts they should find (none, one, several),
whether a contact has them, and their country code. Each stratum gives its share, and at
least one number while there is room.

>>> shares([900, 99, 1], 20)
[18, 1, 1]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

_COUNTRIES = 4  # that have strata of their own
_OTHER = 0


@dataclass(frozen=True, slots=True, repr=False)
class Sample:
    """Positions among the distinct numbers, in the order they are asked.

    `stratum` names the stratum of each position, `population` how many numbers each
    stratum has.
    """

    positions: tuple[int, ...]
    stratum: tuple[str, ...]
    population: dict[str, int]

    def __repr__(self) -> str:
        """Count the positions."""
        return f"<Sample of {len(self.positions)} in {len(self.population)} strata>"


def draw(
    n_returned: npt.NDArray[np.integer],
    is_known: npt.NDArray[np.bool_],
    country_code: npt.NDArray[np.int16],
    *,
    size: int,
    seed: int,
) -> Sample:
    """Draw a sample; the same arguments give the same one."""
    if not len(n_returned) or size < 1:
        return Sample((), (), {})
    codes, counts = np.unique(country_code, return_counts=True)
    common = codes[np.argsort(-counts, kind="stable")[:_COUNTRIES]]
    country = np.where(np.isin(country_code, common), country_code, _OTHER)
    keys = np.column_stack([np.minimum(n_returned, 2), is_known, country])
    strata, member = np.unique(keys, axis=0, return_inverse=True)
    member = member.reshape(-1)
    population = np.bincount(member)
    names = [_name(*(int(part) for part in key)) for key in strata]
    random = np.random.default_rng(seed)
    drawn = [
        random.permutation(np.flatnonzero(member == i))[:share]
        for i, share in enumerate(shares(population.tolist(), size))
    ]
    positions = random.permutation(np.concatenate(drawn))
    return Sample(
        tuple(positions.tolist()),
        tuple(names[i] for i in member[positions]),
        dict(zip(names, population.tolist(), strict=True)),
    )


def shares(population: Sequence[int], size: int) -> list[int]:
    """Divide a sample: in proportion, at least one each, never more than there are."""
    total = sum(population)
    if size >= total:
        return list(population)
    exact = [size * n / total for n in population]
    given = [max(1, int(share)) for share in exact]
    order = sorted(range(len(exact)), key=lambda i: int(exact[i]) - exact[i])
    for i in order:
        if sum(given) < size and given[i] < population[i]:
            given[i] += 1
    for _ in range(sum(given) - size):
        largest = max(range(len(given)), key=given.__getitem__)
        given[largest] -= 1
    return given


def _name(n_returned: int, is_known: int, country: int) -> str:
    found = ("none", "one", "several")[n_returned]
    known = "known" if is_known else "unknown"
    return f"{found}, {known}, {f'+{country}' if country else 'other countries'}"
