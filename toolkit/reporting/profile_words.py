"""Words of a profile: what its codes say to people.

>>> OUTCOMES["comma"], DELIMITERS[";"]
('a comma in it, where App Connect splits the setting', 'semicolon')
"""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.analysis.cell_formats import DESTROYED_TEXT
from toolkit.analysis.naive import LAST_TEN, ONE_PARSE, TYPE_GUESSING
from toolkit.matching.formats import NoFormat
from toolkit.matching.literals import LiteralProblem

DELIMITERS: Mapping[str, str] = {
    ",": "comma",
    ";": "semicolon",
    "\t": "tab",
    "|": "pipe",
    " ": "space",
    "": "",  # a workbook or Parquet has none
}

# why a cell is in no format that can be set
OUTCOMES: Mapping[str, str] = {
    LiteralProblem.NOTE: "a note beside the number",
    LiteralProblem.OTHER_DIGITS: "other digits: an extension, a second number",
    NoFormat.NO_NUMBER: "no valid number in it",
    NoFormat.DIGITS_DIFFER: "not the national digits as they are dialled",
    NoFormat.COMMA: "a comma in it, where App Connect splits the setting",
    NoFormat.PLACEHOLDER: "a # or * in it, which would be filled with digits",
    DESTROYED_TEXT: "the export destroyed the CRM's text",
}

READINGS: Mapping[str, str] = {
    TYPE_GUESSING: "a program that guesses types drops the plus, zeros or digits",
    ONE_PARSE: "one phonenumbers.parse a cell, in the default region",
    LAST_TEN: "digits only, the last ten compared with the caller's",
}
