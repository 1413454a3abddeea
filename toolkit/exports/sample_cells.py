"""The sample's phone cells: in which formats they are typed, and how they are spoilt.

Every cell is planted together with what is known about it (`Cell`), so that the right
answer of the whole analysis can be counted: see `toolkit.exports.sample_truth`.

>>> cell = plan_cell(random.Random(1), "2125550123", formats={"###-###-####": 1})
>>> cell.text, cell.numbers, cell.answers
('212-555-0123', ('+12125550123',), ('+12125550123', '###-###-####'))
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.exports.sample_world import E164, pick, write_number

US_FORMATS = {  # format: cells in a hundred
    "(###) ###-####": 38,
    "###-###-####": 23,
    "###.###.####": 11,
    E164: 11,
    "+1 ###-###-####": 3,
    "1-###-###-####": 3,
    "##########": 2,
    "(###)###-####": 2,
    "### ### ####": 2,
    "+1 (###) ###-####": 1,
    "1##########": 1,  # a spreadsheet dropped the plus
    "(###) ###-#### ": 1,  # a space behind
    "(###)\N{NO-BREAK SPACE}###-####": 1,
    "###\N{EN DASH}###\N{EN DASH}####": 1,
}
GB_FORMATS = {"0## #### ####": 5, "+44 ## #### ####": 3, E164: 2}
MISFILED_FORMATS = {"(###) ###-####": 1}


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that happens to a cell, and what it leaves.

    The template may use: cell (as typed), other (a second number typed in the same
    way), bare (national digits), short (the last digit missing), exponent.
    """

    template: str
    per_mille: int  # of the American cells
    holds: int  # numbers that can still be read
    is_stored: bool = False  # the CRM's own text is the cell as typed


UNDAMAGED = Damage("{cell}", 877, holds=1, is_stored=True)
DAMAGES = (
    UNDAMAGED,
    Damage('="{cell}"', 14, holds=1, is_stored=True),  # put on by the export
    Damage("'{cell}", 10, holds=1, is_stored=True),  # the same
    Damage("{cell} x12", 8, holds=1),
    Damage("{cell} ext. 5", 6, holds=1),
    Damage("{cell} (front desk)", 6, holds=1),
    Damage("{cell} / {other}", 6, holds=2),
    Damage("{cell}; {other}", 4, holds=2),
    Damage("1{bare}.0", 5, holds=1),  # the number is sure, the CRM's text is not
    Damage("{exponent}", 8, holds=0),
    Damage("{short}", 8, holds=0),
    Damage("N/A", 6, holds=0),
    Damage("0", 5, holds=0),
    Damage("(   )    -", 5, holds=0),
    Damage("", 32, holds=0),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One phone cell and what is known about it.

    `numbers` are the E.164 numbers its contact has through it. `answers` is the one
    search that finds it, (E.164 of the call, format or `E164`), or None.
    """

    text: str = ""
    numbers: tuple[str, ...] = ()
    answers: tuple[str, str] | None = None


NO_CELL = Cell()


def plan_cell(
    rng: random.Random,
    national: str,
    *,
    code: str = "+1",
    formats: Mapping[str, int] = US_FORMATS,
    damages: Sequence[Damage] = (UNDAMAGED,),
    spare: list[str] | None = None,
) -> Cell:
    """Type a number in one of `formats` and damage it in one of `damages`.

    A damage that needs a second number takes it from `spare`.

    >>> cell = plan_cell(random.Random(1), "2125550123", formats={E164: 1},
    ...                  damages=[Damage("{cell} / {other}", 1, holds=2)],
    ...                  spare=["2125550124"])
    >>> cell.text, len(cell.numbers), cell.answers
    ('+12125550123 / +12125550124', 2, None)
    """
    format = pick(rng, formats)
    damage = pick(rng, {damage: damage.per_mille for damage in damages})
    nationals = [national]
    if damage.holds > 1 and spare:
        nationals.append(spare.pop())
    numbers = tuple(code + national for national in nationals)
    typed = [write_number(format, code, n) for n in nationals]
    text = damage.template.format(
        cell=typed[0],
        other=typed[-1],
        bare=national,
        short=typed[0].strip()[:-1],
        exponent=f"{int(code + national):.5E}",
    )
    answers = (numbers[0], format) if damage.is_stored else None
    return Cell(text, numbers[: damage.holds], answers)
