"""Print the oldest versions that pyproject.toml allows, as constraints for pip.

::

    python tests/oldest_versions.py > .oldest.txt
    python3 -m venv .oldest
    .oldest/bin/pip install -q -e ".[test]" -c .oldest.txt
    .oldest/bin/python -m pytest -n auto --dist loadfile

runs the tests with them. The tools that only look at the code (formatter, linter, type
checker) are left as they are: no test runs them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).parents[1] / "pyproject.toml"
# What the oldest versions use of others: matplotlib 3.8 warns with a newer one.
OTHERS = ("pyparsing<3.3",)
LOOK_ONLY = ("mypy", "ruff", "pandas-stubs", "types-")
_BOUND = re.compile(r"(?P<name>[A-Za-z0-9-]+)>=(?P<version>[0-9.]+)(?:\s*;.*)?")


def requirements() -> list[str]:
    """Give every requirement of the project, those of its extras included."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    listed = [*project["dependencies"], *(each for extra in extras for each in extra)]
    return [each for each in listed if not each.startswith(f"{project['name']}[")]


def oldest_versions() -> Iterator[str]:
    """Give ``name==version`` for each lower bound."""
    for requirement in requirements():
        bound = _BOUND.fullmatch(requirement)
        if bound is None:
            msg = f"expected name>=version in pyproject.toml, got {requirement!r}"
            raise ValueError(msg)
        if not bound["name"].startswith(LOOK_ONLY):
            yield f"{bound['name']}=={bound['version']}"


if __name__ == "__main__":
    print(*oldest_versions(), *OTHERS, sep="\n")
