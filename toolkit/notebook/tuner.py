"""The tuner: edit three formats and see at once what they would do.

    import toolkit as gc
    gc.tune("calls.csv", "contacts.csv")

Needs the extra ``notebooks``. Every figure is that of `measure`; what each format finds
is kept, so an edit costs only the lookups of the format edited.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.analysis.advice import Finding, audit
from toolkit.analysis.measures import measure_formats
from toolkit.analysis.outcome import Counts
from toolkit.errors import OptionError, ToolkitError
from toolkit.exports.calls import Calls
from toolkit.exports.contacts import Contacts
from toolkit.matching.connectors import CONNECTORS, Connector
from toolkit.matching.formats import canonical, join_formats, parse_formats
from toolkit.matching.search_rules import SEARCH_RULES
from toolkit.matching.terms import tidy_formats
from toolkit.notebook.tuner_choices import AS_ASSUMED, Choices
from toolkit.notebook.tuner_html import (
    Line,
    copy_button,
    field_note,
    figures_table,
    list_notes,
    note,
)
from toolkit.notebook.tuner_widgets import Widgets, make_widgets
from toolkit.reporting.settings import field_texts, to_json, user_settings


def tune(
    calls: Calls | str | Path,
    contacts: Contacts | str | Path,
    *,
    connector: str | None = None,
    region: str = "US",
    current: str | Sequence[str] | None = None,
    out: str | Path = "settings.json",
) -> Any:
    """Show the tuner in a notebook.

    Parameters
    ----------
    calls, contacts
        Tables that were read, or files. Only files can be read again when another
        region is chosen.
    connector
        Default: the connector whose CRM the contacts are an export of.
    region
        Country in which numbers without country code are read.
    current
        The setting in use, as comma text or list, to compare with.
    out
        Where the button saves the settings.

    Returns
    -------
    ipywidgets.VBox
        Its fields work without a mouse; the figures follow while typing.

    Raises
    ------
    OptionError
        ipywidgets is not installed.
    """
    return Tuner(
        calls, contacts, connector=connector, region=region, current=current, out=out
    ).box


class Tuner:
    """The tuner's fields, and what they show; the parameters are those of `tune`.

    `box` is the widget to show, `widgets` its parts, `formats` the list as typed.
    """

    def __init__(
        self,
        calls: Calls | str | Path,
        contacts: Contacts | str | Path,
        *,
        connector: str | None = None,
        region: str = "US",
        current: str | Sequence[str] | None = None,
        out: str | Path = "settings.json",
    ) -> None:
        in_use = () if current is None else parse_formats(current)
        self._choices = Choices(calls, contacts, connector, region, in_use)
        self._out, self._is_filling = Path(out), False
        self.widgets: Widgets = make_widgets(
            connectors=list(CONNECTORS),
            rules=[AS_ASSUMED, *SEARCH_RULES],
            chosen=self._choices,
        )
        self._observe()
        self._fill(self._choices.recommendation.entered_formats)

    @property
    def box(self) -> Any:
        """The widget."""
        return self.widgets.box

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats typed, in order; empty fields are left out as the client does."""
        texts = [field.value for field in self.widgets.fields if field.value]
        return parse_formats(join_formats(texts)) if texts else ()

    @property
    def counts(self) -> Counts:
        """What the formats typed would do."""
        return self._choices.recommendation.situation.counts(self.formats)

    # -- events ----------------------------------------------------------------

    def _observe(self) -> None:
        parts = self.widgets
        for field in parts.fields:
            field.observe(self._answering(self._show), names="value")
        for choice in (parts.connector, parts.region, parts.rule):
            choice.observe(self._answering(self._choose), names="value")
        parts.comma_text.observe(self._answering(self._read_comma_text), names="value")
        parts.best.on_click(self._answering(self._put_best))
        parts.empty.on_click(self._answering(lambda: self._fill(())))
        parts.save.on_click(self._answering(self._save))

    def _answering(self, act: Callable[[], None]) -> Callable[[Any], None]:
        """Answer an event; a mistake is said in one line, without a traceback."""

        def answer(_: Any) -> None:
            if self._is_filling:
                return
            self.widgets.said.value = ""
            try:
                act()
            except ToolkitError as error:
                self.widgets.said.value = note(error.line)

        return answer

    @contextmanager
    def _filling(self) -> Iterator[None]:
        """Change fields without answering each change."""
        self._is_filling = True
        try:
            yield
        finally:
            self._is_filling = False

    def _choose(self) -> None:
        """Ask the same calls under another connector, search rule or region."""
        parts = self.widgets
        parts.said.value = note("Looking the calls up …")
        region = parts.region.value.strip().upper()
        self._choices.choose(parts.connector.value, parts.rule.value, region)
        parts.said.value = ""
        self._show()

    def _read_comma_text(self) -> None:
        """Take a list that was pasted as one text."""
        text = self.widgets.comma_text.value
        self._fill(parse_formats(text) if text else ())

    def _put_best(self) -> None:
        best = self._choices.recommendation
        self._fill(best.entered(best.best_formats))

    def _fill(self, formats: Sequence[str]) -> None:
        with self._filling():
            texts = field_texts(formats)
            for field, text in zip(self.widgets.fields, texts, strict=True):
                field.value = text
        self._show()

    def _save(self) -> None:
        try:
            self._out.write_bytes(to_json(user_settings(self.formats)))
        except OSError as error:
            raise OptionError(
                expected="a place that can be written",
                got=error.strerror or "an error",
                where=self._out.name,
            ) from error
        self.widgets.said.value = note(f"Saved as {self._out.name}.")

    # -- what is shown ---------------------------------------------------------

    def _show(self) -> None:
        """Show what the formats typed would do."""
        parts, formats = self.widgets, self.formats
        situation = self._choices.recommendation.situation
        lines = [
            *self._choices.before,
            Line("this list", situation.counts(formats), "this"),
        ]
        parts.figures.value = figures_table([*lines, self._choices.best])
        findings = audit(situation, formats)
        effects = _effects(
            situation.record, formats, measure_formats(situation, formats)
        )
        place = 0
        for field, beside in zip(parts.fields, parts.notes, strict=True):
            own = parse_formats(field.value) if field.value else ()
            here, later = slice(place, place + len(own)), formats[place + len(own) :]
            added = [effect for effect in effects[here] if effect is not None]
            beside.value = field_note(added, _about(findings, own, later))
            place += len(own)
        parts.list_notes.value = list_notes([f for f in findings if f.format is None])
        text = join_formats(formats)
        with self._filling():
            parts.comma_text.value = text
        parts.copy.value = copy_button(text)


def _effects(
    record: Connector, formats: Sequence[str], table: pd.DataFrame
) -> list[dict[Any, Any] | None]:
    """Give what each format adds; None for one that the connector leaves out."""
    rows = iter(table.to_dict("records"))
    return [
        next(rows, None) if tidy_formats(record, [each]) else None for each in formats
    ]


def _about(
    findings: Sequence[Finding], formats: Sequence[str], later: Sequence[str]
) -> list[Finding]:
    """Give the findings about formats; of a format set twice, at its last place."""
    names = {*formats, *map(canonical, formats)} - {*later, *map(canonical, later)}
    return [each for each in findings if each.format in names]
