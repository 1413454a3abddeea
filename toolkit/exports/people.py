"""Rows of contact files put together: contacts, phone cells and numbers.

The rules are those of `contacts`. Everything here works on whole columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from toolkit.columns.grouping import code_values
from toolkit.columns.numbers import Numbers
from toolkit.exports.area_codes import read_with_areas
from toolkit.exports.coding import Bools, concat, is_filled
from toolkit.exports.contact_rows import Rows
from toolkit.exports.frames import rejects_table, strings
from toolkit.exports.ledger import Ledger
from toolkit.exports.phone_cells import cells_table, collect_cells, numbers_table
from toolkit.exports.region_fit import RegionFit, check_region
from toolkit.exports.regions import regions_of
from toolkit.exports.times import TimeReader


class Gathered(NamedTuple):
    """What `contacts` is made of: see `Contacts` for each table."""

    contacts: pd.DataFrame
    cells: pd.DataFrame
    numbers: Numbers
    number_cells: pd.DataFrame
    rejects: pd.DataFrame
    ledgers: list[Ledger]
    fit: RegionFit


def gather(files: Sequence[Rows], region: str) -> Gathered:
    """Put the rows of contact files together."""
    places = [f"file {i} " for i in range(1, len(files) + 1)] if files[1:] else [""]
    ids = concat(list(map(_ids, files, places))).dictionary_encode()
    contact = np.asarray(ids.indices, np.int32)
    row = np.concatenate([one.row[one.used] for one in files])
    regions, is_known = _regions(files, region)
    cells = collect_cells(files)
    one_region = bool((regions == region).all())
    read = read_with_areas(
        cells.texts, region if one_region else regions[cells.person], cells.areas
    )
    has_number = np.bincount(read.cell, minlength=len(cells.texts)) > 0
    first, _ = code_values(contact)
    contacts = pd.DataFrame(
        {
            "id": strings(ids.dictionary),
            "name": strings(concat([_names(f) for f in files]).take(pa.array(first))),
            "region": pd.Series(regions[first], dtype="str"),
            "created_at": _created(files, region)[first],
            "row": row[first],
        }
    )
    return Gathered(
        contacts,
        cells_table(cells, contact, row, read, is_known),
        read.numbers,
        numbers_table(contact[cells.person], read),
        rejects_table(*zip(*(one.rejects() for one in files), strict=True)),
        [one.ledger() for one in files],
        check_region(cells.texts, has_number, is_known[cells.person], region),
    )


def _ids(one: Rows, place: str) -> pa.Array:
    """Give the id of each used row: its own, else its row, and its file if several."""
    rows = pa.array(one.row[one.used]).cast(pa.string())
    named = pc.binary_join_element_wise(f"{place}row", rows, " ")
    if "id" not in one.found.roles:
        return named if place else rows
    own = one.of("id")[0]
    return pc.if_else(pa.array(is_filled(own)), own, named)


def _names(one: Rows) -> pa.Array:
    """Give the name of each used row: whole, else first and last, else company."""
    choices = one.of("name")
    if first_last := [*one.of("first_name"), *one.of("last_name")]:
        joined = pc.binary_join_element_wise(*first_last, " ")
        choices.append(pc.utf8_trim_whitespace(joined))
    choices += one.of("company_name")
    name: pa.Array = pa.repeat("", one.n_used)
    for choice in choices:
        name = pc.if_else(pa.array(is_filled(name)), name, choice)
    return name


def _regions(
    files: Sequence[Rows], default: str
) -> tuple[npt.NDArray[np.object_], Bools]:
    """Give the region of each used row: the first country recognised, else default."""
    regions, known = [], []
    for one in files:
        region = np.full(one.n_used, default, object)
        is_known = np.zeros(one.n_used, bool)
        for column in one.of("country"):
            found, sure = regions_of(column, default)
            region = np.where(sure & ~is_known, found, region)
            is_known |= sure
        regions.append(region)
        known.append(is_known)
    return np.concatenate(regions), np.concatenate(known)


def _created(files: Sequence[Rows], region: str) -> npt.NDArray[np.datetime64]:
    return np.concatenate([_created_in(one, region) for one in files])


def _created_in(one: Rows, region: str) -> npt.NDArray[np.datetime64]:
    if "created_at" not in one.found.roles:
        return np.full(one.n_used, np.datetime64("NaT"), "datetime64[s]")
    texts = one.of("created_at")[0]
    reader = TimeReader(region)
    moments = reader.read(texts)
    return reader.read(texts) if reader.turn() else moments
