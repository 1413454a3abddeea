"""Collisions: callers of one country taken for contacts of another."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from toolkit.analysis.situation import Situation
from toolkit.columns.matcher import Pairs

_CODES = 1000  # country codes are below


def foreign_numbers(situation: Situation, strangers: Pairs) -> npt.NDArray[np.bool_]:
    """Say which numbers are given a contact all whose numbers are of other countries.

    Parameters
    ----------
    situation
        Calls and contacts.
    strangers
        Pairs of a number and a contact that does not have it.

    Returns
    -------
    One row per number of the calls. A contact without any number belongs nowhere and
    does not count.
    """
    calls, contacts = situation.calls, situation.contacts
    found = np.zeros(len(calls.numbers), bool)
    if not len(strangers):
        return found
    is_stranger = np.zeros(situation.n_contacts, bool)
    is_stranger[strangers.contact] = True
    owner = contacts.number_cells["contact"].to_numpy()
    rows = np.flatnonzero(is_stranger[owner])
    country = contacts.numbers.country_code[rows].astype(np.int64)
    lives_in = np.unique(owner[rows].astype(np.int64) * _CODES + country)
    has_number = np.zeros(situation.n_contacts, bool)
    has_number[owner[rows]] = True
    caller = calls.numbers.country_code[strangers.number].astype(np.int64)
    at_home = np.isin(strangers.contact * _CODES + caller, lives_in)
    found[strangers.number[~at_home & has_number[strangers.contact]]] = True
    return found
