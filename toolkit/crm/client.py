"""Asks a CRM over HTTP with manners: one session, time limits, retries, a pace.

Only GET and searches put into a POST are sent. A redirect is never followed: it would
take the token to an address nobody named. An answer is bounded in size and time and
must be JSON. Whatever goes wrong becomes a `CrmError` that holds neither the address
nor a header, so no phone number and no token.

>>> from toolkit.crm.hosts import crm_host
>>> Client(crm_host("crm.example.com"), where="my CRM")
<Client of my CRM>
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import requests
from requests import exceptions as broken
from urllib3 import exceptions as raw_broken
from urllib3.response import BaseHTTPResponse

from toolkit.crm.answers import parse_json, refusal
from toolkit.crm.hosts import Origin
from toolkit.crm.pace import LONGEST_WAIT, Pace
from toolkit.crm.retries import METHODS, RetryPolicy
from toolkit.crm.transport import TARGET_HEADER, ExactTargets
from toolkit.errors import CrmAnswerError, CrmError, OptionError

_CHUNK = 16_384  # bytes, small: a packed answer grows by up to a thousand
_SENT_ALWAYS = {
    "Accept": "application/json",
    "Accept-Encoding": "identity",
    "User-Agent": "getcontact-toolkit",
}


@dataclass(frozen=True, slots=True)
class Manners:
    """How patient a client is. Times in seconds, sizes in bytes."""

    connect: float = 5.0
    silence: float = 30.0  # between two pieces of an answer
    answer: float = 60.0  # for the whole of one answer
    largest: int = 16_777_216
    retry: RetryPolicy = field(default_factory=RetryPolicy)
    longest_wait: float = LONGEST_WAIT


@dataclass(frozen=True, slots=True, repr=False)
class Question:
    """One request: its target as it goes over the wire, and a body for a search."""

    target: str
    method: str = "GET"
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, repr=False)
class _Try:
    body: bytes = b""
    status: int = 0
    raw: BaseHTTPResponse | None = None
    wrong: CrmError | None = None
    is_passing: bool = False


# What each failure of the connection is called, and whether to try again.
_TIMEOUT = ("no answer in time", True)
_DROPPED = ("a dropped connection", True)
_TLS = ("a certificate that cannot be trusted", False)
_UNREADABLE = ("an answer that breaks the rules of HTTP", False)
_FAILURES: tuple[tuple[type[Exception], tuple[str, bool]], ...] = (
    (broken.SSLError, _TLS),
    (raw_broken.SSLError, _TLS),
    (broken.Timeout, _TIMEOUT),
    (raw_broken.TimeoutError, _TIMEOUT),
    (raw_broken.DecodeError, _UNREADABLE),
    (broken.InvalidHeader, _UNREADABLE),
    (broken.ConnectionError, _DROPPED),
    (raw_broken.HTTPError, _DROPPED),
    (broken.RequestException, _UNREADABLE),
    (OSError, _DROPPED),
)
_CAUGHT = tuple(kind for kind, _ in _FAILURES)


class Client:
    """Asks one server; `authorize` gives the headers that hold the token."""

    def __init__(
        self,
        origin: Origin,
        *,
        where: str,
        authorize: Callable[[], Mapping[str, str]] = dict,
        pace: Pace | None = None,
        manners: Manners | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.origin, self.where = origin, where
        self.pace = pace or Pace((), where=where)
        self.manners = manners or Manners()
        self.requests = 0  # sent so far, repeated ones included
        self.last_error: CrmError | None = None  # some connectors swallow theirs
        self._authorize, self._sleep = authorize, sleep
        self._session = _session(origin)

    def __repr__(self) -> str:
        """Name the CRM, not its host."""
        return f"<Client of {self.where}>"

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def ask(self, question: Question) -> Any:
        """Give the JSON of an answer, or raise CrmError."""
        return parse_json(self.fetch(question), where=self.where)

    def fetch(self, question: Question) -> bytes:
        """Give the body of a good answer, or raise CrmError."""
        if question.method not in METHODS:
            expected = "a request that only reads (" + " or ".join(METHODS) + ")"
            raise OptionError(expected=expected, got="another", where=self.where)
        policy = self.manners.retry
        while True:
            tried = self._try(question)
            if tried.wrong is None:
                return tried.body
            left = self._again(policy, question, tried)
            if left is None:
                break
            policy = left
        # Raised here, where no exception of a library that holds the request is
        # being handled: it would become this one's context.
        self.last_error = tried.wrong
        raise tried.wrong

    def _again(
        self, policy: RetryPolicy, question: Question, tried: _Try
    ) -> RetryPolicy | None:
        """Pause before another try and give what is left of the policy, or None."""
        is_passing = tried.is_passing or policy.is_retry(question.method, tried.status)
        left = _counted(policy, question.method, tried.raw) if is_passing else None
        pause = left.pause(tried.raw) if left else 0.0
        if left is None or pause > self.manners.longest_wait:
            return None
        self._sleep(pause)
        return left

    def _try(self, question: Question) -> _Try:
        """Send a request once; what goes wrong is given back, not raised."""
        self.pace.wait()
        self.requests += 1
        try:
            with self.pace.slot:
                return self._sent(question)
        except CrmAnswerError as error:
            return _Try(wrong=error)
        except _CAUGHT as error:
            got, is_passing = _trouble(error)
        hint = "check the host name and the network"
        wrong = CrmError(expected="an answer", got=got, where=self.where, hint=hint)
        return _Try(wrong=wrong, is_passing=is_passing)

    def _sent(self, question: Question) -> _Try:
        request = requests.Request(
            question.method,
            f"{self.origin.url}/",
            headers={
                **_SENT_ALWAYS,
                **question.headers,
                **self._authorize(),
                TARGET_HEADER: self.origin.path + question.target,
            },
            data=question.body,
        ).prepare()
        response = self._session.send(
            request,
            stream=True,
            allow_redirects=False,
            timeout=(self.manners.connect, self.manners.silence),
        )
        try:
            body = self._body(response.raw)
        except BaseException:
            response.close()
            raise
        response.raw.release_conn()
        headers = {name.lower(): text for name, text in response.headers.items()}
        self.pace.heed(headers)
        status = response.status_code
        wrong = refusal(status, where=self.where)
        return _Try(body=body, status=status, raw=response.raw, wrong=wrong)

    def _body(self, raw: BaseHTTPResponse) -> bytes:
        """Read an answer piece by piece, within its size and time."""
        end = time.monotonic() + self.manners.answer
        body = bytearray()
        while piece := raw.read1(_CHUNK, decode_content=True):
            body += piece
            if len(body) > self.manners.largest:
                raise CrmAnswerError(
                    expected=f"an answer of at most {self.manners.largest} bytes",
                    got="a larger one",
                    where=self.where,
                )
            if time.monotonic() > end:
                raise raw_broken.TimeoutError
        return bytes(body)


def _trouble(error: Exception) -> tuple[str, bool]:
    return next(named for kind, named in _FAILURES if isinstance(error, kind))


def _counted(
    policy: RetryPolicy, method: str, response: BaseHTTPResponse | None
) -> RetryPolicy | None:
    """Count one try; give what is left, or None when there is none."""
    with suppress(raw_broken.MaxRetryError):
        return policy.increment(method, "/", response=response)
    return None


def _session(origin: Origin) -> requests.Session:
    """Make the one session; only proxy and certificates come from outside."""
    session = requests.Session()
    session.trust_env = False  # a .netrc would replace the token
    session.verify = os.environ.get("REQUESTS_CA_BUNDLE") or True
    if not origin.is_loopback:
        session.proxies.update(requests.utils.get_environ_proxies(origin.url))
    for scheme in ("http://", "https://"):
        session.mount(scheme, ExactTargets())
    return session
