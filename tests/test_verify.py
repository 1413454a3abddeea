"""A verification agrees where the rule is right and finds where it is wrong."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import live_exports
import numpy as np
import pytest
import servers
from hypothesis import given
from hypothesis import strategies as st

from toolkit.crm.kinds import open_crm
from toolkit.crm.live_crm import LiveCrm
from toolkit.crm.pace import Pace
from toolkit.crm.sandbox import SandboxServer
from toolkit.crm.sandbox_faults import Faults
from toolkit.errors import CrmAuthError, CrmError, OptionError, OutputError
from toolkit.exports.calls import Calls
from toolkit.exports.contacts import Contacts, read_contacts
from toolkit.live.disagreements import ALTERNATIVES, text_of
from toolkit.live.intervals import wilson
from toolkit.live.strata import draw, shares
from toolkit.live.verification import Verification
from toolkit.live.verify import verify
from toolkit.live.verify_plan import VerifyPlan, plan_verification
from toolkit.matching.search_rules import SEARCH_RULES, digits

FORMATS = "(###) ###-####,###-###-####"
KINDS = ("clio", "insightly", "netsuite", "pipedrive", "pipedrive-reference")
Exports = tuple[Calls, Contacts]


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Exports:
    return live_exports.read(tmp_path_factory.mktemp("exports"))


@pytest.fixture
def opened() -> Iterator[Any]:
    crms: list[LiveCrm] = []

    def open_one(kind: str, box: SandboxServer | servers.RawServer) -> LiveCrm:
        host = f"http://{box.host}" if kind == "app-connect" else box.host
        crm = open_crm(kind, host=host)
        crm.client.pace = Pace((), where=kind)
        crm.client._sleep = lambda seconds: None
        crms.append(crm)
        return crm

    yield open_one
    for crm in crms:
        crm.close()


def verified(exports: Exports, crm: LiveCrm, **named: Any) -> Verification:
    named = {"formats": FORMATS, "sample": 40, **named}
    result = verify(*exports, crm, **named)
    assert result is not None
    return result


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rule", SEARCH_RULES)
def test_the_right_rule_agrees_with_everything(
    exports: Exports, opened: Any, kind: str, rule: str
) -> None:
    with SandboxServer(exports[1].people, kind=kind, search_rule=rule) as box:
        result = verified(exports, opened(kind, box), search_rule=rule, sample=15)
    assert result.agreement == 1.0
    assert result.is_complete
    assert result.disagreements.empty
    assert result.explanation is None


@pytest.mark.parametrize("kind", ["clio", "insightly", "pipedrive"])
@pytest.mark.parametrize("rule", ["digits-end", "digits-contain", "normalised"])
def test_the_wrong_rule_is_found_and_named(
    exports: Exports, opened: Any, kind: str, rule: str
) -> None:
    with SandboxServer(exports[1].people, kind=kind, search_rule=rule) as box:
        result = verified(exports, opened(kind, box), search_rule="exact", sample=40)
    assert result.n_agree < result.n_asked
    best = result.alternatives
    named = best.loc[best["n"] == result.n_asked, "code"].tolist()
    assert f"as {rule}" in named
    assert result.explanation == named[0]
    rows = result.disagreements
    assert len(rows) == result.n_asked - result.n_agree
    assert (rows["predicted"] == "none").all()
    assert set(rows["live"]) <= {"one", "several"}


def test_a_plus_read_as_a_space_is_explained(exports: Exports, opened: Any) -> None:
    people = exports[1].people
    with SandboxServer(people, kind="clio", form_decoded=True) as box:
        crm = opened("clio", box)
        blind = verified(exports, crm)
        seeing = verified(exports, crm, wire="form-decoded")
    assert blind.explanation == "as exact, form-decoded"
    assert (blind.disagreements["live"] == "none").all()
    assert seeing.agreement == 1.0


@pytest.mark.parametrize("connector", ["clio", "insightly", "getcontact"])
def test_an_app_connect_server(exports: Exports, opened: Any, connector: str) -> None:
    people = exports[1].people
    with SandboxServer(people, kind="app-connect", connector=connector) as box:
        result = verified(exports, opened("app-connect", box), connector=connector)
        assert box.requests == result.n_requests == 40
        assert result.agreement == 1.0
        other = verified(exports, opened("app-connect", box), connector="pipedrive")
        assert other.n_agree < other.n_asked


def test_contacts_that_changed_are_explained(exports: Exports, opened: Any) -> None:
    people = list(exports[1].people)
    new = live_exports.Contact(
        9999, "New", (("phone", f"+1{live_exports.national(80)}"),)
    )
    kept = [person for person in people if person.id not in ("1003", "1008")]
    with SandboxServer([*kept, new], kind="clio") as box:
        result = verified(exports, opened("clio", box), sample=90)
    reasons = dict(zip(result.reasons["code"], result.reasons["n"], strict=True))
    assert reasons["fewer"] == 2
    assert reasons["not-in-export"] == 1
    assert result.explanation == "fewer"


def test_a_first_page_is_explained(tmp_path: Path, opened: Any) -> None:
    rows = [["id", "name", "phone"]]
    rows += [[str(n), "Ada", "(212) 555-0100"] for n in range(5)]
    contacts = read_contacts(live_exports.write(tmp_path / "c.csv", rows))
    calls = live_exports.read(tmp_path)[0]
    with SandboxServer(contacts.people, kind="clio", page_size=2) as box:
        result = verified((calls, contacts), opened("clio", box), sample=90)
    assert set(result.reasons["code"]) == {"cut-short", "fewer"}


def test_contacts_without_ids_are_compared_by_count(
    tmp_path: Path, opened: Any
) -> None:
    rows = [["name", "phone"], ["Ada", "(212) 555-0100"], ["Bo", "(312) 555-0100"]]
    contacts = read_contacts(live_exports.write(tmp_path / "c.csv", rows))
    calls = live_exports.read(tmp_path)[0]
    people = [
        live_exports.Contact(100 + n, person.name, person.phones)
        for n, person in enumerate(contacts.people)
    ]
    with SandboxServer(people, kind="clio") as box:
        assert verified((calls, contacts), opened("clio", box)).agreement == 1.0
    with SandboxServer(people[:1], kind="clio") as box:
        result = verified((calls, contacts), opened("clio", box), sample=90)
    assert result.reasons["code"].tolist() == ["fewer"]


def test_figures_and_table(exports: Exports, opened: Any) -> None:
    with SandboxServer(exports[1].people, kind="clio") as box:
        result = verified(exports, opened("clio", box), sample=90)
    table = result.confusion
    assert table.to_numpy().sum() == result.n_asked == 90
    assert list(table.index) == list(table.columns) == ["none", "one", "several"]
    assert table.loc["several", "several"] == 1  # the twins
    low, high = result.interval or (0, 0)
    assert 0.95 < low < high == 1.0
    strata = result.strata
    assert strata["asked"].tolist() == strata["numbers"].tolist()
    told = result.to_dict()
    assert told["confusion"]["one"]["one"] == table.loc["one", "one"]
    assert (told["agreement"], told["is_complete"]) == (1.0, True)
    json.dumps(told)


def test_nothing_private_is_shown_or_kept(
    exports: Exports, opened: Any, tmp_path: Path
) -> None:
    journal = tmp_path / "verify.jsonl"
    people = exports[1].people
    with SandboxServer(people, kind="clio", search_rule="contains") as box:
        result = verified(exports, opened("clio", box), journal=journal, sample=90)
    shown = journal.read_text() + repr(result) + json.dumps(result.to_dict())
    for person in people:
        assert person.name not in shown
        for _, text in person.phones:
            assert digits(text)[-10:] not in shown
            assert text not in shown


def test_the_plan_is_shown_first(exports: Exports, opened: Any) -> None:
    shown: list[VerifyPlan] = []

    def refuse(plan: VerifyPlan) -> bool:
        shown.append(plan)
        return False

    with SandboxServer(exports[1].people, kind="insightly") as box:
        crm = opened("insightly", box)
        told = {"formats": FORMATS, "sample": 40}
        assert verify(*exports, crm, confirm=refuse, **told) is None
        assert box.requests == 0
        verify(*exports, crm, **told)
        assert box.requests == shown[0].n_requests == 40 * 2 * 4
    assert repr(shown[0]) == "<VerifyPlan: 40 lookups>"


def test_how_long_it_takes_is_planned(exports: Exports) -> None:
    with open_crm("clio", host="127.0.0.1:9", is_paced=True) as crm:
        plan = plan_verification(*exports, crm, formats=FORMATS, sample=50)
        assert (plan.n_requests, plan.seconds) == (150, 180.0)
        with pytest.raises(OptionError, match="sample: expected at least 1"):
            plan_verification(*exports, crm, formats=FORMATS, sample=0)


# Stopping and going on


def counting(box: SandboxServer) -> Counter[str]:
    """Count how often each number is asked of an App Connect sandbox."""
    asked: Counter[str] = Counter()
    answer = box._vendor

    def counted(request: Any, sandbox: Any) -> Any:
        asked[request.query["phoneNumber"]] += 1
        return answer(request, sandbox)

    box._vendor = counted
    return asked


def test_a_stopped_run_goes_on(exports: Exports, opened: Any, tmp_path: Path) -> None:
    journal = tmp_path / "verify.jsonl"
    told = {"journal": journal, "connector": "clio", "sample": 40}
    with SandboxServer(exports[1].people, kind="app-connect", connector="clio") as box:
        asked = counting(box)
        crm = opened("app-connect", box)
        lookup = crm.lookup

        def interrupted(*args: Any, **named: Any) -> Any:
            if sum(asked.values()) in (7, 19):
                asked["stopped"] += 1
                raise KeyboardInterrupt
            return lookup(*args, **named)

        crm.lookup = interrupted
        for _ in range(2):
            with pytest.raises(KeyboardInterrupt):
                verified(exports, crm, **told)
        result = verified(exports, crm, **told)
        again = verified(exports, crm, **told)
    del asked["stopped"]
    assert set(asked.values()) == {1}
    assert len(asked) == result.n_asked == 40
    assert 0 < result.n_resumed < 40
    assert (again.n_resumed, again.n_requests) == (40, 0)
    assert again.to_dict()["confusion"] == result.to_dict()["confusion"]


RUN = """
import sys
import live_exports
from pathlib import Path
from toolkit.crm.kinds import open_crm
from toolkit.live.verify import verify
folder = Path(sys.argv[1])
with open_crm("app-connect", host=sys.argv[2]) as crm:
    crm.client.pace._windows = []
    verify(*live_exports.read(folder), crm, formats="(###) ###-####", sample=30,
           connector="clio", journal=folder / "verify.jsonl")
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_a_killed_run_loses_nothing(exports: Exports, tmp_path: Path) -> None:
    live_exports.read(tmp_path)
    journal = tmp_path / "verify.jsonl"
    command = [sys.executable, "-c", RUN, str(tmp_path)]
    here = Path(__file__).parent
    path = os.pathsep.join([str(here), str(here.parent)])
    faults = Faults(delay=0.02)
    kills = 0
    with SandboxServer(
        exports[1].people, kind="app-connect", connector="clio", faults=faults
    ) as box:
        asked = counting(box)
        for goal in (10,):
            run = subprocess.Popen(
                [*command, box.url], env={**os.environ, "PYTHONPATH": path}
            )
            while sum(asked.values()) < goal and run.poll() is None:
                time.sleep(0.01)
            run.send_signal(signal.SIGKILL)
            kills += run.wait() == -signal.SIGKILL
        subprocess.run(
            [*command, box.url], env={**os.environ, "PYTHONPATH": path}, check=True
        )
    lines = [json.loads(line) for line in journal.read_text().splitlines()[1:]]
    assert kills == 1
    assert len({line["position"] for line in lines}) == len(lines) == 30
    assert len(asked) == 30
    twice = [number for number, n in asked.items() if n > 1]
    assert len(twice) <= kills  # the number in flight, its answer lost with the run


