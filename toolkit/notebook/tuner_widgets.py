"""The widgets that the tuner is made of, without what they do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.extras import load_extra
from toolkit.notebook.tuner_choices import Choices
from toolkit.reporting.settings import FIELD_NAMES

_LABEL = {"description_width": "6.5em"}


@dataclass(frozen=True, slots=True)
class Widgets:
    """The parts of the tuner: `fields` with their `notes`, choices, and the rest."""

    fields: tuple[Any, ...]
    notes: tuple[Any, ...]
    connector: Any
    region: Any
    rule: Any
    figures: Any
    list_notes: Any
    comma_text: Any
    copy: Any
    best: Any
    empty: Any
    save: Any
    said: Any
    box: Any


def make_widgets(
    *, connectors: Sequence[str], rules: Sequence[str], chosen: Choices
) -> Widgets:
    """Lay the tuner out.

    Raises
    ------
    OptionError
        ipywidgets is not installed.
    """
    make = load_extra("ipywidgets", "notebooks", where="tuner")
    fields = tuple(_field(make, name, "24em") for name in FIELD_NAMES)
    notes = tuple(
        make.HTML(layout=make.Layout(flex="1 1 0", margin="4px 0 0 1em"))
        for _ in fields
    )
    connector = make.Dropdown(
        options=connectors,
        value=chosen.connector,
        description="Connector",
        style=_LABEL,
        layout=make.Layout(width="20em"),
    )
    region = make.Text(
        value=chosen.region,
        description="Region",
        disabled=not chosen.can_be_read_again,
        continuous_update=False,
        style={"description_width": "4.5em"},
        layout=make.Layout(width="9em"),
    )
    rule = make.Dropdown(options=rules, description="Search rule", style=_LABEL)
    figures, list_notes, said = make.HTML(), make.HTML(), make.HTML()
    comma_text, copy = _field(make, "To copy", "44em"), make.HTML()
    best, empty, save = (
        make.Button(description=name, layout=make.Layout(width="auto"))
        for name in ("Put in the best list", "Empty the fields", "Save settings.json")
    )
    rows = [
        make.HBox([connector, region, rule], layout=make.Layout(flex_flow="row wrap")),
        *(make.HBox(pair) for pair in zip(fields, notes, strict=True)),
        figures,
        list_notes,
        make.HBox([comma_text, copy]),
        make.HBox([best, empty, save], layout=make.Layout(flex_flow="row wrap")),
        said,
    ]
    return Widgets(
        fields,
        notes,
        connector,
        region,
        rule,
        figures,
        list_notes,
        comma_text,
        copy,
        best,
        empty,
        save,
        said,
        make.VBox(rows),
    )


def _field(make: Any, name: str, width: str) -> Any:
    return make.Text(
        description=name,
        style=_LABEL,
        layout=make.Layout(width=width, flex="0 0 auto", max_width="100%"),
    )
