"""`python -m analytics ledger` on a shop that other tests of this room have trained."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from analytics.__main__ import main, parser
from analytics.cli.ledger_words import ACT_WORDS, FAULT_WORDS, STANDING_WORDS, WITHDRAWAL_WORDS
from analytics.runs.decisions.codes import Standing
from data.privacy.ledger.codes import DECISIONS, Act, Fault, Withdrawal
from data.privacy.ledger.keys import as_pem, public_key
from data.privacy.ledger.ledger import Ledger
from data.privacy.ledger.signatures import digests_of, signature_bytes
from tests.analytics.cli.saying import SHOP, told


def test_the_decisions_of_a_price_book_from_advice_to_withdrawal(space, tmp_path, capsys):
    where = ("--workspace", space, "--shop", SHOP)
    out, key = tmp_path / "out", tmp_path / "pub.pem"

    assert told(capsys, "ledger", "four-eyes", *where, "--who", "Ann", "--ask", "on")[0] == 0
    code, _, said = told(capsys, "ledger", "export", *where, "--out", out)
    assert code == 2 and "two people have to approve" in said and not out.exists()
    code, _, said = told(capsys, "ledger", "approve", *where, "--who", "Ann", "--days", 30)
    assert code == 0 and "approved by one of two people" in said
    assert told(capsys, "ledger", "approve", *where, "--who", "ann")[0] == 2
    book = Ledger(space / SHOP).entries()[1].facts["book"]
    code, _, said = told(capsys, "ledger", "approve", *where, "--who", "Bob", "--book", book[:9])
    assert code == 0 and ": approved" in said
    assert told(capsys, "ledger", "export", *where, "--who", "Cy", "--out", out)[0] == 0
    assert told(capsys, "ledger", "export-key", "--workspace", space, "--out", key)[0] == 0
    written = pd.read_parquet(out / "price_book.parquet")
    code, _, said = told(capsys, "ledger", "verify", "--book", out / "price_book.parquet", "--key", key)
    assert code == 0 and "as Cy exported it" in said

    offer = written["offer_id"].iloc[0]
    about = ("--offer", offer, "--reason", "law")
    assert told(capsys, "ledger", "withdraw", *where, "--who", "Bob", *about)[0] == 0
    assert told(capsys, "ledger", "four-eyes", *where, "--who", "Ann", "--ask", "off")[0] == 0
    assert told(capsys, "ledger", "export", *where, "--out", out)[0] == 0
    left = pd.read_parquet(out / "price_book.parquet")
    assert set(written["offer_id"]) - set(left["offer_id"]) == {offer}
    segment = written["segment"].iloc[0]
    only = ("--offer", offer, "--segment", segment, "--book", book)
    assert told(capsys, "ledger", "restore", *where, "--who", "Bob", *only)[0] == 0
    assert told(capsys, "ledger", "export", *where, "--out", out)[0] == 0
    back = pd.read_parquet(out / "price_book.parquet").query("offer_id == @offer")
    assert back["segment"].tolist() == [segment]

    code, printed, said = told(
        capsys, "ledger", "list", *where, "--only", "withdrawn", "approved", "--who", "bob"
    )
    assert code == 0 and "2 decisions of" in said and "a law speaks against it" in printed
    table = tmp_path / "decisions.csv"
    assert told(capsys, "ledger", "list", *where, "--book", book[:9], "--out", table)[0] == 0
    acts = pd.read_csv(table)["act"].tolist()
    assert acts == ["advised", "approved", "approved", "exported", "withdrawn", "restored"]
    for words in (where, (*where, "--key", key)):
        code, _, said = told(capsys, "ledger", "verify", *words)
        assert code == 0 and "all as they were signed" in said


def test_verify_names_the_first_bad_entry_and_how_it_is_bad(space, tmp_path, capsys):
    where = ("--workspace", space, "--shop", SHOP)
    for ask in ("on", "off", "on"):
        main(["ledger", "four-eyes", *map(str, where), "--who", "Ann", "--ask", ask])
    file = space / SHOP / "ledger" / "entries.jsonl"
    first, second, third = file.read_bytes().splitlines(keepends=True)
    capsys.readouterr()

    said = {}
    for how, lines in (
        ("edited", (first, second.replace(b"Ann", b"Eve"), third)),
        ("dropped", (first, third)),
        ("reordered", (second, first, third)),
        ("cut", (first, second)),
    ):
        file.write_bytes(b"".join(lines))
        code, _, said[how] = told(capsys, "ledger", "verify", *where)
        assert code == 2
    file.write_bytes(first + second + third)
    other = tmp_path / "other.pem"
    other_space = tmp_path / "elsewhere"
    (other_space / "x").mkdir(parents=True)
    Ledger(other_space / "x").append(Act.POLICY, "Eve", {"four_eyes": True})
    assert told(capsys, "ledger", "export-key", "--workspace", other_space, "--out", other)[0] == 0
    code, _, said["forged"] = told(capsys, "ledger", "verify", *where, "--key", other)

    assert code == 2
    assert "Entry 2 was edited" in said["edited"] and "Entry 2 was dropped" in said["dropped"]
    assert "Entry 1 was reordered" in said["reordered"] and "Entry 3 was cut off" in said["cut"]
    assert "Entry 1 was forged" in said["forged"]


def test_offers_priced_with_a_kept_run_are_signed_and_a_stranger_to_it_is_refused(space, tmp_path, capsys):
    offers = tmp_path / "offers.csv"
    products = pd.read_parquet(next((space / SHOP / "runs").iterdir()) / "products.parquet")["product_id"]
    offers.write_text(f"offer_id,product_ids\nduo,{products[0]}|{products[1]}\n")
    out, key = tmp_path / "out" / "book.csv", tmp_path / "pub.pem"

    code = main(
        ["price", "--workspace", str(space), "--shop", SHOP, "--offers", str(offers), "--out", str(out)]
    )

    assert code == 0
    main(["ledger", "export-key", "--workspace", str(space), "--out", str(key)])
    signature = out.with_name("price_book.signature.json")
    elsewhere = tmp_path / "elsewhere.json"
    signature.rename(elsewhere)
    named = ("--book", out, "--key", key)
    assert told(capsys, "ledger", "verify", *named, "--signature", elsewhere)[0] == 0
    assert told(capsys, "ledger", "verify", *named)[0] == 2
    out.write_text(out.read_text().replace("duo", "dou"))
    code, _, said = told(capsys, "ledger", "verify", *named, "--signature", elsewhere)
    assert code == 2 and "is not the file that was signed" in said


def test_a_book_whose_validity_has_ended_is_said_to_be_over(space, tmp_path, capsys):
    book, key = tmp_path / "price_book.parquet", tmp_path / "pub.pem"
    book.write_bytes(b"a book")
    facts = {"files": digests_of({book.name: b"a book"}), "valid_until": "2020-03-01"}
    ledger = Ledger(space / SHOP)
    one = ledger.append(Act.EXPORTED, "Ann", facts, datetime(2020, 1, 1, tzinfo=UTC))
    (tmp_path / "price_book.signature.json").write_bytes(signature_bytes(one, public_key(space)))
    key.write_bytes(as_pem(public_key(space)))

    code, _, said = told(capsys, "ledger", "verify", "--book", book, "--key", key)

    assert code == 2 and "was valid until 2020-03-01" in said


def test_every_code_of_a_decision_has_its_words():
    assert set(ACT_WORDS) == DECISIONS and set(FAULT_WORDS) == set(Fault)
    assert set(WITHDRAWAL_WORDS) == set(Withdrawal) and set(STANDING_WORDS) == set(Standing)


def test_every_option_of_every_act_has_its_place_above():
    (commands,) = (a for a in parser()._actions if isinstance(a, argparse._SubParsersAction))
    (acts,) = (a for a in commands.choices["ledger"]._actions if isinstance(a, argparse._SubParsersAction))
    text = Path(__file__).read_text(encoding="utf-8")

    taken = {a.option_strings[-1] for act in acts.choices.values() for a in act._actions} - {"--help"}

    assert len(taken) > 10
    assert [option for option in sorted(taken) if f'"{option}"' not in text] == []
    assert [act for act in acts.choices if f'"ledger", "{act}"' not in text] == []