def test_a_limit_stops_and_keeps_what_was_done(
    exports: Exports, opened: Any, tmp_path: Path
) -> None:
    journal = tmp_path / "verify.jsonl"
    faults = Faults(limit_every=1, retry_after=0)
    people = exports[1].people
    with SandboxServer(people, kind="app-connect", connector="clio") as box:
        crm = opened("app-connect", box)
        asked = counting(box)
        answer = box._vendor

        def used_up(request: Any, sandbox: Any) -> Any:
            if sum(asked.values()) >= 12:
                box.faults = faults
            return answer(request, sandbox)

        box._vendor = used_up
        told = {"connector": "clio", "journal": journal}
        stopped = verified(exports, crm, **told)
        assert stopped.stopped is not None
        assert "limit that is used up" in str(stopped.to_dict()["stopped"])
        assert (stopped.is_complete, stopped.n_asked) == (False, 13)
        box.faults, box._vendor = Faults(), answer
        assert verified(exports, crm, **told).is_complete
    assert set(asked.values()) == {1}


def test_a_refused_token_ends_at_once(exports: Exports, opened: Any) -> None:
    with (
        servers.Listener(b"{}", status=401) as server,
        pytest.raises(CrmAuthError, match="a refused token"),
    ):
        verified(exports, opened("clio", server))
    assert len(server.requests) == 1


