from __future__ import annotations

import pytest

from toolkit.exports.cell_text import clean_text, is_unusual, unwrap
from toolkit.exports.cells import read_cell
from toolkit.exports.conditions import CONDITION_CODE, CONDITIONS, DESTROYED, SAFE

A, B, C = "+12025550101", "+12025550102", "+12025550103"
LONDON, LONDON_2 = "+442079460018", "+442079460019"

# region, cell, condition, numbers
CELLS = [
    ("US", "(202) 555-0101", "plain", [A]),
    ("US", "202.555.0101", "plain", [A]),
    ("US", "+1 202 555 0101", "plain", [A]),
    ("US", "12025550101", "plain", [A]),
    ("US", "011 44 20 7946 0018", "plain", [LONDON]),
    ("US", "202/555-0101", "plain", [A]),
    # several numbers
    ("US", "202-555-0101, 202-555-0102", "several numbers", [A, B]),
    ("US", "2025550101;2025550102", "several numbers", [A, B]),
    ("US", "12025550101 ; 12025550102", "several numbers", [A, B]),
    ("US", "202-555-0101 / 202-555-0102", "several numbers", [A, B]),
    ("US", "202-555-0101 or 202-555-0102", "several numbers", [A, B]),
    ("US", "202-555-0101\n202-555-0102", "several numbers", [A, B]),
    ("US", "+12025550101 ::: +12025550102", "several numbers", [A, B]),
    ("US", "(202) 555-0101 (202) 555-0102", "several numbers", [A, B]),
    ("US", "cell 202-555-0101, home 202-555-0102", "several numbers", [A, B]),
    ("US", "2025550101 2025550102 2025550103", "several numbers", [A, B, C]),
    ("US", "202-555-0101 x5 / 202-555-0102", "several numbers", [A, B]),
    ("US", "202-555-0101 / 202-555-0101", "several numbers", [A]),
    ("US", "202-555-0101 (office) 202-555-0102 (cell)", "several numbers", [A, B]),
    ("US", "o: 202-555-0101 c: 202-555-0102", "several numbers", [A, B]),
    ("GB", "020 7946 0018 020 7946 0019", "several numbers", [LONDON, LONDON_2]),
    # shared stems
    ("US", "202-555-0101/0102", "shared stem", [A, B]),
    ("US", "202-555-0101/02", "shared stem", [A, B]),
    ("US", "202-555-0101 / 555-0102", "shared stem", [A, B]),
    ("US", "202-3/555-0101", "shared stem", [A, "+12035550101"]),
    ("GB", "020 7946-0018/-0019", "shared stem", [LONDON, LONDON_2]),
    ("GB", "020 7946 0018, 0019", "shared stem", [LONDON, LONDON_2]),
    ("GB", "+44 (0)20 7946 0018/19", "shared stem", [LONDON, LONDON_2]),
    ("GB", "020 7946 0018-9", "shared stem", [LONDON, LONDON_2]),
    ("GB", "020/7946 0018 or 7946 0019", "shared stem", [LONDON, LONDON_2]),
    ("GB", "020/79460018; 79460019", "shared stem", [LONDON, LONDON_2]),
    ("GB", "020/7946/0018", "plain", [LONDON]),
    # extensions
    ("US", "202-555-0101 x12", "extension", [A]),
    ("US", "202-555-0101 ext. 5", "extension", [A]),
    ("US", "202-555-0101 #12", "extension", [A]),
    ("US", "+12025550101;ext=5", "extension", [A]),
    ("US", "202-555-0101, 5", "extension", [A]),
    ("US", "202-555-0101,,1234#", "extension", [A]),
    ("US", "202-555-0101 ext. 101 or 102", "extension", [A]),
    ("US", "202-555-0101-5", "extension", [A]),
    ("GB", "020 7946 0018-0", "extension", [LONDON]),
    ("GB", "020 7946 0018 Durchwahl 12", "extension", [LONDON]),
    # notes
    ("US", "202-555-0101 (Jane)", "note", [A]),
    ("US", "Jane: 202-555-0101", "note", [A]),
    ("US", "202-555-0101 ask for Jane", "note", [A]),
    ("US", "202-555-0101 - 24 hours", "note", [A]),
    ("US", "jane@example.com / 202-555-0101", "note", [A]),
    # letters
    ("US", "1-800-555-CALL", "vanity letters", ["+18005552255"]),
    ("US", "1-800-555-CALL (2255)", "vanity letters", ["+18005552255"]),
    ("US", "call 1-800-555-CALL", "vanity letters", ["+18005552255"]),
    ("US", "202-555-O1O1", "invalid number", []),
    ("US", "Georgetown, DE  19947", "no number", []),
    # characters
    ("US", "202\u2013555\u20130101", "unusual characters", [A]),
    ("US", "+1\u00a0202\u00a0555\u00a00101", "unusual characters", [A]),
    ("US", "\uff12\uff10\uff12-555-0101", "unusual characters", [A]),
    ("US", "&#8206;+1 202 555 0101", "unusual characters", [A]),
    ("US", "\u202d202-555-0101\u202c", "unusual characters", [A]),
    ("US", "tel:+1-202-555-0101", "link", [A]),
    # signs and zeros lost or written in another way
    ("US", "442079460018", "lost plus", [LONDON]),
    ("GB", "442079460018", "lost plus", [LONDON]),
    ("GB", "2079460018", "lost leading zero", [LONDON]),
    ("US", "00442079460018", "foreign prefix", [LONDON]),
    ("AU", "0044 20 7946 0018", "foreign prefix", [LONDON]),
    ("US", "44 20 7946 0018", "lost plus", [LONDON]),
    ("US", "442-0794-60018", "invalid number", []),
    ("GB", "0044 20 7946 0018", "plain", [LONDON]),
    ("GB", "+44 (0)20 7946 0018", "trunk zero in brackets", [LONDON]),
    ("US", "+1 (0)202 555 0101", "trunk zero in brackets", [A]),
    # spreadsheet damage
    ("US", "'+12025550101", "spreadsheet wrapper", [A]),
    ("US", '="2025550101"', "spreadsheet wrapper", [A]),
    ("US", "1.2025550101E+10", "exponent, digits kept", [A]),
    ("US", "2.025550101e9", "exponent, digits kept", [A]),
    ("US", "1.20256E+10", "exponent, digits lost", []),
    ("US", "12025550101.0", "float tail", [A]),
    ("US", "2025550101.0", "float tail", [A]),
    ("US", "442079460018.0", "float tail", [LONDON]),
    ("US", "#NAME?", "formula error", []),
    ("US", "#N/A", "formula error", []),
    # no number
    ("US", "0", "placeholder", []),
    ("US", "-", "placeholder", []),
    ("US", "N/A", "placeholder", []),
    ("US", "none", "placeholder", []),
    ("US", "(   )    -", "placeholder", []),
    ("US", "(000) 000-0000", "placeholder", []),
    ("US", "999-999-9999", "placeholder", []),
    ("US", "123-456-7890", "placeholder", []),
    ("US", "555-0101", "no area code", []),
    ("GB", "7946 0018", "no area code", []),
    ("AU", "5550 0123", "no area code", []),
    ("GB", "+44 794", "no number", []),
    ("US", "911", "short number", []),
    ("GB", "111", "short number", []),
    ("DE", "116 117", "short number", []),
    ("US", "(555) 555-0101", "invalid number", []),
    ("US", "-1204", "no number", []),
    ("US", "see e-mail", "no number", []),
    ("US", "104", "no number", []),
    ("US", "2" * 300, "no number", []),
]


