"""The manifest: what a set of files was made from, with what, and what is in it.

It is written last. A folder that has its manifest is complete, and each file can be
checked against its hash.

>>> describe_versions()["toolkit"] == version("getcontact-toolkit")
True
"""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from toolkit.analysis.recommendation import Recommendation
from toolkit.analysis.situation import Situation
from toolkit.exports.ledger import Source
from toolkit.matching.connectors import UPSTREAM_COMMIT

# What the figures can depend on.
_PACKAGES = ("phonenumbers", "pandas", "numpy", "pyarrow", "matplotlib")


def build_manifest(
    recommendation: Recommendation,
    outputs: Sequence[Mapping[str, Any]],
    *,
    options: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Collect inputs, options, versions and outputs of a recommendation.

    Parameters
    ----------
    recommendation
        What was written.
    outputs
        Name, size and hash of each file of the set.
    options
        Of writing, beside those of the recommendation itself.
    """
    return describe_run(
        recommendation.situation,
        describe_options(recommendation) | dict(options or {}),
        outputs,
        decision=recommendation.decision,
        formats=list(recommendation.formats),
    )


def describe_run(
    situation: Situation,
    options: Mapping[str, Any],
    outputs: Sequence[Mapping[str, Any]],
    **found: Any,
) -> dict[str, Any]:
    """Collect inputs, options, versions, what was `found`, and outputs of any job."""
    return {
        "written_at": written_at().isoformat(),
        "inputs": [
            *describe_inputs("calls", situation.calls.sources),
            *describe_inputs("contacts", situation.contacts.sources),
        ],
        "options": dict(options),
        "versions": describe_versions(),
        **found,
        "outputs": [dict(output) for output in outputs],
    }


def describe_inputs(role: str, sources: Iterable[Source]) -> list[dict[str, Any]]:
    """Describe the files read: name, hash, how they were read, what was used."""
    return [
        {
            "role": role,
            "name": source.name,
            "bytes": source.path.stat().st_size if source.path.exists() else None,
            "sha256": source.sha256 if source.path.exists() else None,
            "layout": source.layout,
            "encoding": source.encoding,
            "delimiter": source.delimiter,
            "header_row": source.header_row,
            "columns": dict(source.columns),
            "ledger": source.ledger.to_dict(),
        }
        for source in sources
    ]


def describe_options(recommendation: Recommendation) -> dict[str, Any]:
    """Give what the recommendation depends on beside the data."""
    options = asdict(recommendation.options)
    current = options.pop("current")
    return {
        **describe_rules(recommendation.situation),
        **options,
        "placeholder": recommendation.placeholder,
        "current": None if current is None else list(current),
    }


def describe_rules(situation: Situation) -> dict[str, Any]:
    """Give the rules in force."""
    return {
        "connector": situation.record.name,
        "region": situation.region,
        "search_rule": situation.search_rule or situation.record.rule_set,
    }


def describe_versions() -> dict[str, str]:
    """Give the versions that the figures can depend on."""
    return {
        "toolkit": version("getcontact-toolkit"),
        "connectors": UPSTREAM_COMMIT,
        "python": platform.python_version(),
        **{name: version(name) for name in _PACKAGES},
    }


def written_at() -> datetime:
    """Give the time of writing in UTC, or the one that SOURCE_DATE_EPOCH asks for."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if fixed.isdecimal():
        return datetime.fromtimestamp(int(fixed), UTC)
    return datetime.now(UTC).replace(microsecond=0)
