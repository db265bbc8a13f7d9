import io
import json
import zipfile

import pandas as pd
import pytest

from analytics.__main__ import main
from analytics.runs.decisions import record
from data.privacy.ledger.keys import public_key
from data.privacy.ledger.ledger import Ledger
from data.privacy.roles.grants import give
from data.privacy.roles.rights import Role
from tests.app_driver import go, open_app, open_app_as, press, words
from tests.builders import new_shop
from tests.pricing_driver import PRICE_BOOK, box, table_with

DECISIONS = "pages/governance/decisions.py"

# the run's process outlives the handle that started it
pytestmark = pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning")


def named(app, who):
    return next(field for field in app.text_input if field.label == "Your name").set_value(who).run()


def sure(app):
    return next(tick for tick in app.checkbox if tick.key == "withdraw-sure").check().run()


def acts(app):
    return table_with(app, "number", "who")["act"].tolist()


def test_a_training_is_advised_and_somebody_approves_it(trained):
    app = open_app(DECISIONS)
    assert "): advised, not approved. The record, 1 decision, is as it was signed" in words(app)

    app = press(named(app, "Ann Lee"), "approve-book")

    assert "): approved. The record, 2 decisions, is as it was signed" in words(app)
    table = table_with(app, "number", "who")
    assert table[["act", "who"]].to_numpy().tolist()[0] == ["Approved", "Ann Lee"]
    assert any("has approved this price book already" in e.value for e in press(app, "approve-book").error)


def test_where_two_people_are_asked_for_no_file_is_offered_before_both_have_approved(trained, files):
    app = press(named(open_app(DECISIONS), "Ann"), "four-eyes")
    assert "So far nobody has" in words(app)
    assert "price_book.csv" not in files
    book = open_app(PRICE_BOOK)
    assert "Two people have to approve this price book before it leaves" in words(book)
    assert "price_book.csv" not in files

    app = press(named(press(app, "approve-book"), "Bob"), "approve-book")

    assert "): approved" in words(app)
    open_app(PRICE_BOOK)
    assert "price_book.csv" in files
    app = press(app, "four-eyes")
    assert acts(app)[0] == "Four eyes" and acts(app).count("Approved") == 2


def test_withdrawn_prices_are_in_no_file_until_they_are_restored(trained, run, files):
    whole = pd.read_parquet(run / "price_book.parquet")
    offer, segment = whole["offer_id"].iloc[0], whole["segment"].iloc[0]
    app = named(open_app(DECISIONS), "Ann")
    app = box(app, "Bundle").set_value(offer).run()
    app = box(app, "For").set_value(segment).run()
    app = box(app, "Why").set_value("law").run()

    app = press(sure(app), "withdraw-prices")

    assert "1 price withdrawn" in words(app)
    about = table_with(app, "number", "who")["about"].tolist()
    assert f"{offer} for {segment}: a law speaks against it" in about
    page = open_app(PRICE_BOOK)
    assert "1 withdrawn price left out of these files" in words(page)
    left = pd.read_parquet(io.BytesIO(files["price_book.parquet"]()))
    assert len(left) == len(whole) - 1
    assert left.query("offer_id == @offer and segment == @segment").empty
    files["price_book.html"]()

    app = box(box(app, "Bundle").set_value(offer).run(), "For").set_value(segment).run()
    app = press(sure(app), "restore-prices")
    assert "withdrawn" not in words(app).split("\n")[1]
    open_app(PRICE_BOOK)
    assert len(pd.read_parquet(io.BytesIO(files["price_book.parquet"]()))) == len(whole)


def test_a_book_withdrawn_as_a_whole_offers_no_file(trained, files):
    app = press(sure(named(open_app(DECISIONS), "Ann")), "withdraw-prices")

    assert "0 prices" in words(app)
    assert "Every price of this book was withdrawn" in words(open_app(PRICE_BOOK))
    assert "price_book.csv" not in files


def test_a_downloaded_book_is_noted_and_its_signature_is_checked_elsewhere(trained, files, tmp_path, capsys):
    app = named(open_app(DECISIONS), "Ann")
    go(app, PRICE_BOOK)
    files["price_book.csv"]()
    content = files["price_book_signed.zip"]()
    app = go(app, DECISIONS)

    table = table_with(app, "number", "who")
    assert table["act"].tolist()[:2] == ["Exported", "Exported"] and set(table["who"][:2]) == {"Ann"}
    elsewhere = tmp_path / "elsewhere"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(elsewhere)
    (elsewhere / "key.pem").write_bytes(files["signing_key.pem"]())
    check = ["ledger", "verify", "--key", str(elsewhere / "key.pem"), "--book"]
    for name in ("price_book.csv", "price_book.parquet"):
        assert main([*check, str(elsewhere / name)]) == 0
    own = json.loads(files["price_book.signature.json"]())
    assert set(own["entry"]["facts"]["files"]) == {"price_book.csv", "price_book.parquet"}
    capsys.readouterr()
    book = elsewhere / "price_book.csv"
    book.write_bytes(book.read_bytes().replace(b"0.1", b"0.9", 1) + b"\n")
    assert main([*check, str(book)]) == 2
    assert "is not the file that was signed" in capsys.readouterr().err


def test_a_shop_without_a_training_shows_what_will_stand_there_then_what_was_decided(tmp_path):
    shop = new_shop(tmp_path)

    app = open_app(DECISIONS)
    assert "No decision is noted yet. Here will stand who advised" in words(app)
    assert [b.label for b in app.main.button] == ["Train the price response"]
    record.ask_four_eyes(Ledger(shop.directory), "Ann", True)
    app = open_app(DECISIONS)

    assert "The record, 1 decision, is as it was signed" in words(app)
    assert acts(app) == ["Four eyes"]


def test_decisions_are_filtered_by_what_and_who(trained):
    app = press(named(open_app(DECISIONS), "Ann"), "approve-book")

    what = next(m for m in app.multiselect if m.key == "decided-what")
    app = what.set_value(["approved"]).run()
    assert acts(app) == ["Approved"]
    app = next(m for m in app.multiselect if m.key == "decided-what").set_value([]).run()
    app = next(m for m in app.multiselect if m.key == "decided-who").set_value(["Ann"]).run()
    assert acts(app) == ["Approved"]


def test_who_has_logged_in_decides_under_that_name_and_an_auditor_reads_the_record_alone(trained, files):
    for email, role in (("boss", Role.OWNER), ("ann", Role.ANALYST), ("eve", Role.AUDITOR)):
        give(trained.directory, f"{email}@shop.example", role)

    app = press(open_app_as("ann@shop.example", DECISIONS), "approve-book")
    assert not app.text_input and table_with(app, "number", "who")["who"].tolist()[0] == "ann@shop.example"
    app = open_app_as("eve@shop.example", DECISIONS)

    assert "The record, 2 decisions, is as it was signed" in words(app)
    assert acts(app)[0] == "Approved"
    assert [button.key for button in app.main.button] == []
    assert "signing_key.pem" in files


def test_a_damaged_ledger_is_said_on_both_pages_and_offers_no_file(trained, files):
    file = Ledger(trained.directory).directory / "entries.jsonl"
    file.write_bytes(file.read_bytes().replace(b'"n_prices":', b'"n_prices":1', 1))
    assert public_key(trained.directory.parent)

    for page in (DECISIONS, PRICE_BOOK):
        app = open_app(page)
        assert not app.exception
        assert "the decision ledger is damaged at entry 1 (edited)" in words(app)

    assert "price_book.csv" not in files
