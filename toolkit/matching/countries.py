"""What the metadata of libphonenumber says of one country calling code, as data.

A `Country` holds the patterns, possible lengths, national prefix and international
layouts of every region that shares the code, read from the installed phonenumbers
or from a recorded release. `toolkit.matching.country_rules` applies it to digits.

Source: ``phonemetadata.py`` of the Python package phonenumbers 9.0.43 names and
explains the fields; ``number_type`` in its ``phonenumberutil.py`` says which kinds of
number are asked.

>>> country = read_country(44)
>>> country.reading.prefix, [region.name for region in country.regions]
('0|180020', ['GB', 'GG', 'IM', 'JE'])
"""

from __future__ import annotations

import json
from typing import NamedTuple

from phonenumbers import (
    COUNTRY_CODE_TO_REGION_CODE,
    REGION_CODE_FOR_NON_GEO_ENTITY,
    PhoneMetadata,
)

# Every kind of number that makes a number valid. The mobile kind comes last: it is
# left out where it has the fixed lines' pattern, as libphonenumber does.
_KINDS = (
    "premium_rate",
    "toll_free",
    "shared_cost",
    "voip",
    "personal_number",
    "pager",
    "uan",
    "voicemail",
    "fixed_line",
    "mobile",
)
_DEFAULT_EXTENSION_PREFIX = " ext. "


class Kind(NamedTuple):
    """A kind of number: its pattern and lengths (none = those of its region)."""

    pattern: str
    lengths: tuple[int, ...]


class Reading(NamedTuple):
    """How a region's numbers are read: what fits, and what is put in front.

    Lengths in `local_lengths` are dialled only locally. `prefix` is the national
    prefix, `transform` how a number is rewritten that has captured something of it,
    `international_prefix` what is dialled in front of a country code.
    """

    fits: Kind
    local_lengths: tuple[int, ...]
    prefix: str
    transform: str
    international_prefix: str


class Region(NamedTuple):
    """One region of a country code; `owns` begins the numbers it claims unseen."""

    name: str
    owns: str
    fits: Kind
    kinds: tuple[Kind, ...]


class Layout(NamedTuple):
    """How a national number is written internationally."""

    pattern: str
    owns: str
    written: str


class Country(NamedTuple):
    """The plan of one country calling code, its main region first."""

    code: int
    reading: Reading
    regions: tuple[Region, ...]
    layouts: tuple[Layout, ...]
    extension_prefix: str

    @classmethod
    def from_json(cls, line: str) -> Country:
        """Read a recorded country: the same fields, as lists in lists."""
        code, reading, regions, layouts, extension_prefix = json.loads(line)
        fits, local_lengths, *others = reading
        return cls(
            code,
            Reading(_recorded_kind(fits), tuple(local_lengths), *others),
            tuple(
                Region(
                    name, owns, _recorded_kind(fits), tuple(map(_recorded_kind, kinds))
                )
                for name, owns, fits, kinds in regions
            ),
            tuple(Layout(*layout) for layout in layouts),
            extension_prefix,
        )

    @property
    def is_geographic(self) -> bool:
        """Tell whether the code belongs to regions, not to a world-wide service."""
        return self.regions[0].name != REGION_CODE_FOR_NON_GEO_ENTITY


def _recorded_kind(recorded: tuple[str, list[int]]) -> Kind:
    pattern, lengths = recorded
    return Kind(pattern, tuple(lengths))


def read_country(code: int) -> Country:
    """Read the plan of a country calling code from the installed phonenumbers.

    >>> [region.name for region in read_country(39).regions]
    ['IT', 'VA']
    """
    regions = COUNTRY_CODE_TO_REGION_CODE[code]
    main = _metadata(code, regions[0])
    layouts = main.intl_number_format or main.number_format
    return Country(
        code,
        _read_reading(main),
        tuple(_read_region(_metadata(code, name), name) for name in regions),
        tuple(
            Layout(
                layout.pattern or "",
                (layout.leading_digits_pattern or [""])[-1],
                layout.format or "",
            )
            for layout in layouts
        ),
        main.preferred_extn_prefix or _DEFAULT_EXTENSION_PREFIX,
    )


def read_region(name: str) -> Reading:
    """Read how numbers are read in a region of the installed phonenumbers.

    >>> read_region("US").prefix, read_region("US").international_prefix
    ('1', '011')
    """
    metadata = PhoneMetadata.metadata_for_region(name)
    assert metadata is not None, "every supported region has metadata"
    return _read_reading(metadata)


def _read_reading(metadata: PhoneMetadata) -> Reading:
    desc = metadata.general_desc
    local = () if desc is None else tuple(desc.possible_length_local_only)
    return Reading(
        _read_kind(metadata, "general_desc"),
        local,
        metadata.national_prefix_for_parsing or "",
        metadata.national_prefix_transform_rule or "",
        metadata.international_prefix or "",
    )


def _metadata(code: int, region: str) -> PhoneMetadata:
    found = PhoneMetadata.metadata_for_region_or_calling_code(code, region)
    assert found is not None, "every listed region has metadata"
    return found


def _read_kind(metadata: PhoneMetadata, name: str) -> Kind:
    desc = getattr(metadata, name)
    if desc is None or not desc.national_number_pattern:
        return Kind("", ())
    return Kind(desc.national_number_pattern, tuple(desc.possible_length))


def _read_region(metadata: PhoneMetadata, name: str) -> Region:
    names = _KINDS[:-1] if metadata.same_mobile_and_fixed_line_pattern else _KINDS
    kinds = dict.fromkeys(_read_kind(metadata, kind) for kind in names)
    return Region(
        name,
        metadata.leading_digits or "",
        _read_kind(metadata, "general_desc"),
        tuple(kind for kind in kinds if kind.pattern),
    )
