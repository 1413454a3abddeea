"""The sample's invented world: fictional numbers, places, people and companies.

Only numbers reserved for fiction are used: 555-0100 to 555-0199 in every North American
area code (North American Numbering Plan Administration), and 020 7946 0000 to 0999 in
London (Ofcom, telephone numbers for use in TV and radio drama).

>>> numbers = Numbers.shuffled(random.Random(1))
>>> len(numbers.us) + len(numbers.misfiled), len(numbers.gb)
(4000, 1000)
>>> all(number[3:8] == "55501" for number in numbers.us)
True
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from toolkit.matching.formats import render

# Area codes whose 555-01xx numbers `phonenumbers` calls valid, with a city of each.
# 650 is left out: it is the company's own.
# fmt: off
AREA_CODES = {
    "201": "Hackensack NJ", "202": "Washington DC", "206": "Seattle WA",
    "207": "Portland ME", "212": "New York NY", "216": "Cleveland OH",
    "302": "Dover DE", "303": "Denver CO", "305": "Miami FL", "307": "Cheyenne WY",
    "312": "Chicago IL", "313": "Detroit MI", "314": "Saint Louis MO",
    "316": "Wichita KS", "317": "Indianapolis IN", "401": "Providence RI",
    "402": "Omaha NE", "404": "Atlanta GA", "405": "Oklahoma City OK",
    "406": "Helena MT", "414": "Milwaukee WI", "415": "San Francisco CA",
    "502": "Louisville KY", "503": "Salem OR", "504": "New Orleans LA",
    "505": "Santa Fe NM", "512": "Austin TX", "515": "Des Moines IA",
    "601": "Jackson MS", "602": "Phoenix AZ", "603": "Concord NH",
    "612": "Minneapolis MN", "615": "Nashville TN", "617": "Boston MA",
    "701": "Bismarck ND", "702": "Las Vegas NV", "704": "Charlotte NC",
    "801": "Salt Lake City UT", "802": "Montpelier VT", "804": "Richmond VA",
}
# fmt: on
FIRST_DAY, LAST_DAY = date(2026, 9, 1), date(2026, 10, 30)  # of the call log
OWN_LINES = tuple(f"+16505550{n}" for n in range(100, 109))  # main line, eight desks
# Read as a British number, 415 555 0100 is none: it cannot be somebody else's.
MISFILED_AREA = "415"
MISFILED = 6  # numbers of Americans whose contact says United Kingdom

# fmt: off
FIRST_NAMES = (
    "Ada", "Alma", "Amir", "Anton", "Bea", "Boris", "Carla", "Chen", "Cora", "Dalia",
    "Dario", "Edith", "Elio", "Emma", "Farid", "Flora", "Gita", "Greta", "Hana", "Hugo",
    "Ida", "Igor", "Ines", "Ivo", "Jada", "Jonas", "Kira", "Lars", "Leila", "Lena",
    "Lou", "Mara", "Milo", "Nadia", "Nils", "Nora", "Olga", "Omar", "Otto", "Paula",
    "Petra", "Quinn", "Rafi", "Rosa", "Sami", "Selma", "Tara", "Theo", "Uma", "Vera",
    "Viktor", "Wanda", "Xenia", "Yara", "Yusuf", "Zara", "Zeno",
)
LAST_NAMES = (
    "Abbott", "Almeida", "Arden", "Bakker", "Barlow", "Becker", "Bellamy", "Castell",
    "Corwin", "Dahl", "Delgado", "Drummond", "Eklund", "Elwood", "Fairley", "Ferro",
    "Garland", "Gupta", "Hadley", "Halloran", "Ibsen", "Iqbal", "Janssen", "Jarvis",
    "Kaplan", "Kessler", "Lindgren", "Lopresti", "Marlowe", "Mendel", "Nakata",
    "Norwood", "Oakley", "Okafor", "Pacheco", "Pendry", "Quayle", "Ramsey", "Rossi",
    "Sandoval", "Sorel", "Tanaka", "Thorne", "Ueda", "Underhill", "Valdez", "Vance",
    "Wexler", "Wren", "Yates", "Young", "Zeller", "Zimmer",
)
STREETS = (
    "Alder", "Birch", "Copper", "Driftwood", "Elm", "Foxglove", "Granite", "Harbor",
    "Ironwood", "Juniper", "Kestrel", "Lantern", "Millstone", "Northgate", "Orchard",
    "Pinecrest",
)
TRADES = (
    "Bakery", "Clinic", "Dental", "Freight", "Law", "Motors", "Realty", "Studio",
)
# fmt: on

E164 = ""  # stands where a format would: the E.164 number itself

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Numbers:
    """National numbers that nobody has yet, in random order; taking one removes it.

    `misfiled` are American numbers kept apart for contacts with the wrong country.
    """

    us: list[str]
    gb: list[str]
    misfiled: list[str]

    @classmethod
    def shuffled(cls, rng: random.Random) -> Numbers:
        """Put all fictional numbers in a random order."""
        us = [f"{area}5550{n}" for area in AREA_CODES for n in range(100, 200)]
        gb = [f"207946{n:04}" for n in range(1000)]
        rng.shuffle(us)
        rng.shuffle(gb)
        misfiled = [n for n in us if n.startswith(MISFILED_AREA)][:MISFILED]
        return cls([n for n in us if n not in misfiled], gb, misfiled)


def pick(rng: random.Random, weights: Mapping[T, float]) -> T:
    """Draw one key, as often as its weight says.

    >>> pick(random.Random(1), {"often": 99, "seldom": 1})
    'often'
    """
    return rng.choices(list(weights), list(weights.values()))[0]


def write_number(format: str, code: str, national: str) -> str:
    """Write a number in a format, or as E.164.

    >>> write_number("(###) ###-####", "+1", "2125550123")
    '(212) 555-0123'
    >>> write_number(E164, "+44", "2079460123")
    '+442079460123'
    """
    return render(format, national) if format else code + national
