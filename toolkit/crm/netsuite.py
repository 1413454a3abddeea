"""NetSuite: SuiteQL over contacts, customers and vendors.

A search is one query in a POST. With formats set, fields are compared with ``=``;
without, their digits with ``LIKE '%digits'``: the search rule ``digits-end`` asks the
second way, any other the first. The connector pastes terms into the SQL as they are. We
do not: a quote is refused, or doubled with ``encode="properly"``. Records that nobody
changed for three years are never found.

Source: ``src/connectors/netsuite/index.ts``, commit fa94f96c; Oracle's SuiteQL pages.

>>> from toolkit.crm.tokens import Token
>>> netsuite = NetSuite("1.suitetalk.api.netsuite.com", token=Token("secret"))
>>> netsuite.condition("415", ("phone", "altPhone"), "exact")
"phone='415' OR altPhone='415'"
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

from toolkit.crm.answers import Shape
from toolkit.crm.client import Question
from toolkit.crm.live_crm import LiveCrm
from toolkit.crm.wire import PROPERLY
from toolkit.errors import CrmError, FormatError, NumberError, ToolkitError
from toolkit.matching.connectors import Connector, Search
from toolkit.matching.contacts import Contact

_TARGET = "/services/rest/query/v1/suiteql"
_COLUMNS = "id,firstName,middleName,lastName,entitytitle,phone"
_DATES = "datecreated,lastmodifieddate"
_HEADERS = {"Prefer": "transient", "Content-Type": "application/json"}
_YEARS = 3
_PAGE = 1000
_BY_DIGITS = "digits-end"
_QUOTE = "'"
_MOST_BUYERS = 10_000  # contacts whose company is remembered
# Whose transactions stand beside a record: the column that names the buyer.
_BUYERS = {"contact": "company", "customer": "id"}
# key in the answer: (the user's setting that asks for it, type of transaction)
_TRANSACTIONS = {
    "salesorder": ("enableSalesOrderLogging", "SalesOrd"),
    "opportunity": ("enableOpportunityLogging", "Opprtnty"),
}


def _today() -> date:
    return datetime.now(UTC).date()


class NetSuite(LiveCrm):
    """A NetSuite account, with an OAuth 2 token."""

    kind = "netsuite"
    vendor_hosts = r"[a-z0-9][a-z0-9-]*\.suitetalk\.api\.netsuite\.com"
    example_host = "1234567.suitetalk.api.netsuite.com"
    terms_in_address = False

    def __init__(
        self, *args: Any, today: Callable[[], date] = _today, **named: Any
    ) -> None:
        super().__init__(*args, **named)
        self._today = today
        self._buyers: dict[tuple[str | None, str | int], object] = {}

    def questions(self, term: str, search: Search, rule: str) -> Iterator[Question]:
        """Ask for records of a table."""
        condition = self.condition(term, search.fields or (), rule)
        yield self._question(search.entity, condition)

    def check_terms(self, number: str, terms: Sequence[str | None]) -> None:
        """Refuse a quote, which the connector pastes into its SQL as it is."""
        if self.encode == PROPERLY:
            return
        for term in terms:
            if term and _QUOTE in term:
                raise _refused(is_number=term == number)

    def condition(self, term: str, fields: tuple[str, ...], rule: str) -> str:
        """Give the SQL condition on the fields."""
        self.check_terms("", [term])
        value = term.replace(_QUOTE, 2 * _QUOTE)
        if rule == _BY_DIGITS:
            digits = "REGEXP_REPLACE({}, '[^0-9]', '') LIKE '%{}'"
            return " OR ".join(digits.format(field, value) for field in fields)
        return " OR ".join(f"{field}='{value}'" for field in fields)

    def _question(self, table: str, condition: str, offset: int = 0) -> Question:
        company = ",company" if table == "contact" else ""
        since = _years_before(self._today(), _YEARS).isoformat()
        sql = (
            f"SELECT {_COLUMNS}{company},{_DATES} FROM {table} WHERE lastmodifieddate "
            f">= to_date('{since} 00:00:00', 'yyyy-mm-dd hh24:mi:ss') AND ({condition})"
        )
        paging = f"?limit={_PAGE}&offset={offset}" if offset else ""
        return _asking(sql, paging)

    def next_page(self, answer: Shape, question: Question) -> Question | None:
        """Move the offset while ``hasMore``."""
        if not answer.flag("hasMore"):
            return None
        _, _, offset = question.target.rpartition("&offset=")
        next_offset = (int(offset) if offset.isdecimal() else 0) + _PAGE
        paging = f"?limit={_PAGE}&offset={next_offset}"
        return Question(f"{_TARGET}{paging}", "POST", question.body, _HEADERS)

    def read(self, answer: Shape, search: Search) -> list[Contact]:
        """Read ``{"items": [row, …]}``; keys of empty columns are absent."""
        return [self._contact(row, search) for row in answer.list("items")]

    def _contact(self, row: Shape, search: Search) -> Contact:
        contact = _contact(row, search)
        if search.entity in _BUYERS:
            if len(self._buyers) >= _MOST_BUYERS:
                self._buyers.clear()
            buyer = row.any(_BUYERS[search.entity])
            self._buyers[search.entity, contact.id] = buyer
        return contact

    def related(
        self, contact: Contact, record: Connector
    ) -> Mapping[str, object] | None:
        """Give sales orders and opportunities, where the user's settings ask for them.

        A failure is swallowed, as the connector does; what was found before it stays.
        """
        buyer = str(self._buyers.get((contact.entity, contact.id), ""))
        info: dict[str, object] = {}
        if not (buyer.isascii() and buyer.isdecimal()):  # it goes into SQL
            return info
        with suppress(CrmError):
            for key, (wanted, kind) in _TRANSACTIONS.items():
                if self.setting(wanted):
                    sql = (
                        f"SELECT * FROM transaction WHERE entity = {buyer} "  # noqa: S608
                        f"AND type='{kind}' ORDER BY createddate desc"
                    )
                    found = [
                        {"const": row.id("id"), "title": row.text("trandisplayname")}
                        for row in self.ask(_asking(sql)).list("items")
                    ]
                    info |= {key: found} if found else {}
        return info


def _asking(sql: str, paging: str = "") -> Question:
    body = json.dumps({"q": sql}, ensure_ascii=False, separators=(",", ":"))
    return Question(
        f"{_TARGET}{paging}", "POST", body.encode("utf-8", "replace"), _HEADERS
    )


def _refused(*, is_number: bool) -> ToolkitError:
    got = "one with a quote, which would end the text in the SQL"
    if is_number:
        return NumberError(
            expected="a phone number without a quote", got=got, where=NetSuite.kind
        )
    return FormatError(
        expected="terms without a quote",
        got=got,
        where=NetSuite.kind,
        hint="the connector's query breaks on it: leave that format out",
    )


def _contact(row: Shape, search: Search) -> Contact:
    names = (row.text("firstname"), row.text("middlename"), row.text("lastname"))
    phone = row.text("phone")
    return Contact(
        row.id("id"),
        " ".join(name for name in names if name) or row.text("entitytitle") or "",
        (("phone", phone),) if phone else (),
        entity=search.entity,
        created_at=row.text("datecreated"),
        modified_at=row.text("lastmodifieddate"),
    )


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)
