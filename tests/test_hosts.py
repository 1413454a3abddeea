"""Only the hosts that were meant are accepted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.crm.hosts import (
    Origin,
    crm_host,
    is_same_origin,
    server_address,
    split_address,
)
from toolkit.crm.kinds import KINDS
from toolkit.errors import OptionError

SECRET = "planted-secret"


@pytest.mark.parametrize(
    ("kind", "host"),
    [
        ("clio", "app.clio.com"),
        ("clio", "CA.app.clio.com"),
        ("insightly", "api.na1.insightly.com"),
        ("netsuite", "1234567-sb1.suitetalk.api.netsuite.com"),
        ("pipedrive", "acme.pipedrive.com"),
    ],
)
def test_a_vendors_hosts_are_accepted(kind: str, host: str) -> None:
    origin = crm_host(host, vendor=KINDS[kind].vendor_hosts)
    assert origin == Origin("https", host.lower())


@pytest.mark.parametrize(
    "host",
    [
        "",
        "clio.com.example.org",
        "app.clio.com.example.org",
        "evil-app.clio.com",
        "app.clio.com:8443",
        "app.clio.com/",
        "app.clio.com?x",
        "app.clio.com#x",
        "app.clio.com\\@example.org",
        f"{SECRET}@app.clio.com",
        "https://app.clio.com",
        "app.clio.com.",
        "app..clio.com",
        "app.clio.com\n",
        " app.clio.com",
        "аpp.clio.com",  # a Cyrillic letter
        "app。clio。com",
        "127.0.0.1:8080@app.clio.com",
        "127.0.0.1:0",
        "127.0.0.1:99999",
        "127.0.0.1:８０",
        "127.1:80",
        "0x7f.1",
        "2130706433",
        "localhost.example.org:80",
        "[::1]",
    ],
)
def test_tricks_are_refused(host: str) -> None:
    if host == "[::1]":
        assert crm_host(host).scheme == "http"
        return
    with pytest.raises(OptionError, match="host: expected") as caught:
        crm_host(host, vendor=KINDS["clio"].vendor_hosts)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("host", ["127.0.0.1", "10.0.0.1", "1.2.3.04", "a.b.0x1f"])
def test_addresses_of_numbers_are_this_machine_or_refused(host: str) -> None:
    if host == "127.0.0.1":
        assert crm_host(host).is_loopback
        return
    with pytest.raises(OptionError, match="expected a host name"):
        crm_host(host)


def test_names_have_a_length() -> None:
    label = "a" * 63
    longest = f"{label}.{label}.{label}.{'a' * 61}"
    assert crm_host(longest).host == longest
    for name in (longest + "a", f"{'a' * 64}.com"):
        with pytest.raises(OptionError, match="expected a host name"):
            crm_host(name)


def test_server_addresses() -> None:
    assert server_address("https://a.example.com:8443/x/y/").url == (
        "https://a.example.com:8443"
    )
    assert server_address("http://[::1]:8080").is_loopback
    with pytest.raises(OptionError, match="expected https, got http"):
        server_address("http://a.example.com")


@pytest.mark.parametrize(
    "address",
    [
        "a.example.com",
        "ftp://a.example.com",
        f"https://{SECRET}@a.example.com",
        "https://a.example.com?x=1",
        "https://a.example.com#x",
        "https://a.example.com:",
        "https://a.example.com:0",
        "https://10.0.0.1/",
        "https://a.example.com/%2e",
        "HTTPS://a.example.com",
        "https:\\\\a.example.com",
        "https://a.example.com\n",
    ],
)
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(OptionError, match="host: expected") as caught:
        server_address(address)
    assert SECRET not in str(caught.value)


def test_a_whole_address_is_split() -> None:
    origin, target = split_address("https://a.example.com?x=@b")
    assert (origin.url, target) == ("https://a.example.com", "/?x=@b")
    with pytest.raises(OptionError, match="expected an address"):
        split_address("mailto:x")


ORIGIN = Origin("https", "a.example.com")


@pytest.mark.parametrize(
    ("link", "same"),
    [
        ("https://a.example.com/next", True),
        ("https://a.example.com:444/next", False),
        ("http://a.example.com/next", False),
        ("https://b.example.com/next", False),
        ("https://x@a.example.com/next", False),
        ("https://[", False),
        ("/next", False),
    ],
)
def test_same_origin(link: str, same: bool) -> None:
    assert is_same_origin(link, ORIGIN) is same


@given(st.text(max_size=30))
def test_a_host_is_accepted_whole_or_not_at_all(text: str) -> None:
    try:
        origin = crm_host(text)
    except OptionError:
        return
    port = f":{origin.port}" if origin.port else ""
    assert f"{origin.host}{port}" == text.lower()
