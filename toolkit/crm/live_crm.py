"""What all live CRMs share: one lookup step is a few questions and their answers read.

A vendor's file says which questions a search becomes (`questions`), how an answer reads
(`read`), what is asked beside a contact (`related`) and how a token goes into a header.
Everything else (paging, limits, errors) stands here.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from types import TracebackType
from typing import Any, ClassVar, Self

from toolkit.crm.answers import Shape
from toolkit.crm.client import Client, Manners, Question
from toolkit.crm.hosts import Origin, crm_host
from toolkit.crm.pace import Pace
from toolkit.crm.tokens import SCHEMES, Token, known_scheme
from toolkit.crm.wire import AS_SENT, PASTE, known_encoding
from toolkit.errors import CrmAnswerError, CrmError, OptionError
from toolkit.matching.connectors import (
    CONNECTORS,
    FIELD_ROLES,
    Connector,
    Limit,
    Search,
)
from toolkit.matching.contacts import Contact
from toolkit.matching.user_settings import setting

MAX_PAGES = 50
UNKNOWN_LIMIT = (Limit("server", 1, 10),)  # where no record says how much is allowed


class LiveCrm(ABC):
    """A CRM reached over HTTP; satisfies `toolkit.matching.contacts.Crm`.

    Parameters
    ----------
    host
        The CRM's host name, or this machine's with a port.
    token
        What authorises the requests.
    scheme
        How it is sent, a name of `toolkit.crm.tokens.SCHEMES`; the vendor's usual way
        where it is empty.
    encode
        ``"as-sent"`` puts terms into URLs as App Connect does, ``"properly"`` escapes
        them.
    all_pages
        Whether further pages of a search are fetched. App Connect reads only the first.
    manners
        How patient to be.
    """

    kind: ClassVar[str]
    vendor_hosts: ClassVar[str] = ""
    example_host: ClassVar[str] = "crm.example.com"
    usual_scheme: ClassVar[str] = "bearer"
    terms_in_address: ClassVar[bool] = True

    def __init__(
        self,
        host: str,
        *,
        token: Token,
        scheme: str = "",
        encode: str = AS_SENT,
        all_pages: bool = False,
        manners: Manners | None = None,
        pace: Pace | None = None,
    ) -> None:
        self._token = token
        self._scheme = SCHEMES[known_scheme(scheme or self.usual_scheme)]
        self.encode = known_encoding(encode)
        self.all_pages = all_pages
        self.cut_answers = 0  # searches whose further pages were not read
        self.user: Mapping[str, Any] = {}
        self.client = Client(
            self._origin(host),
            where=self.kind,
            authorize=self._authorization,
            pace=pace or Pace(self._limits(), where=self.kind),
            manners=manners,
        )

    def __repr__(self) -> str:
        """Name the kind of CRM, not its host."""
        return f"<{type(self).__name__}>"

    @property
    def is_sandbox(self) -> bool:
        """Whether this machine stands in for a vendor, whose own hosts are elsewhere.

        A server of one's own (App Connect's, a proxy's) may have a real CRM behind it.
        """
        return self.client.origin.is_loopback and bool(self.vendor_hosts)

    def go_unpaced(self) -> None:
        """Keep within no limit, as a server on this machine alone may be asked."""
        if not self.client.origin.is_loopback:
            raise OptionError(
                expected="a pace",
                got="none",
                where=self.kind,
                hint="only this machine is asked without",
            )
        self.client.pace = Pace((), where=self.kind)

    def close(self) -> None:
        """Close the connections."""
        self.client.close()

    def __enter__(self) -> Self:
        """Give the CRM; it is closed at the end."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the connections."""
        self.close()

    def _origin(self, host: str) -> Origin:
        return crm_host(host, vendor=self.vendor_hosts, example=self.example_host)

    def _limits(self) -> Sequence[Limit]:
        record = CONNECTORS.get(self.kind)
        return record.limits if record else UNKNOWN_LIMIT

    def _authorization(self) -> Mapping[str, str]:
        return self._scheme(self._token.reveal())

    @abstractmethod
    def questions(self, term: str, search: Search, rule: str) -> Iterator[Question]:
        """Give the requests that one search for a term becomes."""

    @abstractmethod
    def read(self, answer: Shape, search: Search) -> list[Contact]:
        """Read the contacts of one answer."""

    def next_page(self, answer: Shape, question: Question) -> Question | None:
        """Give the request for the next page, or None at the last one."""
        return None

    def search(
        self, term: str | None, search: Search, record: Connector, rule: str
    ) -> Sequence[Contact]:
        """Find contacts by a term."""
        if term is None:
            return []
        try:
            return [
                contact
                for own in self._own_searches(search, record)
                for question in self.questions(term, own, rule)
                for answer in self._pages(question)
                for contact in self.read(answer, own)
            ]
        except CrmError as error:
            self.client.last_error = error
            raise

    def _own_searches(self, search: Search, record: Connector) -> list[Search]:
        """Give the searches of this CRM that another connector's stands for."""
        own = CONNECTORS.get(self.kind)
        if own is None or own.name == record.name or own.searches[0].fields is None:
            return [search]
        searches = []
        for each in own.searches:
            fields = tuple(
                field
                for field in each.fields or ()
                if search.roles is None or FIELD_ROLES.get(field, field) in search.roles
            )
            if fields:
                searches.append(replace(each, fields=fields))
        return searches

    def check_terms(  # noqa: B027 - most refuse none
        self, number: str, terms: Sequence[str | None]
    ) -> None:
        """Look at all terms of a lookup before the first is sent."""

    def related(
        self, contact: Contact, record: Connector
    ) -> Mapping[str, object] | None:
        """Give what the CRM shows beside a contact."""
        return contact.additional_info

    @property
    def pastes_terms(self) -> bool:
        """Whether terms stand in an address as they are, to be read otherwise."""
        return self.terms_in_address and self.encode == AS_SENT

    def encoded(self, encode: str) -> Self:
        """Give the same CRM, its connections shared, with another encoding."""
        other = copy(self)
        other.encode = known_encoding(encode)
        return other

    def for_user(self, user: Mapping[str, Any]) -> Self:
        """Give the same CRM, its connections shared, with a user's settings."""
        if not user:
            return self
        other = copy(self)
        other.user = {**self.user, **user}
        return other

    def setting(self, key: str) -> Any:
        """Give the value of one of the user's settings, or None."""
        return setting(self.user, key)

    def paste(self, term: str) -> str:
        """Put a term into a URL in the chosen way."""
        return PASTE[self.encode](term)

    def ask(self, question: Question) -> Shape:
        """Ask one question; give the answer, to be checked step by step."""
        return self.shape(self.client.ask(question))

    def shape(self, answer: Any) -> Shape:
        """Wrap an answer."""
        return Shape(answer, self.kind)

    def _pages(self, question: Question) -> Iterator[Shape]:
        answer = self.ask(question)
        yield answer
        if self.all_pages:
            yield from self.later_pages(answer, question)
        elif self.next_page(answer, question):
            self.cut_answers += 1

    def later_pages(self, answer: Shape, question: Question) -> Iterator[Shape]:
        """Give the pages after the first; a chain without end is an error."""
        for _ in range(MAX_PAGES):
            following = self.next_page(answer, question)
            if following is None:
                return
            question, answer = following, self.ask(following)
            yield answer
        raise CrmAnswerError(
            expected=f"at most {MAX_PAGES} further pages",
            got="a chain of pages without end",
            where=self.kind,
        )