def test_a_dead_crm_ends_soon(exports: Exports, opened: Any) -> None:
    with (
        servers.Listener(b"{}", status=500) as server,
        pytest.raises(CrmError, match="an error of its own"),
    ):
        verified(exports, opened("netsuite", server))
    assert len(server.requests) == 3


def test_single_failures_are_counted_and_asked_again(
    exports: Exports, opened: Any, tmp_path: Path
) -> None:
    journal = tmp_path / "verify.jsonl"
    faults = Faults(fail_every=7, fail_status=500)
    people = exports[1].people
    with SandboxServer(
        people, kind="app-connect", connector="clio", faults=faults
    ) as box:
        crm = opened("app-connect", box)
        told = {"connector": "clio", "journal": journal}
        first = verified(exports, crm, **told)
        assert (first.n_failed, first.n_asked) == (5, 35)
        box.faults = Faults()
        second = verified(exports, crm, **told)
    assert (second.n_asked, second.n_resumed) == (40, 35)
    assert second.agreement == 1.0


def test_a_server_that_cannot_reach_its_crm(exports: Exports, opened: Any) -> None:
    said = b'{"successful": false, "returnMessage": {"message": "Error"}}'
    with (
        servers.Listener(said) as server,
        pytest.raises(CrmError, match="expected a lookup that succeeds"),
    ):
        verified(exports, opened("app-connect", server), connector="clio")


