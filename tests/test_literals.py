"""Only spaces, punctuation and one country code or trunk prefix may be offered."""

from __future__ import annotations

import pytest

from toolkit.matching.literals import LiteralProblem, literal_problem


@pytest.mark.parametrize(
    ("format", "country_code"),
    [
        ("(###) ###-####", 1),
        ("+1 ###.###.####", 1),
        ("1-###-###-####", 1),
        ("0## #### ####", 44),
        ("+44 ## #### ####", 44),
        ("8 (###) ###-##-##", 7),
        ("##\u00a0###–###", 1),
        ("(***) ***-****", None),
    ],
)
def test_may_be_offered(format: str, country_code: int | None) -> None:
    assert literal_problem(format, country_code) is None


@pytest.mark.parametrize(
    ("format", "country_code", "problem"),
    [
        ("###-###-#### x12", 1, LiteralProblem.NOTE),
        ("tel:+1##########", 1, LiteralProblem.NOTE),
        ("☎ ##########", 1, LiteralProblem.NOTE),
        ("###\n###", 1, LiteralProblem.NOTE),
        ("###-###-#### 12", 1, LiteralProblem.OTHER_DIGITS),
        ("+44 (0)## #### ####", 44, LiteralProblem.OTHER_DIGITS),
        ("2 ### ####", 1, LiteralProblem.OTHER_DIGITS),
        ("0## ####", 1, LiteralProblem.OTHER_DIGITS),
        ("4155550100", 1, LiteralProblem.NO_PLACEHOLDER),
        ("", None, LiteralProblem.NO_PLACEHOLDER),
    ],
)
def test_is_counted_not_offered(
    format: str, country_code: int | None, problem: LiteralProblem
) -> None:
    assert literal_problem(format, country_code) is problem
