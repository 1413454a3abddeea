"""Truth: which contacts really have which number.

>>> truth = Truth(np.array([14155550100, 12125550123]), np.array([12125550123]),
...               np.array([7]), n_contacts=8)
>>> truth.is_known.tolist()
[False, True]
>>> truth.holds(np.array([1, 1]), np.array([7, 3])).tolist()
[True, False]
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from toolkit.columns.grouping import distinct, places_in, stable_order

Ints = npt.NDArray[np.int64]


class Truth:
    """Pairs of (number, contact that has it).

    Parameters
    ----------
    keys
        E.164 digits of the numbers, as integers.
    contact_keys, contacts
        One row per (number, contact) of the contacts table.
    n_contacts
        How many contacts there are.

    Attributes
    ----------
    number, contact
        The pairs, sorted, each once.
    is_known
        Whether any contact has the number; one row per number.
    """

    def __init__(
        self, keys: Ints, contact_keys: Ints, contacts: Ints, *, n_contacts: int
    ) -> None:
        self._n_contacts = max(n_contacts, 1)
        order = stable_order(keys)
        places = places_in(keys[order], contact_keys)
        called = np.flatnonzero(places >= 0)
        number = order[places[called]]
        self._codes = distinct(self._code(number, contacts[called]))
        self.number = self._codes // self._n_contacts
        self.contact = self._codes - self.number * self._n_contacts
        self.is_known = np.zeros(len(keys), bool)
        self.is_known[self.number] = True

    def holds(self, number: Ints, contact: Ints) -> npt.NDArray[np.bool_]:
        """Say for each pair whether the contact has the number."""
        return places_in(self._codes, self._code(number, contact)) >= 0

    def _code(self, number: Ints, contact: Ints) -> Ints:
        return number.astype(np.int64) * self._n_contacts + contact
