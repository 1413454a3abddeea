"""A probe names the search rule of any CRM the sandbox can be."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import live_exports
import pytest
import servers

from toolkit.crm.kinds import open_crm
from toolkit.crm.live_crm import LiveCrm
from toolkit.crm.pace import Pace
from toolkit.crm.sandbox import SandboxServer
from toolkit.errors import CrmAnswerError, OptionError, TableError
from toolkit.exports.contacts import Contacts, read_contacts
from toolkit.live.hypotheses import Hypothesis, judge, possible
from toolkit.live.probe import ProbeResult, probe
from toolkit.live.probe_plan import MOST_SEARCHES, ProbePlan, plan_probe
from toolkit.live.spellings import SPELLINGS, WRONG
from toolkit.live.stored_cells import StoredCell, has_own_ids, stored_cells
from toolkit.matching.connectors import connector
from toolkit.matching.contacts import Contact
from toolkit.matching.search_rules import SEARCH_RULES, digits

KINDS = ("clio", "insightly", "netsuite", "pipedrive", "pipedrive-reference")


@pytest.fixture(scope="module")
def contacts(tmp_path_factory: pytest.TempPathFactory) -> Contacts:
    return read_contacts(live_exports.contacts_file(tmp_path_factory.mktemp("x")))


@pytest.fixture
def opened() -> Iterator[Any]:
    crms: list[LiveCrm] = []

    def open_one(kind: str, host: str) -> LiveCrm:
        crm = open_crm(kind, host=host)
        crm.client.pace = Pace((), where=kind)
        crms.append(crm)
        return crm

    yield open_one
    for crm in crms:
        crm.close()


def probed(contacts: Contacts, opened: Any, kind: str, **named: Any) -> ProbeResult:
    with SandboxServer(contacts.people, kind=kind, **named) as box:
        result = probe(contacts, opened(kind, box.host))
    assert result is not None
    return result


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rule", SEARCH_RULES)
def test_every_rule_is_named(
    contacts: Contacts, opened: Any, kind: str, rule: str
) -> None:
    result = probed(contacts, opened, kind, search_rule=rule)
    assert (result.rule, result.is_certain) == (rule, True)
    assert result.n_searches <= MOST_SEARCHES
    assert ("rule-differs" in result.advice) is (rule != connector(kind).rule_set)


@pytest.mark.parametrize("rule", ["exact", "contains"])
def test_a_plus_read_as_a_space_is_seen(
    contacts: Contacts, opened: Any, rule: str
) -> None:
    told = probed(contacts, opened, "clio", search_rule=rule, form_decoded=True)
    assert (told.rule, told.is_certain) == (rule, True)
    assert told.verdict.plus_is_space is True
    assert "plus-read-as-space" in told.advice
    clear = probed(contacts, opened, "clio", search_rule=rule)
    assert clear.verdict.plus_is_space is False


def test_where_the_plus_makes_no_difference(contacts: Contacts, opened: Any) -> None:
    result = probed(contacts, opened, "clio", search_rule="digits-end")
    assert result.verdict.plus_is_space is None


def test_the_plan_is_shown_first(contacts: Contacts, opened: Any) -> None:
    shown: list[ProbePlan] = []

    def refuse(plan: ProbePlan) -> bool:
        shown.append(plan)
        return False

    with SandboxServer(contacts.people, kind="clio") as box:
        assert probe(contacts, opened("clio", box.host), confirm=refuse) is None
        assert box.requests == 0
    [plan] = shown
    assert len(plan.table) == plan.n_searches <= MOST_SEARCHES
    assert {"E.164", "national number", "without spaces", WRONG} <= set(
        plan.table["spelling"]
    )
    assert set(live_exports.FORMATS) <= set(plan.table["format"])
    texts = repr(plan) + repr(plan.questions) + plan.table.to_csv()
    assert "555" not in digits(texts)


def test_too_few_searches_are_refused(contacts: Contacts) -> None:
    with pytest.raises(OptionError, match="searches: expected at least 3, got 2"):
        plan_probe(contacts, connector("clio"), most_searches=2)
    assert plan_probe(contacts, connector("clio"), most_searches=3).n_searches == 3


def test_no_more_requests_than_planned(contacts: Contacts, opened: Any) -> None:
    plan = plan_probe(contacts, connector("clio"), most_searches=12)
    assert plan.n_searches <= 12
    with SandboxServer(contacts.people, kind="clio") as box:
        result = probe(contacts, opened("clio", box.host), most_searches=12)
        assert result is not None
        assert box.requests == result.n_searches <= 12


def test_the_evidence_holds_no_number(contacts: Contacts, opened: Any) -> None:
    result = probed(contacts, opened, "insightly")
    shown = repr(result) + str(result.to_dict())
    for person in contacts.people:
        assert person.name not in shown
        for _, text in person.phones:
            assert text not in shown
            assert digits(text) not in shown
    columns = ["row", "format", "spelling", "encode", "found", "n_contacts"]
    assert list(result.evidence.columns) == [*columns, *SEARCH_RULES, "predicted"]
    assert result.to_dict()["search_rule"] == "exact"


def test_another_crm_is_noticed_soon(contacts: Contacts, opened: Any) -> None:
    strangers = [Contact(1, "Zoe", (("phone", "(808) 555-0100"),))]
    with SandboxServer(strangers, kind="clio") as box:
        result = probe(contacts, opened("clio", box.host))
        assert box.requests == 4
    assert result is not None
    assert (result.rule, result.is_certain) == (None, False)
    assert result.advice == ("no-contact-found",)


def test_contacts_that_are_gone_are_set_aside(contacts: Contacts, opened: Any) -> None:
    plan = plan_probe(contacts, connector("clio"))
    gone = {plan.controls[1].contact.id, plan.controls[5].contact.id}
    left = [person for person in contacts.people if person.id not in gone]
    with SandboxServer(left, kind="clio", search_rule="contains") as box:
        result = probe(contacts, opened("clio", box.host))
    assert result is not None
    assert (result.rule, result.n_set_aside) == ("contains", 2)
    assert "contacts-set-aside" in result.advice


def test_a_loose_search_is_reported(contacts: Contacts, opened: Any) -> None:
    """A CRM that finds everybody for anything fits no rule."""
    rows = [{"id": int(person.id), "name": ""} for person in contacts.people]
    body = str({"data": rows}).replace("'", '"').encode()
    with servers.Listener(body) as server:
        result = probe(contacts, opened("clio", server.host))
    assert result is not None
    assert result.finds_wrong
    assert result.rule is None
    assert {"no-rule-fits", "finds-wrong-numbers"} <= set(result.advice)


def test_a_crm_that_fails_is_an_error(contacts: Contacts, opened: Any) -> None:
    with (
        servers.Listener(b"<html>") as server,
        pytest.raises(CrmAnswerError, match="a page of HTML"),
    ):
        probe(contacts, opened("clio", server.host))


def test_an_app_connect_server_cannot_be_probed(contacts: Contacts) -> None:
    with (
        open_crm("app-connect", host="http://127.0.0.1:9") as crm,
        pytest.raises(OptionError, match="probe the CRM behind it"),
    ):
        probe(contacts, crm)


def test_contacts_without_a_phone_are_refused(tmp_path: Path) -> None:
    path = live_exports.write(
        tmp_path / "c.csv", [["id", "name", "phone"], ["1", "Ada", "call me"]]
    )
    with pytest.raises(TableError, match="one clear phone number each, got none"):
        plan_probe(read_contacts(path), connector("clio"))


def test_an_export_without_ids(tmp_path: Path, opened: Any) -> None:
    with live_exports.contacts_file(tmp_path).open(newline="") as file:
        rows = [row[1:] for row in csv.reader(file)]
    named = read_contacts(live_exports.write(tmp_path / "no_ids.csv", rows))
    assert not has_own_ids(named)
    people = [
        Contact(5000 + nth, person.name, person.phones)
        for nth, person in enumerate(named.people)
    ]
    with SandboxServer(people, kind="clio", search_rule="normalised") as box:
        result = probe(named, opened("clio", box.host))
    assert result is not None
    assert result.rule == "normalised"


def test_cells_are_of_one_contact_and_one_number(contacts: Contacts) -> None:
    cells = stored_cells(contacts, connector("clio"))
    assert len(cells) == 59  # the number of the twins is not certain
    assert cells == stored_cells(contacts, connector("clio"))
    assert cells != stored_cells(contacts, connector("clio"), seed=2)
    assert repr(cells[0]).startswith("<StoredCell of ")


CELL = StoredCell(
    0, 2, "phone", "(415) 555-0123", "+14155550123", "4155550123", "(###) ###-####"
)


@pytest.mark.parametrize(
    ("spelling", "text"),
    [
        ("as stored", "(415) 555-0123"),
        ("digits alone", "4155550123"),
        ("without spaces", "(415)555-0123"),
        ("other punctuation", ".415..555.0123"),
        ("last digits", "5550123"),
        ("middle digits", "15555012"),
        ("last characters", "555-0123"),
        ("without its last character", "(415) 555-012"),
        (WRONG, "(415) 555-0128"),
    ],
)
def test_spellings(spelling: str, text: str) -> None:
    assert SPELLINGS[spelling](CELL) == text


def test_the_strictest_of_equal_rules_is_named() -> None:
    hypotheses = possible(is_pasted=False)
    found_by_itself = [True] * len(hypotheses)
    verdict = judge(hypotheses, [found_by_itself], [True])
    assert verdict.rule == "exact"
    assert verdict.also == tuple(list(SEARCH_RULES)[1:])


def test_few_contradictions_are_borne_many_are_not() -> None:
    hypotheses = [Hypothesis("exact")]
    rows = [[True]] * 10
    assert judge(hypotheses, rows, [True] * 8 + [False] * 2).rule == "exact"
    assert judge(hypotheses, rows, [True] * 7 + [False] * 3).rule is None
    assert judge(hypotheses, [], []).rule is None