@pytest.mark.parametrize(("region", "cell", "condition", "numbers"), CELLS)
def test_cell_is_read(
    region: str, cell: str, condition: str, numbers: list[str]
) -> None:
    reading = read_cell(cell, region)
    assert (reading.condition, list(reading.numbers)) == (condition, numbers)


@pytest.mark.parametrize(("region", "cell", "condition", "numbers"), CELLS)
def test_text_is_the_cell_but_for_wrappers_and_destruction(
    region: str, cell: str, condition: str, numbers: list[str]
) -> None:
    reading = read_cell(cell, region)
    if reading.condition in DESTROYED:
        assert reading.text is None
    elif condition == "spreadsheet wrapper":
        assert reading.text == unwrap(cell) != cell
    else:
        assert reading.text == cell


@pytest.mark.parametrize(
    ("cell", "is_safe"),
    [
        ("(202) 555-0101", True),
        ("'+12025550101", True),
        ("202-555-0101 x5", False),
        ("202-555-0101 (Jane)", False),
        ("202-555-0101/02", False),
        ("2025550101.0", False),
        ("555-0101", False),
    ],
)
def test_only_a_cell_that_holds_nothing_else_is_safe(cell: str, is_safe: bool) -> None:
    assert read_cell(cell, "US").is_safe is is_safe


def test_every_condition_has_a_cell() -> None:
    named = {condition for _, _, condition, _ in CELLS}
    assert set(CONDITIONS) - named == {"area code in another column"}  # two cells'
    assert named < set(CONDITIONS)
    assert [CONDITION_CODE[c] for c in CONDITIONS] == list(range(len(CONDITIONS)))
    assert not SAFE & DESTROYED


def test_repr_shows_no_number() -> None:
    assert "555" not in repr(read_cell("202-555-0101", "US"))


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('="a""b"', 'a"b'),
        ('=""', '=""'),
        ("'", "'"),
        ("''", "'"),
        ('="1', '="1'),
        ("=1+1", "=1+1"),
    ],
)
def test_only_whole_wrappers_are_taken_off(cell: str, text: str) -> None:
    assert unwrap(cell) == text


def test_ordinary_text_is_not_unusual() -> None:
    assert not is_unusual("  (202) 555-0101 & more ")
    assert is_unusual("202\t555")
    assert clean_text("202\u2028555") == "202\n555"
