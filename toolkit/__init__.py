"""Which phone-number formats make RingCentral App Connect find your CRM contacts.

>>> import toolkit as gc
>>> gc.search_terms("+14155550100", "(###) ###-####", connector="clio")
['+14155550100', '(415) 555-0100']

The whole job is three lines::

    calls = gc.read_calls("calls.csv")
    contacts = gc.read_contacts("contacts.csv", region="US")
    gc.recommend(calls, contacts, connector="clio")

The rooms of the package, each importing only from those below it: ``cli``,
``notebook``, ``reporting``, ``live``, ``scale``, ``cluster``, ``analysis``,
``exports``, ``crm``, ``columns``, ``matching``, ``errors``. A name below loads its room
when it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toolkit.analysis.matches import match
    from toolkit.analysis.measures import Measurement, measure
    from toolkit.analysis.profiles import Profile, profile
    from toolkit.analysis.recommend import recommend
    from toolkit.analysis.recommendation import Recommendation
    from toolkit.crm.kinds import open_crm
    from toolkit.crm.memory import MemoryCrm
    from toolkit.crm.sandbox import SandboxServer
    from toolkit.errors import (
        ConnectorError,
        CrmError,
        FormatError,
        MissingColumnError,
        NumberError,
        OptionError,
        OutputError,
        TableError,
        ToolkitError,
    )
    from toolkit.exports.calls import Calls, read_calls
    from toolkit.exports.contacts import Contacts, read_contacts
    from toolkit.live.probe import probe
    from toolkit.live.verify import verify
    from toolkit.matching.connectors import CONNECTORS, Connector
    from toolkit.matching.contacts import Contact
    from toolkit.matching.formats import infer, render
    from toolkit.matching.get_contact import get_contact
    from toolkit.matching.lookup import UNDEFINED, RepeatedParameter, search_terms
    from toolkit.notebook.pictures import show_chart
    from toolkit.notebook.tables import show_table
    from toolkit.notebook.tuner import tune
    from toolkit.reporting.report import write_report

_HOMES = {
    "CONNECTORS": "matching.connectors",
    "Calls": "exports.calls",
    "Connector": "matching.connectors",
    "ConnectorError": "errors",
    "Contact": "matching.contacts",
    "Contacts": "exports.contacts",
    "CrmError": "errors",
    "FormatError": "errors",
    "Measurement": "analysis.measures",
    "MemoryCrm": "crm.memory",
    "MissingColumnError": "errors",
    "NumberError": "errors",
    "OptionError": "errors",
    "OutputError": "errors",
    "Profile": "analysis.profiles",
    "Recommendation": "analysis.recommendation",
    "RepeatedParameter": "matching.lookup",
    "SandboxServer": "crm.sandbox",
    "TableError": "errors",
    "ToolkitError": "errors",
    "UNDEFINED": "matching.lookup",
    "get_contact": "matching.get_contact",
    "infer": "matching.formats",
    "match": "analysis.matches",
    "measure": "analysis.measures",
    "open_crm": "crm.kinds",
    "probe": "live.probe",
    "profile": "analysis.profiles",
    "read_calls": "exports.calls",
    "read_contacts": "exports.contacts",
    "recommend": "analysis.recommend",
    "render": "matching.formats",
    "search_terms": "matching.lookup",
    "show_chart": "notebook.pictures",
    "show_table": "notebook.tables",
    "tune": "notebook.tuner",
    "verify": "live.verify",
    "write_report": "reporting.report",
}

__all__ = [
    "CONNECTORS",
    "Calls",
    "Connector",
    "ConnectorError",
    "Contact",
    "Contacts",
    "CrmError",
    "FormatError",
    "Measurement",
    "MemoryCrm",
    "MissingColumnError",
    "NumberError",
    "OptionError",
    "OutputError",
    "Profile",
    "Recommendation",
    "RepeatedParameter",
    "SandboxServer",
    "TableError",
    "ToolkitError",
    "UNDEFINED",
    "get_contact",
    "infer",
    "match",
    "measure",
    "open_crm",
    "probe",
    "profile",
    "read_calls",
    "read_contacts",
    "recommend",
    "render",
    "search_terms",
    "show_chart",
    "show_table",
    "tune",
    "verify",
    "write_report",
]


def __getattr__(name: str) -> Any:
    """Load the room of a public name when it is first used."""
    if name not in _HOMES:
        msg = f"module 'toolkit' has no attribute {name!r}"
        raise AttributeError(msg)
    value = getattr(import_module(f"toolkit.{_HOMES[name]}"), name)
    import_module("toolkit.notebook.displays").teach_results()
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
