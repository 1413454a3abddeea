"""Compare bulk number parsing with phonenumbers on generated cells.

::

    python tests/fuzz_numbers.py --cells 1000000 --seed 1

writes cells of every region in many styles, and junk, reads them as a column and one
at a time, and prints how many answers differ (with the first of them: the numbers are
made up). Exit code 1 if any does. The test suite does the same with fewer cells.

The first chunk mixes all regions; each of the others has cells of thirteen, the next
ones in a shuffled list, so that twenty chunks reach them all.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from functools import cache
from pathlib import Path

import phonenumbers
import pyarrow as pa

sys.path.insert(0, str(Path(__file__).parents[1]))

from toolkit.columns.numbers import parse_cells  # noqa: E402 - after the path is set

# Not in older releases. Without it, hundreds of regions make the reference slow.
getattr(phonenumbers, "enable_pattern_cache", lambda: None)()
REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)
KINDS = range(11)
NON_GEOGRAPHIC = (800, 808, 870, 878, 881, 882, 883, 888, 979)
SEPARATORS = [" ", "-", ".", "/", "(", ")", ") ", " - ", "\u00a0", "\u2011", "\u2013"]
ODD = ["  ", "x", "*", ",", ":", "\t", "~", "[", "\u200b", "\u202f", "+", "\uff0d", "_"]
LABELS = [" ext. ", " x", "x", "#", ";ext=", ",", ",,", ";", " extension ", "~", " - "]
AROUND = [
    "Tel: ",
    "tel:",
    "ph ",
    "(",
    "'",
    "=",
    "\u202d",
    "\uff0b",
    "++",
    "a",
    "00",
    "+",
]
AFTER = [
    ".", " ", ")", " (home)", "/", "\u202c", " or", "#", ";isub=1", "x", "+", " Jo",
    "a", "FLOWERS", " - ask for Ann", " (x)", " x 12 ", " ext.", ", ext 5)",
]  # fmt: skip
DIGITS = ["0123456789", "\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19"]
SHARE_OTHER_REGION = 0.15
N_TOGETHER = 13  # regions of a chunk: each then has enough cells for its tables


@cache
def examples(region: str) -> list[tuple[int, str]]:
    """Country codes and national numbers of a region, one for each kind."""
    found = [phonenumbers.example_number_for_type(region, kind) for kind in KINDS]
    found.append(phonenumbers.invalid_example_number(region))
    return [
        (number.country_code, phonenumbers.national_significant_number(number))
        for number in found
        if number is not None
    ]


def national_digits(draw: random.Random, region: str) -> tuple[int, str]:
    """A national number of a region, sound or spoilt."""
    if draw.random() < 0.01:
        number = phonenumbers.example_number_for_non_geo_entity(
            draw.choice(NON_GEOGRAPHIC)
        )
        code, digits = number.country_code, str(number.national_number)
    else:
        code, digits = draw.choice(examples(region))
    spoil = draw.random()
    if spoil < 0.55:
        kept = draw.randrange(1, len(digits) + 1)
        digits = digits[:kept] + random_digits(draw, len(digits) - kept)
    elif spoil < 0.7:
        digits = digits[: draw.randrange(1, len(digits) + 1)]
    elif spoil < 0.8:
        digits += random_digits(draw, draw.randrange(1, 9))
    elif spoil < 0.85:
        digits = random_digits(draw, draw.randrange(1, 19))
    return code, digits


def random_digits(draw: random.Random, length: int) -> str:
    return "".join(draw.choices("0123456789", k=length))


def with_prefixes(draw: random.Random, region: str, code: int, digits: str) -> str:
    """Digits as they are dialled or written: with this or that in front."""
    abroad = phonenumbers.PhoneMetadata.metadata_for_region(region)
    prefix = abroad.national_prefix or "0"
    dialled = abroad.preferred_international_prefix or abroad.international_prefix
    dialled = dialled if dialled.isdigit() else draw.choice(["00", "011", "0011"])
    inner = draw.choice(["", "", "", prefix, "0", "1", "9", "15", "8", "00"])
    styles = [
        f"+{code}{digits}",
        f"+{code}{digits}",
        f"+{code}{inner}{digits}",
        f"{digits}",
        f"{prefix}{digits}",
        f"{inner}{digits}",
        f"{code}{digits}",
        f"{code}{inner}{digits}",
        f"{dialled}{code}{digits}",
        f"{draw.choice(['00', '011', '0', '+00', '+0'])}{code}{inner}{digits}",
    ]
    return draw.choice(styles)


def formatted(draw: random.Random, code: int, digits: str) -> str | None:
    """The number as phonenumbers itself writes it."""
    number = phonenumbers.PhoneNumber(
        country_code=code,
        national_number=int(digits),
        italian_leading_zero=digits.startswith("0") or None,
        extension=draw.choice([None, None, None, "12"]),
    )
    return phonenumbers.format_number(number, draw.choice([0, 1, 1, 2, 2, 2, 3]))


def spaced(draw: random.Random, text: str) -> str:
    """The same with separators; seldom with odd characters."""
    odd = draw.random() < 0.12
    marks = SEPARATORS + ODD if odd else SEPARATORS
    share = draw.choice([0.1, 0.3])
    table = DIGITS[draw.random() < 0.05] if odd else DIGITS[0]
    chars = []
    for char in text:
        chars.append(table[int(char)] if char.isdigit() else char)
        if draw.random() < share:
            chars.append(draw.choice(marks))
    if odd and draw.random() < 0.3:
        chars.insert(draw.randrange(len(chars) + 1), draw.choice("ABCxyz"))
    return "".join(chars)


def cell(draw: random.Random, region: str) -> str:
    """One cell."""
    code, digits = national_digits(draw, region)
    way = draw.random()
    if way < 0.2:
        text = formatted(draw, code, digits)
    elif way < 0.5:
        text = with_prefixes(draw, region, code, digits)
    else:
        text = spaced(draw, with_prefixes(draw, region, code, digits))
    if draw.random() < 0.05:
        text += draw.choice(LABELS) + random_digits(draw, draw.randrange(1, 8))
    if draw.random() < 0.05:
        text = draw.choice(AROUND) + text
    if draw.random() < 0.05:
        text += draw.choice(AFTER)
    return text


def cells(
    n_cells: int, seed: int, among: list[str] = REGIONS
) -> tuple[list[str], list[str]]:
    """Cells and the regions they are read in."""
    draw = random.Random(seed)
    texts, regions = [], []
    for _ in range(n_cells):
        region = draw.choice(among)
        texts.append(cell(draw, region))
        is_other = draw.random() < SHARE_OTHER_REGION
        regions.append(draw.choice([*REGIONS, "ZZ"]) if is_other else region)
    return texts, regions


def expected(text: str, region: str) -> tuple[object, ...]:
    """What phonenumbers says of one cell."""
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None, 0, None, False, None, False
    national = phonenumbers.national_significant_number(number)
    is_valid = phonenumbers.is_valid_number(number)
    e164 = f"+{number.country_code}{national}"
    code, extension = number.country_code, number.extension or None
    if int(e164) >= 2**63:
        return None, 0, None, False, extension, True
    return e164, code, national, is_valid, extension, True


def found(texts: list[str], regions: list[str]) -> list[tuple[object, ...]]:
    """What the column says of all cells."""
    parsed = parse_cells(pa.array(texts, pa.string()), regions)
    numbers = parsed.numbers
    return list(
        zip(
            numbers.e164().to_pylist(),
            numbers.country_code.tolist(),
            numbers.national().to_pylist(),
            numbers.is_valid.tolist(),
            parsed.extension.to_pylist(),
            parsed.is_parsed.tolist(),
            strict=True,
        )
    )


def differences(texts: list[str], regions: list[str]) -> list[str]:
    """The cells that are read differently, with both readings."""
    return [
        f"{text!r} in {region}: phonenumbers {one}, column {other}"
        for text, region, other in zip(
            texts, regions, found(texts, regions), strict=True
        )
        if (one := expected(text, region)) != other
    ]


def main() -> int:
    """Compare as many cells as asked for."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--cells", type=int, default=1_000_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--chunk", type=int, default=50_000)
    asked = options.parse_args()
    started, n_different = time.perf_counter(), 0
    regions = random.Random(asked.seed).sample(REGIONS, len(REGIONS))
    for at in range(0, asked.cells, asked.chunk):
        size = min(asked.chunk, asked.cells - at)
        regions = regions[N_TOGETHER:] + regions[:N_TOGETHER]
        among = regions[:N_TOGETHER] if at else REGIONS
        different = differences(*cells(size, asked.seed * 1_000_003 + at, among))
        n_different += len(different)
        print(*different[:10], sep="\n", end="\n" if different else "")
        took = time.perf_counter() - started
        print(f"{at + size:,} cells, {n_different} different, {took:.0f} s", flush=True)
    return 1 if n_different else 0


if __name__ == "__main__":
    sys.exit(main())