def test_another_journal_is_refused(
    exports: Exports, opened: Any, tmp_path: Path
) -> None:
    journal = tmp_path / "verify.jsonl"
    with SandboxServer(exports[1].people, kind="clio") as box:
        crm = opened("clio", box)
        verified(exports, crm, journal=journal, sample=5)
        for change in ({"sample": 6}, {"formats": "###"}, {"seed": 2}):
            with pytest.raises(OutputError, match="other files, formats or options"):
                verified(exports, crm, **{"journal": journal, "sample": 5, **change})


# Sampling and figures


@given(st.lists(st.integers(1, 500), min_size=1, max_size=12), st.integers(1, 300))
def test_shares_add_up(population: list[int], size: int) -> None:
    given_shares = shares(population, size)
    assert sum(given_shares) == min(size, sum(population))
    pairs = list(zip(given_shares, population, strict=True))
    assert all(0 <= share <= n for share, n in pairs)
    if size >= len(population):
        assert min(given_shares) >= 1


@given(st.integers(0, 300), st.integers(1, 50), st.integers(0, 5))
def test_a_sample_has_some_of_everything(n: int, size: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    returned = random.integers(0, 4, n)
    known = random.integers(0, 2, n).astype(bool)
    country = random.choice([1, 44, 49], n).astype(np.int16)
    drawn = draw(returned, known, country, size=size, seed=1)
    assert len(set(drawn.positions)) == len(drawn.positions) == min(n, size)
    assert sum(drawn.population.values()) == n
    if size >= len(drawn.population):
        assert set(drawn.stratum) == set(drawn.population)
    again = draw(returned, known, country, size=size, seed=1)
    assert again == drawn


def test_wilson() -> None:
    assert wilson(0, 0) is None
    low, high = wilson(10, 10) or (0, 0)
    assert (round(low, 4), high) == (0.7225, 1.0)
    low, high = wilson(0, 10) or (1, 1)
    assert (low, round(high, 4)) == (0.0, 0.2775)


def test_every_reason_has_a_text() -> None:
    assert len(ALTERNATIVES) == len(SEARCH_RULES) * 2
    assert text_of("as exact, form-decoded").endswith("with a + read as a space gives")
    assert text_of("cut-short").startswith("the CRM had further pages")
