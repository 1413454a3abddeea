"""The files of a recommendation, and the page among them.

`write_report` writes them all, whole or not at all. `render_report` gives the page
alone: one HTML file that needs nothing else, with every text from outside escaped.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup, escape

from toolkit.analysis.recommendation import Recommendation
from toolkit.exports.progress import take_steps
from toolkit.reporting.manifest import build_manifest
from toolkit.reporting.output_checks import SEAL
from toolkit.reporting.outputs import OutputFolder
from toolkit.reporting.report_files import write_files
from toolkit.reporting.report_view import build_view
from toolkit.reporting.settings import (
    account_settings,
    read_settings,
    roll_back_settings,
    to_json,
)

# what a report shows beside the recommendation, and takes long
STEPS = {
    "alternatives": "alternatives",
    "requests": "costs.limits",
    "contacts to fix": "fixes.table",
    "whom it serves": "segments",
    "unknown callers": "unknown_callers",
    "cached answers": "cached_answers.table",
}

_HERE = Path(__file__).parent
_NARROW = "\N{NARROW NO-BREAK SPACE}"


def write_report(
    recommendation: Recommendation,
    out: str | os.PathLike[str] | None = None,
    *,
    overwrite: bool = False,
    with_contacts: bool = False,
    settings: str | os.PathLike[str] | None = None,
    customizable: bool | None = None,
    xlsx: bool = False,
    progress: bool = False,
) -> tuple[Path, ...]:
    """Write the report, the settings and all tables of a recommendation.

    Parameters
    ----------
    recommendation
        What to write.
    out
        The folder; default: ``getcontact-report``, ``getcontact-report-2`` ….
    overwrite
        Allow a folder that is not empty.
    with_contacts
        Let ``report.html`` name contacts and numbers.
    settings
        The account's present settings (the answer of ``GET /admin/settings``): the
        account-wide JSON is written too, merged into them, and one to roll it back.
    customizable
        Whether a user's own value wins over the account's; default: as now.
    xlsx
        Also write the contacts to fix as a workbook; needs the extra ``xlsx``.
    progress
        Show a bar on stderr.

    Returns
    -------
    tuple of Path
        The files, in the order in which a person wants them.

    Raises
    ------
    OutputError
        The folder cannot be written, or has files and `overwrite` is not set.
    TableError
        `settings` is no account's settings.
    """
    account = before = None
    if settings is not None:
        present = read_settings(Path(settings))
        before = roll_back_settings(present)
        account = account_settings(
            present, recommendation.entered_formats, customizable=customizable
        )
    situation = recommendation.situation
    sources = (*situation.calls.sources, *situation.contacts.sources)
    inputs = [source.path for source in sources]
    inputs += [] if settings is None else [Path(settings)]
    options = {"with_contacts": with_contacts, "customizable": customizable}
    with OutputFolder(out, overwrite=overwrite, inputs=inputs) as folder:
        take_steps(recommendation, STEPS, shown=progress)
        manifest = build_manifest(recommendation, (), options=options)
        page = render_report(
            recommendation, manifest, with_contacts=with_contacts, account=account
        )
        folder.write("report.html", page.encode(), private=with_contacts)
        write_files(folder, recommendation, account=account, before=before, xlsx=xlsx)
        folder.write(SEAL, to_json(manifest | {"outputs": folder.describe()}))
    return folder.files


def render_report(
    recommendation: Recommendation,
    manifest: Mapping[str, Any],
    *,
    with_contacts: bool = False,
    account: Mapping[str, Any] | None = None,
) -> str:
    """Give the page.

    Parameters
    ----------
    recommendation
        What to show.
    manifest
        What `build_manifest` gave.
    with_contacts
        Name contacts and numbers.
    account
        The account's settings with the list, where they are written too.
    """
    view = build_view(
        recommendation, manifest, with_contacts=with_contacts, account=account
    )
    return _template().render(view, **_assets())


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["code"] = _code
    return environment.get_template("report.html.jinja")


def _code(text: str) -> Markup:
    """Set what stands between backticks as code.

    >>> _code("`a<b` & c")
    Markup('<code>a&lt;b</code> &amp; c')
    """
    parts = _finalize(text).split("`")
    if len(parts) % 2 == 0:  # a backtick of the text itself
        return escape(text)
    plain, code = Markup("{}"), Markup("<code>{}</code>")
    return Markup("").join(
        (code if place % 2 else plain).format(part) for place, part in enumerate(parts)
    )


def _finalize(value: Any) -> Any:
    """Keep a figure and its per cent sign on one line."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return value.replace(" %", f"{_NARROW}%")
    return value


@cache
def _assets() -> dict[str, Markup | str]:
    """Give style sheet and script; only this very script may run in the page."""
    script = (_HERE / "report.js").read_text(encoding="utf-8")
    digest = base64.b64encode(sha256(script.encode()).digest()).decode()
    style = (_HERE / "report.css").read_text(encoding="utf-8")
    return {
        "script": Markup(script),
        "style": Markup(style),
        "script_hash": f"sha256-{digest}",
    }
