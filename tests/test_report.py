"""The report's page: everything it says is there, escaped, and private."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from busy_office import Talk, read_talks
from reports import recommendation_of, sample_recommendation
from small_exports import write_contacts

from toolkit.analysis.recommend import recommend
from toolkit.analysis.recommendation import Recommendation
from toolkit.exports.contacts import read_contacts
from toolkit.exports.ledger import Reason
from toolkit.matching.formats import render
from toolkit.reporting.glossary import SET_ASIDE
from toolkit.reporting.manifest import build_manifest
from toolkit.reporting.report import render_report, write_report

SCRIPT = "<script>alert(1)</script>"
QUOTES = "\"'><img src=x onerror=alert(1)>"
VOID = {"meta", "link", "br", "img", "use"}


class Page(HTMLParser):
    """What a page holds: tags with their attributes, text, and whether tags nest."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: Any) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("script", "style"):
            self.text += f" {data}"

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def page_of(recommendation: Recommendation, **options: bool) -> Page:
    manifest = build_manifest(recommendation, ())
    page = Page(render_report(recommendation, manifest, **options))
    assert page.open == []
    page.text = re.sub(r"\s+", " ", page.text)
    return page


def test_decision_and_fields_come_first() -> None:
    page = page_of(sample_recommendation())
    assert page.text.index("Set these 3 formats.") < page.text.index("Before and after")
    copied = [button["data-copy"] for button in page.all("button")]
    assert copied[:3] == ["(***) ***-****", "***-***-****", "***.***.****"]


def test_figures_are_those_of_the_recommendation() -> None:
    recommendation = sample_recommendation(current="(***) ***-****")
    page = page_of(recommendation)
    for text in ("12.5 %", "80.0 %", "2,801", "3,500", "5.3", "The current setting"):
        assert text in page.text
    for row in recommendation.alternatives["label"]:
        assert row in page.text


def test_somebody_new_is_told_what_it_is_about() -> None:
    page = page_of(sample_recommendation())
    about = page.text.index("App Connect shows who is calling")
    assert about < page.text.index("Format 1")


def test_every_row_set_aside_says_why() -> None:
    assert set(SET_ASIDE) == set(Reason)
    page = page_of(sample_recommendation())
    for reason in sample_recommendation().situation.calls.ledger.set_aside:
        assert f"set aside: {reason}" in page.text
        assert SET_ASIDE[Reason(reason)] in page.text


def test_every_section_of_the_contents_is_there() -> None:
    page = page_of(sample_recommendation())
    targets = {link["href"] for link in page.all("a")}
    ids = [attributes["id"] for _, attributes in page.tags if attributes.get("id")]
    assert targets <= {f"#{each}" for each in ids}
    assert len(ids) == len(set(ids))


def test_leaving_empty_shows_empty_fields() -> None:
    page = page_of(sample_recommendation("netsuite"))
    assert "Leave the formats empty." in page.text
    names = [button.get("data-name") for button in page.all("button")]
    assert names == ["settings.json"]


def test_more_formats_than_fields_are_explained() -> None:
    page = page_of(sample_recommendation(max_formats=5))
    assert "The third field holds several formats" in page.text
    third = page.all("button")[2]["data-copy"]
    assert third is not None
    assert third.count(",") == 2


def test_charts_are_pictures_with_words() -> None:
    page = page_of(sample_recommendation())
    pictures = page.all("svg")
    assert len(pictures) == 7
    for picture in pictures:
        assert picture["role"] == "img"
        assert len(picture["aria-label"] or "") > 20


def test_page_needs_nothing_else() -> None:
    page = page_of(sample_recommendation())
    for _, attributes in page.tags:
        for name in ("src", "href", "xlink:href", "action"):
            value = attributes.get(name) or "#"
            assert value.startswith(("#", "data:")), value
    assert "http" not in re.sub(r"http-equiv", "", str(page.tags))


