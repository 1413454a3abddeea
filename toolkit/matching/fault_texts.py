"""The faults of formats in plain words, by code.

``{format}`` is the format in quotes (or "the number"), ``{title}`` the connector.

>>> TEXTS["duplicate-term"].format(format=shown("###"))
'"###" asks for a text that is asked for already.'
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_SHOWN_DIGITS = 4  # more literal digits may be somebody's number

TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "leave-empty": "{title} searches by the rule {rule_empty} with nothing set, "
        "and by {rule_set} with formats: leaving the fields empty usually finds more.",
        "formats-ignored": "{title} does not look at formats; leave the fields empty.",
        "more-than-three": "The settings page has three fields; further formats have "
        "to be joined with commas in the third.",
        "e164-not-searched": "{title} never searches for the whole number: contacts "
        "stored as E.164, such as those it creates itself, are not found.",
        "stale-metadata": "{title} takes this number for invalid, because its library "
        "is older than the number: {instead}.",
        "invalid-number": "{title} takes this number for invalid: {instead}.",
        "blank-finds-blank": "{title} cannot read this number, and then shows every "
        "contact that has no phone.",
        "short-number": "{title} finds a number as short as this one inside longer "
        "ones, and shows wrong contacts.",
        "empty-segment": "An empty format is searched for all the same: a request that "
        "finds nobody.",
        "space-after-comma": "{format} begins with a space, and {title} searches for "
        "it with the space.",
        "stray-space": "{format} holds a space, a tab or a line end that is searched "
        "for as well.",
        "no-placeholder": "{format} has neither # nor *: the same text is searched for "
        "every caller.",
        "literal-text": "{format} holds letters or symbols: only contacts written with "
        "exactly these are found.",
        "literal-digits-everywhere": "{format} writes digits of its own into every "
        "number, whatever country it is from.",
        "duplicate-term": "{format} asks for a text that is asked for already.",
        "breaks-query": "{format} holds a character that breaks the query to {title}: "
        "it finds nobody, and no error shows.",
        "url-characters": "{format} holds a character that changes the address that "
        "{title} is asked at: another text is searched.",
        "plus-decoded-as-space": "{format} holds a plus, which arrives as a space if "
        "{title} reads the address as a form.",
        "truncated": "{format} has fewer places than the number has digits: the last "
        "digits are dropped, and only a beginning is searched.",
        "leftover": "{format} has more places than the number has digits: "
        "placeholders stay in the text{cut}.",
        "foreign-collision": "{format} writes another country's code before the "
        "number: it becomes somebody else's.",
    }
)


def shown(format: str) -> str:
    """Quote a format for a text; a whole number in it is not shown.

    >>> shown("+44 ## #### ####"), shown("5551234")
    ('"+44 ## #### ####"', '"5551..."')
    """
    digits = [place for place, char in enumerate(format) if "0" <= char <= "9"]
    if len(digits) > _SHOWN_DIGITS:
        format = format[: digits[_SHOWN_DIGITS]] + "..."
    return f'"{format}"'
