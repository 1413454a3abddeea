"""The template language of proxy connectors, case by case as measured."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.crm.javascript_text import written
from toolkit.crm.proxy_template import render, render_text, value_at
from toolkit.errors import OptionError
from toolkit.matching.lookup import UNDEFINED

CONTEXT: dict[str, Any] = {
    "n": 5,
    "s": "a{{n}}b",
    "t": True,
    "z": None,
    "list": [1, [None, "x"], {"a": 1}],
    "d": {"k": "v", "": 3},
    "big": 12345678901234567890,
    " ": 9,
}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("", CONTEXT),
        ("$", CONTEXT),
        ("n", 5),
        ("list.0", 1),
        ("list.1.1", "x"),
        ("list.length", 3),
        ("s.0", "a"),
        ("s.length", 7),
        ("d.", 3),
        ("z", None),
        ("list.3", UNDEFINED),
        ("list.-1", UNDEFINED),
        ("list.00", UNDEFINED),
        ("list.²", UNDEFINED),
        ("list[0]", UNDEFINED),
        ("$.n", UNDEFINED),
        ("d..k", UNDEFINED),
        (" n", UNDEFINED),
        ("z.x", UNDEFINED),
        ("n.toFixed", UNDEFINED),
        ("__proto__", UNDEFINED),
    ],
)
def test_value_at(path: str, value: Any) -> None:
    assert value_at(CONTEXT, path) == value


@pytest.mark.parametrize(
    ("template", "value"),
    [
        ("{{n}}", 5),
        ("{{ list }}", CONTEXT["list"]),
        ("{{z}}", None),
        ("{{x}}", UNDEFINED),
        ("{{$}}", CONTEXT),
        ("{{ }}", 9),
        ("a{{ }}", "a[object Object]"),
        ("{{}}", "{{}}"),
        ("{{n}}\n", "5\n"),
        (" {{n}}", " 5"),
        ("{{n}}{{n}}", "55"),
        ("x{{z}}y{{x}}", "xy"),
        ("{{s}}!", "a{{n}}b!"),
        ("{{t}}{{list}}", "true1,,x,[object Object]"),
        ("{{n|default}}", UNDEFINED),
        ("{{a . b}}", UNDEFINED),
        ("{{{n}}}", "}"),
        ("{{{{n}}}}", "}}"),
        ("{{n}}}", "5}"),
        ("{{a}b}}", "{{a}b}}"),
        ("{{n", "{{n"),
        ("n={{\ufeffn\u00a0}};", "n=5;"),
        (7, 7),
        (None, None),
    ],
)
def test_render_text(template: Any, value: Any) -> None:
    assert render_text(template, CONTEXT) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12345678901234567890, "12345678901234567000"),
        (1.0, "1"),
        (-0.0, "0"),
        (1.5, "1.5"),
        (1e21, "1e+21"),
        (123e18, "123000000000000000000"),
        (1e-7, "1e-7"),
        (0.000001, "0.000001"),
        (-1.25e-9, "-1.25e-9"),
        (10**400, "Infinity"),
        (float("nan"), "NaN"),
        (float("-inf"), "-Infinity"),
    ],
)
def test_numbers_as_javascript_writes_them(value: float, text: str) -> None:
    assert written(value) == text


def test_render_goes_deep() -> None:
    template = {"{{n}}": "{{n}}", "a": ["{{x}}", "{{z}}", {"b": "{{x}}"}], "c": 1.5}
    assert render(template, CONTEXT) == {"{{n}}": 5, "a": [None, None, {}], "c": 1.5}


def test_depth_is_bounded() -> None:
    deep: Any = "{{n}}"
    for _ in range(500):
        deep = [deep]
    with pytest.raises(OptionError, match="at most 100 levels"):
        render(deep, CONTEXT)
    assert written(deep) == ""


@given(st.text(alphabet="{} n.$sx\n", max_size=30))
def test_any_template_is_rendered(template: str) -> None:
    render_text(template, CONTEXT)


@given(st.text(alphabet="{} abc", max_size=20), st.text(max_size=20))
def test_a_value_is_never_a_template(template: str, value: str) -> None:
    """What a number or a contact holds is inserted, and not looked into."""
    said = render_text(f"<{template}{{{{v}}}}>", {"v": value})
    again = render_text(f"<{template}{{{{v}}}}>", {"v": "\0"})
    assert said == again.replace("\0", value)


def test_time_is_linear() -> None:
    for template in ("{{" + " " * 300_000, "{" * 300_000, "{{}" * 300_000):
        assert render_text(template, {}) == template


@given(st.integers(-(2**53), 2**53))
def test_whole_numbers_are_plain(number: int) -> None:
    assert written(number) == json.dumps(number)