def test_only_our_own_script_may_run() -> None:
    [policy] = [
        meta["content"] or ""
        for meta in page_of(sample_recommendation()).all("meta")
        if meta.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy.startswith("default-src 'none'")
    assert re.search(r"script-src 'sha256-[A-Za-z0-9+/=]{44}'", policy)


@pytest.mark.parametrize("attack", [SCRIPT, QUOTES, "{{ 1234 * 1000 }}", "`x`<b>"])
@pytest.mark.parametrize("with_contacts", [False, True])
def test_names_ids_and_cells_are_escaped(
    tmp_path: Path, attack: str, with_contacts: bool
) -> None:
    numbers = ["+12125550101", "+12125550102", "+12125550103"] * 3
    contacts = [
        (attack, attack, "212.555.0101"),
        ("2", "Bo", f"212-555-0102 {attack}"),
        ("3", "Cy", "(212) 555-0103"),
    ]
    recommendation = recommendation_of(tmp_path, numbers, contacts)
    clean = page_of(sample_recommendation(), with_contacts=with_contacts)
    page = page_of(recommendation, with_contacts=with_contacts)
    assert {tag for tag, _ in page.tags} <= {tag for tag, _ in clean.tags}
    handlers = {name for _, found in page.tags for name in found if name[:2] == "on"}
    assert handlers == set()
    assert "1234000" not in page.text
    assert (attack in page.text) == with_contacts


def test_contacts_are_named_only_when_asked_for(tmp_path: Path) -> None:
    numbers = ["+12125550177", "+12125550178"] * 4
    contacts = [
        ("71", "Zyxwvut", "212 555 0177"),
        ("72", "Qwertz", "212-555-0178 x5 ask for Uvwxyz"),
    ]
    recommendation = recommendation_of(tmp_path, numbers, contacts)
    hidden = page_of(recommendation)
    for secret in ("Zyxwvut", "Qwertz", "Uvwxyz", "0177", "0178"):
        assert secret not in hidden.text
        assert secret not in str(hidden.tags)
    shown = page_of(recommendation, with_contacts=True).text
    for asked in ("Qwertz", "212-555-0178 x5", "+12125550178"):
        assert asked in shown


def test_one_call_and_one_contact_are_enough(tmp_path: Path) -> None:
    recommendation = recommendation_of(
        tmp_path, ["+12125550101"], [("1", "Ann", "212-555-0101")]
    )
    page = page_of(recommendation)
    assert "Set this format." in page.text
    assert "100 %" in page.text


def test_no_known_call_is_said_plainly(tmp_path: Path) -> None:
    recommendation = recommendation_of(
        tmp_path, ["+12125550101"], [("1", "Ann", "212-555-0199")]
    )
    page = page_of(recommendation)
    assert "nothing can be said" in page.text


def test_empty_exports_give_a_page(tmp_path: Path) -> None:
    recommendation = recommendation_of(tmp_path, ["anonymous"], [("1", "Ann", "n/a")])
    assert "Leave the formats empty" in page_of(recommendation).text


def with_a_failed_team(folder: Path) -> Recommendation:
    """Give Americans in one way of writing, and a team's Londoners in another."""
    americans = [f"21255501{n:02}" for n in range(60)]
    londoners = [f"20794600{n:02}" for n in range(20)]
    talks = [Talk(f"+1{n}", 5) for n in americans]
    talks += [Talk(f"+44{n}", 3, "102 - Ben Ito", inbound=False) for n in londoners]
    rows = [[render("(###) ###-####", n)] for n in americans]
    rows += [[render("+44 ## #### ####", n)] for n in londoners]
    contacts = read_contacts(write_contacts(folder / "contacts.csv", rows))
    calls = read_talks(folder, talks)
    return recommend(calls, contacts, connector="clio", max_formats=1)


def test_segments_that_the_list_fails_are_named_and_users_are_not(
    tmp_path: Path,
) -> None:
    page = page_of(with_a_failed_team(tmp_path))
    assert "+44 GB numbers: 0.0 % of 60 calls with contacts" in page.text
    assert "country: +44 GB 60 60 0 0 0 % +44 ## #### #### 100 %" in page.text
    assert "2 users of the log were looked at one by one" in page.text
    assert "Ito" not in page.text
    write_report(with_a_failed_team(tmp_path), tmp_path / "report")
    assert "102 - Ben Ito" in (tmp_path / "report/segments.csv").read_text("utf-8")


def test_one_list_for_all_is_said(tmp_path: Path) -> None:
    rec = recommendation_of(
        tmp_path, ["+12125550101"] * 3, [("1", "Ann", "212-555-0101")]
    )
    assert "One list serves all: no feature" in page_of(rec).text
    empty = recommendation_of(tmp_path, [], [("1", "Ann", "212-555-0101")])
    assert "There are no calls to look at." in page_of(empty).text
