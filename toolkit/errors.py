"""Every exception of the toolkit.

::

    ToolkitError(ValueError)      expected, got, where, hint
    ├─ OptionError                an argument outside its choices or range
    ├─ FormatError                a format, or a list of formats, that cannot be used
    ├─ NumberError                a text that is no phone number
    ├─ ConnectorError             what the real connector would have thrown
    ├─ TableError                 a file or a table that cannot be used
    │  └─ MissingColumnError      no column could be recognised for a purpose
    ├─ OutputError                a result that cannot be written
    ├─ ClusterError               a Dask cluster that cannot do the work
    └─ CrmError                   a live CRM did not answer as its interface says
       ├─ CrmAuthError            refused: token, host or permission
       ├─ CrmLimitError           a request limit is used up
       └─ CrmAnswerError          an answer of an unexpected shape

A caller's mistake raises. A bad *row* does not: readers return it in ``rejects``
with its reason. No message ever holds a phone number, a contact's name or a token:
messages show the row, the column and the format instead.

>>> print(OptionError(expected="1 to 6", got="0", where="--max-formats"))
--max-formats: expected 1 to 6, got 0.
"""

from __future__ import annotations

from typing import Any


class ToolkitError(ValueError):
    """A mistake that the toolkit can name.

    Parameters
    ----------
    expected, got
        What would have been right, and what came (never private data).
    where
        File, column, row or option.
    hint
        One thing to do.

    Examples
    --------
    >>> print(ToolkitError(expected="a file", got="a folder", where="calls.csv",
    ...                    hint="name the file in it"))
    calls.csv: expected a file, got a folder.
    Hint: name the file in it.
    """

    def __init__(self, *, expected: str, got: str, where: str, hint: str = "") -> None:
        self.expected, self.got, self.where, self.hint = expected, got, where, hint
        text = f"{where}: expected {expected}, got {got}."
        super().__init__(f"{text}\nHint: {hint}." if hint else text)

    @property
    def line(self) -> str:
        """The message on one line, for a terminal."""
        return str(self).replace("\n", " ")

    def _render_traceback_(self) -> list[str]:
        """Let a notebook show what to do instead of where the code was (IPython's)."""
        return [f"{type(self).__name__}: {self}"]

    def __reduce__(self) -> tuple[Any, ...]:
        """Let the error travel between processes."""
        return type(self).__new__, (type(self), *self.args), vars(self)


class OptionError(ToolkitError):
    """An argument outside its choices or range."""


class FormatError(ToolkitError):
    """A format, or a list of formats, that cannot be used."""


class NumberError(ToolkitError):
    """A text that is no phone number."""


class ConnectorError(ToolkitError):
    """What the real connector would have thrown; `said` is its own message."""

    def __init__(self, said: str, *, connector: str) -> None:
        self.said, self.connector = said, connector
        super().__init__(
            expected="a lookup that the connector completes",
            got=f"its exception: {said}",
            where=connector,
        )


class TableError(ToolkitError):
    """A file or a table that cannot be used."""


class MissingColumnError(TableError):
    """No column could be recognised for a purpose."""


class OutputError(ToolkitError):
    """A result that cannot be written."""


class ClusterError(ToolkitError):
    """A Dask cluster that cannot do the work: no workers, or none that live."""


class CrmError(ToolkitError):
    """A live CRM did not answer as its interface says.

    `status` is the HTTP status it answered with, or None where there was no answer.
    """

    def __init__(
        self,
        *,
        expected: str,
        got: str,
        where: str,
        hint: str = "",
        status: int | None = None,
    ) -> None:
        self.status = status
        super().__init__(expected=expected, got=got, where=where, hint=hint)


class CrmAuthError(CrmError):
    """The CRM refused: token, host or permission."""


class CrmLimitError(CrmError):
    """A request limit of the CRM is used up."""


class CrmAnswerError(CrmError):
    """The CRM answered in an unexpected shape."""
