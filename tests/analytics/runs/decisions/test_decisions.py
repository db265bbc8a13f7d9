import json
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pandas as pd
import pytest

from analytics.runs.config import RunConfig
from analytics.runs.decisions import record
from analytics.runs.decisions.codes import Standing
from analytics.runs.decisions.prices import digest_of, prices_of
from data.privacy.ledger.codes import Act, Withdrawal
from data.privacy.ledger.ledger import Ledger
from data.schema import InputError

AT = datetime(2026, 12, 1, 9, tzinfo=UTC)
BASIS = SimpleNamespace(
    run_id="run-1",
    config=RunConfig(),
    gates=pd.DataFrame({"verdict": ["PASS", "PASS", "WARN"]}),
    evidence={"model": {"auc": 0.71, "ece": float("nan"), "n_visits": 900, "n_products": 4}},
    record={"fingerprint": "abc", "seed": 3, "versions": {"numpy": "2"}},
)


def book(prices=(17.5, 16.0, 30.0)):
    """Return a book of B01 for two segments and B02 for one."""
    return pd.DataFrame(
        {
            "offer_id": ["B01", "B01", "B02"],
            "product_ids": [["p1", "p2"], ["p1", "p2"], ["p3", "p4"]],
            "segment": ["A", "B", "A"],
            "component_price": [20.0, 20.0, 35.0],
            "bundle_price": prices,
            "verdict": ["PASS", "WARN", "PASS"],
        }
    ).assign(discount_share=lambda rows: 1 - rows["bundle_price"] / rows["component_price"])


@pytest.fixture
def ledger(tmp_path):
    (tmp_path / "Shop").mkdir()
    return Ledger(tmp_path / "Shop")


@pytest.fixture
def digest(ledger):
    return record.advise(ledger, BASIS, book(), "system", AT)


def standing(ledger, digest, at=AT):
    return record.decisions(ledger).standing(digest, at)


def exported(ledger, prices, at=AT):
    return record.export(ledger, BASIS, prices, {"book.csv": b"x"}, "Ann", at)


def test_advice_says_what_it_rests_on_and_is_noted_once(ledger, digest):
    again = record.advise(ledger, BASIS, book().iloc[::-1], "system", AT)

    (entry,) = ledger.entries()
    assert again == digest == digest_of(book())
    assert (entry.facts["data"], entry.facts["model"], entry.facts["n_prices"]) == ("abc", "run-1", 3)
    assert entry.facts["gates"] == {"PASS": 2, "WARN": 1} == entry.facts["verdicts"]
    assert entry.facts["evidence"] == {"auc": 0.71, "ece": None, "n_visits": 900, "n_products": 4}
    assert entry.facts["limits"]["offers_per_visit"] == 3 and entry.facts["costs"]["margin_share"] == 0.3
    assert (entry.facts["valid_from"], entry.facts["valid_until"]) == ("2026-12-01", "2027-03-01")
    assert ledger.book(digest) == prices_of(book())


def test_one_person_approves_and_not_twice(ledger, digest):
    record.approve(ledger, "Ann Lee", digest, 30, AT)

    assert standing(ledger, digest) is Standing.APPROVED
    with pytest.raises(InputError, match="ann lee has approved this price book already"):
        record.approve(ledger, "ann  lee", digest, 30, AT)


def test_an_approval_ends_with_its_validity_and_may_be_given_anew(ledger, digest):
    record.approve(ledger, "Ann", digest, 30, AT)
    last, after = AT + timedelta(days=30), AT + timedelta(days=31)

    assert standing(ledger, digest, last) is Standing.APPROVED
    assert standing(ledger, digest, after) is Standing.EXPIRED
    record.approve(ledger, "Ann", digest, 30, after)
    assert standing(ledger, digest, after) is Standing.APPROVED


def test_four_eyes_are_of_two_people(ledger, digest):
    record.ask_four_eyes(ledger, "Ann", True, AT)
    with pytest.raises(InputError, match="two people have to approve"):
        exported(ledger, book())
    record.approve(ledger, "Ann", digest, 30, AT)
    assert standing(ledger, digest) is Standing.HALF
    with pytest.raises(InputError, match="Another person has to approve it too"):
        record.approve(ledger, "ANN", digest, 30, AT)
    with pytest.raises(InputError, match="two people have to approve"):
        exported(ledger, book())

    record.approve(ledger, "Bob", digest, 30, AT)

    assert standing(ledger, digest) is Standing.APPROVED
    assert json.loads(exported(ledger, book()))["entry"]["facts"]["valid_until"] == "2026-12-31"


def test_a_withdrawn_price_is_left_out_until_it_is_restored(ledger, digest):
    record.withdraw(ledger, "Ann", digest, Withdrawal.LAW, "B01", "A", AT)

    left = record.sellable(ledger, book())
    assert left[["offer_id", "segment"]].to_numpy().tolist() == [["B01", "B"], ["B02", "A"]]
    assert len(record.sellable(ledger, book((17.6, 16.0, 30.0)))) == 3  # another price is another decision
    renamed = book().assign(offer_id=["B07", "B07", "B08"])
    assert len(record.sellable(ledger, renamed)) == 2  # as is another training with the same price
    record.restore(ledger, "Ann", digest, "B01", "A", AT)
    assert len(record.sellable(ledger, book())) == 3


def test_a_book_that_is_withdrawn_as_a_whole_does_not_leave(ledger, digest):
    record.approve(ledger, "Ann", digest, 30, AT)
    record.withdraw(ledger, "Bob", digest, Withdrawal.WRONG_DATA, at=AT)

    assert standing(ledger, digest) is Standing.WITHDRAWN
    assert record.sellable(ledger, book()).empty
    with pytest.raises(InputError, match="every price of this book was withdrawn"):
        exported(ledger, record.sellable(ledger, book()))
    with pytest.raises(InputError, match="this price book was withdrawn"):
        record.approve(ledger, "Ann", digest, 30, AT)
    record.restore(ledger, "Bob", digest, at=AT)
    assert standing(ledger, digest) is Standing.ADVISED  # and is to be approved anew
    assert len(record.sellable(ledger, book())) == 3


def test_only_what_a_book_holds_is_withdrawn(ledger, digest):
    for offer, segment, said in (("B09", None, "no bundle 'B09'"), ("B02", "B", "no price for 'B'")):
        with pytest.raises(InputError, match=said):
            record.withdraw(ledger, "Ann", digest, Withdrawal.OTHER, offer, segment, AT)

    assert [entry.act for entry in ledger.entries()] == [Act.ADVISED]


def test_a_book_that_nobody_advised_is_advised_as_it_is_exported(ledger):
    signature = json.loads(exported(ledger, book()))

    assert [entry.act for entry in ledger.entries()] == [Act.ADVISED, Act.EXPORTED]
    assert signature["entry"]["facts"]["book"] == digest_of(book())
    assert list(signature["entry"]["facts"]["files"]) == ["book.csv"]
