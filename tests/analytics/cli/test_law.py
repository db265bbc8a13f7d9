"""`python -m analytics law` on a shop that other tests of this room have trained."""

import io
import json
import sys
import zipfile

import numpy as np
import pandas as pd

from analytics.checks.law.codes import Law, Outcome
from analytics.checks.law.judge import Found
from analytics.cli.disclosure_pack import PACK
from analytics.cli.law_words import LAW_WORDS, OUTCOME_WORDS, Language, found_words
from tests.analytics.cli.saying import SHOP, told


def test_laws_are_put_to_the_newest_book_and_the_letter_names_nobody(space, tmp_path, capsys, monkeypatch):
    out = tmp_path / "out"
    where = ("--workspace", space, "--shop", SHOP, "--out", out)
    customer = pd.read_parquet(next((space / SHOP / "runs").iterdir()) / "customers.parquet").iloc[0]
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{customer['customer_id']}\n"))

    code, _, said = told(capsys, "law", *where, "--letter")

    assert code == 0 and "no legal advice" in said
    found = json.loads((out / "law_checks.json").read_text())
    assert [one["law"] for one in found["rules"]] == [str(law) for law in Law]
    assert all(one["looked_at"] and one["source"] and not one["is_legal_advice"] for one in found["rules"])
    reductions = pd.read_parquet(out / "reductions.parquet")
    lines = pd.read_parquet(next((space / SHOP / "runs").iterdir()) / "price_days.parquet")
    on = pd.Timestamp(found["on"])
    period = lines[(lines["day"] >= on - pd.Timedelta(days=30)) & (lines["day"] < on)]
    lowest = period.groupby("product_id")["price"].min()
    row = reductions[reductions["announced"] != "none"].iloc[0]
    assert row["prior_price"] <= sum(lowest[part] for part in row["product_ids"]) + 1e-9
    np.testing.assert_allclose(row["allowed_share"], max(1 - row["bundle_price"] / row["prior_price"], 0))
    with zipfile.ZipFile(out / PACK) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert {f"{text}.{one}.txt" for text in ("page", "letter", "audit") for one in ("en", "zh")} <= set(texts)
    assert "THIS PRICE WAS SET BY AN ALGORITHM USING YOUR PERSONAL DATA" in texts["page.en.txt"]
    assert "THIS PRICE WAS SET BY AN ALGORITHM USING YOUR PERSONAL DATA" in texts["page.zh.txt"]
    assert (
        f'"{customer["segment"]}"' in texts["letter.en.txt"] and "to be filled" not in texts["letter.en.txt"]
    )
    assert "不构成法律意见" in texts["letter.zh.txt"] and "no legal advice" in texts["audit.en.txt"]
    assert str(customer["customer_id"]) not in texts["letter.en.txt"].split()

    code, _, said = told(capsys, "law", *where, "--on", "2019-01-01")
    assert code == 0
    assert {one["law"]: one["outcome"] for one in json.loads((out / "law_checks.json").read_text())["rules"]}[
        "prior_price"
    ] == "unknown"
    with zipfile.ZipFile(out / PACK) as archive:
        assert "[to be filled in]" in archive.read("letter.en.txt").decode()
    monkeypatch.setattr(sys, "stdin", io.StringIO("nobody\n"))
    code, _, said = told(capsys, "law", *where, "--letter")
    assert code == 2 and "no customer of this price book has this id" in said and "nobody" not in said
    assert told(capsys, "law", *where, "--on", "tomorrow")[0] == 2


def test_every_rule_and_outcome_has_its_words():
    for language in Language:
        assert set(LAW_WORDS[language]) == set(Law) and set(OUTCOME_WORDS[language]) == set(Outcome)
        for law in Law:
            said = {found_words(Found(law, outcome, 2, 3), language) for outcome in Outcome}
            assert all("{" not in words and words for words in said)
