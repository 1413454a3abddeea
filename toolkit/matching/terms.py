"""Terms: the texts a connector searches for, in order.

>>> clio = kinds.connector("clio")
>>> lookup_terms(clio, read_number(clio, "+14155550100"), "(###) ###-####")
['+14155550100', '(415) 555-0100']
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from toolkit.matching import connectors as kinds
from toolkit.matching.connectors import Connector
from toolkit.matching.formats import parse_formats, render
from toolkit.matching.number_text import read_digits
from toolkit.matching.plans import NumberingPlan, installed_plan, plan


@dataclass(frozen=True, slots=True, repr=False)
class LookupNumber:
    """A phone number as a connector sees it: its text, and what its library reads.

    `country_code` is 0 and `national` empty where nothing could be read.
    """

    text: str
    country_code: int
    national: str
    is_valid: bool
    plan: NumberingPlan

    @property
    def international(self) -> str:
        """The international style without its spaces, an extension included."""
        read = read_digits(self.text)
        styled = self.plan.international(
            self.country_code, self.national, read.extension if read else None
        )
        return styled.replace(" ", "")

    @property
    def is_parsed(self) -> bool:
        """Whether the library could read a number at all."""
        return self.country_code > 0


def numbering_plan(record: Connector) -> NumberingPlan:
    """Give the numbering plans that decide which numbers a connector calls valid."""
    return plan(record.plan) if record.plan else installed_plan()


def read_number(record: Connector, phone_number: str) -> LookupNumber:
    """Read a phone number as the connector does: its first space was a plus."""
    text = phone_number
    if record.reads_space_as_plus:
        text = text.replace(" ", "+", 1)
    numbering = numbering_plan(record)
    parsed = numbering.parse(text)
    country_code, national, is_valid = parsed or (0, "", False)
    return LookupNumber(text, country_code, national, is_valid, numbering)


def tidy_formats(record: Connector, formats: str | Iterable[str]) -> tuple[str, ...]:
    """Give the formats as the connector uses them: trimmed or not, empty ones or not.

    >>> tidy_formats(kinds.connector("clio"), "###, ##,"), tidy_formats(
    ...     kinds.connector("vinsolutions"), "###, ##,")
    (('###', ' ##', ''), ('###', '##'))
    """
    listed = parse_formats(formats)
    if record.trims_space:
        listed = tuple(format.removeprefix(" ") for format in listed)
    return tuple(format for format in listed if format or not record.drops_empty)


def kinds_searched(
    record: Connector, *, is_valid: bool, formats_set: bool
) -> tuple[str, ...]:
    """Give the kinds of terms searched for a number."""
    if is_valid:
        return record.terms_set if formats_set else record.terms_empty
    return record.invalid_set if formats_set else record.invalid_empty


def lookup_terms(
    record: Connector, number: LookupNumber, formats: str | Iterable[str]
) -> list[str | None]:
    """Give the terms of one lookup; None stands for JavaScript's undefined."""
    formats_set = bool(parse_formats(formats))
    tidy = tidy_formats(record, formats)
    terms: list[str | None] = []
    for kind in kinds_searched(
        record, is_valid=number.is_valid, formats_set=formats_set
    ):
        terms.extend(_terms_of_kind(record, kind, number, tidy))
    return list(dict.fromkeys(terms)) if record.unique_terms else terms


def _terms_of_kind(
    record: Connector, kind: str, number: LookupNumber, formats: tuple[str, ...]
) -> Iterator[str | None]:
    if kind == kinds.RAW:
        yield number.text
    elif kind == kinds.DIGITS:
        digits = number.text.removeprefix("+")
        if digits:
            yield digits
    elif not number.is_parsed:
        if kind != kinds.FORMATS:
            yield number.text if record.unparsable == kinds.RAW else record.unparsable
    elif kind == kinds.FORMATS:
        yield from (render(format, number.national) for format in formats)
    elif kind == kinds.NATIONAL:
        yield number.national
    elif kind == kinds.E164:
        yield f"+{number.country_code}{number.national}"
    elif kind == kinds.INTERNATIONAL:
        yield number.international
