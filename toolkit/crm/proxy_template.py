"""The template language of App Connect's proxy connectors.

``{{path.to.value}}`` in a text is replaced by the value at a dot path. A text that is
one expression and nothing else becomes the value itself, its type kept; inside a longer
text a value is written as JavaScript writes it. A value is never read as a template
again. There are no filters, defaults or escapes.

Source: ``packages/core/connector/proxy/engine.ts``, commit fa94f96c. Names of
JavaScript's own properties give `UNDEFINED` here.

>>> context = {"phone": "+1", "user": {"ids": [7, None]}}
>>> render_text("{{user.ids}}", context), render_text("p={{ phone }}&x={{y}}", context)
([7, None], 'p=+1&x=')
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from toolkit.crm.javascript_text import DEEPEST, written
from toolkit.errors import OptionError
from toolkit.matching.lookup import UNDEFINED, Undefined

# What JavaScript takes for white space.
_SPACES = "\t\n\v\f\r \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_INDEX = re.compile(r"0|[1-9][0-9]{0,8}")


def value_at(value: Any, path: str) -> Any:
    """Give what stands at a dot path, or UNDEFINED.

    >>> value_at({"a": [{"b": 1}]}, "a.0.b"), value_at({"a": "xy"}, "a.length")
    (1, 2)
    """
    if not path or path == "$":
        return value
    for part in path.split("."):
        value = _member(value, part)
    return value


def _member(value: Any, part: str) -> Any:
    if isinstance(value, Mapping):
        return value.get(part, UNDEFINED)
    if isinstance(value, list | str):
        if part == "length":
            return len(value)
        if _INDEX.fullmatch(part) and int(part) < len(value):
            return value[int(part)]
    return UNDEFINED


def render_text(
    template: Any,
    context: Mapping[str, Any],
    *,
    write: Callable[[str, Any], str] | None = None,
) -> Any:
    """Render one template; what is not a text is given back.

    `write` writes the value of a path into a longer text, where `written` will not do.
    """
    if not isinstance(template, str):
        return template
    inside = template[2:-2]
    is_whole = template[:2] == "{{" and template[-2:] == "}}"
    if is_whole and inside and "}" not in inside:
        # White space alone names a member of that name, not the whole context.
        return value_at(context, inside.strip(_SPACES) or inside[-1])
    return "".join(_pieces(template, context, write or _write))


def _write(path: str, value: Any) -> str:
    return "" if isinstance(value, Undefined) else written(value)


def _pieces(
    template: str, context: Mapping[str, Any], write: Callable[[str, Any], str]
) -> Iterator[str]:
    """Give the literal pieces and the written values, in one pass."""
    done = start = 0
    while (start := template.find("{{", start)) >= 0:
        end = template.find("}", start + 2)
        if end < 0:
            break
        if end > start + 2 and template.startswith("}}", end):
            yield template[done:start]
            path = template[start + 2 : end].strip(_SPACES)
            yield write(path, value_at(context, path))
            done = start = end + 2
        else:
            start = end
    yield template[done:]


def render(template: Any, context: Mapping[str, Any], *, depth: int = 0) -> Any:
    """Render every text in a JSON value; names of members stay as they are.

    Members that come out undefined are left out, items become null.

    >>> render({"{{a}}": "{{a}}", "b": ["{{x}}"], "c": "{{x}}"}, {"a": 1})
    {'{{a}}': 1, 'b': [None]}
    """
    if depth > DEEPEST:
        raise _too_deep()
    if isinstance(template, Mapping):
        members = (
            (name, render(each, context, depth=depth + 1))
            for name, each in template.items()
        )
        return {name: each for name, each in members if each is not UNDEFINED}
    if isinstance(template, list):
        items = (render(each, context, depth=depth + 1) for each in template)
        return [None if isinstance(each, Undefined) else each for each in items]
    return render_text(template, context)


def _too_deep() -> OptionError:
    return OptionError(
        expected=f"at most {DEEPEST} levels", got="more", where="proxy connector"
    )
