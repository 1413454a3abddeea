"""Packages that come with an extra: loaded when used, named where they are missing.

>>> load_extra("no_such_package", "xlsx", where="a.xlsx", instead="save it as CSV")
Traceback (most recent call last):
toolkit.errors.OptionError: a.xlsx: expected no_such_package, got it is not installed.
Hint: save it as CSV, or install the extra xlsx: pip install -e ".[xlsx]".
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from toolkit.errors import OptionError, ToolkitError


def load_extra(
    package: str,
    extra: str,
    *,
    where: str,
    error: type[ToolkitError] = OptionError,
    instead: str = "",
) -> Any:
    """Load a package of an extra of this project.

    Parameters
    ----------
    package, extra
        What to import, and the extra in `pyproject.toml` that installs it. The hint
        names no registry's package: the project is in none.
    where
        What needs it: a file, an option.
    error
        What is raised where it is missing.
    instead
        What one can do without it.
    """
    try:
        return import_module(package)
    except ImportError as fault:
        way = f'install the extra {extra}: pip install -e ".[{extra}]"'
        raise error(
            expected=package,
            got="it is not installed",
            where=where,
            hint=f"{instead}, or {way}" if instead else way,
        ) from fault
