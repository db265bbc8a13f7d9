"""A shop with planted addresses, refusals and a skew, for which nothing was chosen, through both doors."""

import json
import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest

from data.privacy.pseudonyms.choice import kept_ids
from data.privacy.pseudonyms.names import is_pseudonym
from data.privacy.roles.grants import give
from data.privacy.roles.mart_rules import RULES, Told
from data.privacy.roles.person import NotAllowedError, Person
from data.privacy.roles.rights import Role
from data.services.workspaces import open_workspace
from tests.app_driver import open_app, words
from tests.doors.fair_shop import refusers
from tests.doors.promise_rows import LEAST, PLANTED, PROMISE_ROWS, PROMISED_SHOP, address_of
from tests.doors.rows import Doors
from tests.in_plain import planted_in

VIEWER, OWNER = "viewer@shop.example", "owner@shop.example"
PAGES = (
    *("pages/shop/overview.py", "pages/shop/quality.py", "pages/customers/segments.py"),
    *("pages/pricing/price_book.py", "pages/governance/fairness.py", "pages/governance/decisions.py"),
)


@pytest.fixture
def promised(doors: Doors) -> Path:
    """The workspace, after all commands."""
    doors.done("promise verified")
    return doors.at / "promised-space"


@pytest.fixture
def gone(doors: Doors, promised: Path) -> set[str]:
    """Who refuses, as the files name them and as the shop does."""
    names = [address_of(name) for name in refusers(pd.read_csv(doors.files / "people.csv"))]
    shop = open_workspace(promised).open(PROMISED_SHOP)
    known = kept_ids(shop, names)
    shop.close()
    return {*names, *known}


def test_nothing_planted_is_in_plain_on_disk_in_an_export_or_in_what_was_said(doors, promised):
    outs = [doors.done(name).out for name in PROMISE_ROWS if name != "promise verified"]

    assert planted_in(promised, PLANTED) == []
    assert [found for out in outs for found in planted_in(out, PLANTED, fewest=1)] == []
    assert [name for name in PROMISE_ROWS if any(mark in doors.done(name).said for mark in PLANTED)] == []


def test_it_is_said_what_was_replaced_and_how_to_keep_it(doors, promised):
    said = doors.done("promised").said

    assert "Customer ids are e-mail addresses" in said and "--no-pseudonyms" in said
    for done in ("email (replaced by pseudonyms)", "note (kept without addresses and numbers)"):
        assert done in said


def test_the_same_walk_finds_what_is_planted_in_the_files(doors, promised):
    assert {marker for _, marker in planted_in(doors.files, PLANTED)} == set(PLANTED)


def test_whoever_refuses_has_no_personal_price_anywhere(doors, promised, gone):
    customers = pd.read_parquet(doors.done("promised").out / "customers.parquet")
    scores = pd.read_parquet(doors.done("promise priced").out / "scores.parquet")

    for told in (customers, scores):
        assert len(told) and not set(told["customer_id"]) & gone
    assert customers["customer_id"].map(is_pseudonym).all()
    for name in ("promised", "promise audited", "promise priced"):
        assert planted_in(doors.done(name).out, sorted(gone), fewest=1) == []


def test_the_audit_finds_the_skew_and_the_limit_removes_it(doors, promised):
    told = json.loads((doors.done("promise audited").out / "fairness.json").read_text())
    (area,) = told["limits"]

    assert area["worst_before"] > 2 * LEAST and area["worst_after"] <= LEAST + 1e-9


def test_the_ledger_verifies(doors, promised):
    assert "4 decisions, all as they were signed" in doors.done("promise verified").said


def test_a_viewer_sees_no_row_and_is_told_no_address(doors, promised):
    shop = open_workspace(promised).open(PROMISED_SHOP)
    for email, role in ((OWNER, Role.OWNER), (VIEWER, Role.VIEWER)):
        give(shop.directory, email, role)
    shop.close()
    seen = open_workspace(promised, Person(VIEWER)).open(PROMISED_SHOP)

    for mart in [name for name, rule in RULES.items() if rule.told is Told.ROWS]:
        with pytest.raises(NotAllowedError) as refused:
            seen.read(mart)
        assert not any(mark in str(refused.value) for mark in PLANTED)
    seen.close()
    with TemporaryDirectory() as streams:
        command = ["access", "--workspace", str(promised), "--shop", PROMISED_SHOP, "--as", VIEWER]
        command += ["--out", f"{streams}/held.zip"]
        code, out, said = doors.warm.run(command, dict(os.environ), address_of("c1") + "\n", Path(streams))
    assert code == 2 and not any(mark in out + said for mark in PLANTED)


def test_no_page_nor_its_address_tells_what_is_planted(doors, promised, monkeypatch):
    monkeypatch.setenv("BUNDLEWISE_WORKSPACE", str(promised))

    for page in PAGES:
        app = open_app(page)
        tables = "".join(table.value.to_csv() for table in app.dataframe)
        charts = "".join(chart.proto.spec for chart in app.get("plotly_chart"))
        told = words(app) + tables + charts + str(dict(app.query_params))
        assert not app.exception and len(told) > 100, page
        assert [mark for mark in PLANTED if mark in told] == [], page
