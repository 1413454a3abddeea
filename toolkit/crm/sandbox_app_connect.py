"""The sandbox's App Connect server: ``GET /contact``, answered by `get_contact`.

Like the real one it keeps an answer with contacts for a number, whatever the formats
were, until it is told to ask again.
"""

from __future__ import annotations

from typing import Any

from toolkit.crm.sandbox_messages import NOT_FOUND, Reply, Request, Sandbox
from toolkit.crm.sandbox_store import StoreCrm
from toolkit.matching.get_contact import get_contact

_NOT_LOGGED_IN = "Please go to Settings and authorize CRM platform"


class Server:
    """One App Connect server, with what it keeps."""

    def __init__(self) -> None:
        self._kept: dict[str, list[Any]] = {}

    def __call__(self, request: Request, sandbox: Sandbox) -> Reply:
        """Answer as App Connect's server does."""
        if request.path != "/contact":
            return NOT_FOUND
        if "authorization" not in request.headers and "jwtToken" not in request.query:
            return Reply(status=400, text=_NOT_LOGGED_IN)
        number = request.query.get("phoneNumber")
        if number is None:
            said = "Cannot read properties of undefined (reading 'replace')"
            return Reply({"error": said}, 400)
        number = number.replace(" ", "+", 1)
        again = request.query.get("isForceRefreshAccountData") == "true"
        if number in self._kept and not again:
            kept = self._kept[number]
            return Reply({"successful": True, "returnMessage": None, "contact": kept})
        return self._asked(number, request, sandbox)

    def _asked(self, number: str, request: Request, sandbox: Sandbox) -> Reply:
        # The rule is the sandbox's only where one was chosen: else the connector's.
        found = get_contact(
            number,
            crm=StoreCrm(sandbox.store, sandbox.rule or None),
            connector=sandbox.connector,
            overriding_format=request.query.get("overridingFormat", ""),
            is_extension=request.query.get("isExtension", "false"),
        )
        answer = found.to_dict()
        contacts = answer["matchedContactInfo"]
        message = answer["returnMessage"]
        if not found.found and message is None:
            message = _nobody(number, sandbox.connector)
        if found.found:
            self._kept[number] = contacts
        data = {"successful": answer["successful"], "returnMessage": message}
        return Reply(data if contacts is None else data | {"contact": contacts})


def _nobody(number: str, connector: str) -> dict[str, Any]:
    text = (
        f"A contact with the phone number {number} could not be found in your "
        f"{connector} account."
    )
    item = {"id": "1", "type": "text", "text": text}
    return {
        "message": "Contact not found",
        "messageType": "warning",
        "details": [{"title": "Details", "items": [item]}],
        "ttl": 5000,
    }
