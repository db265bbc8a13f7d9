"""Reasons of rejects are codes wherever they are stored, and words wherever people read them."""

import re

from analytics.cli.reject_reasons import counted_in_words, reject_words
from data.intake.staging.problems import PROBLEMS
from data.schema import RejectReason
from data.schema.doubts import DOUBT_KINDS, DROPPED
from data.sql import SQL

SINCE = {RejectReason.PERSON_MISSING}  # came when reasons were codes already


def test_every_reason_has_words_of_its_own():
    words = [reject_words(reason) for reason in RejectReason]

    assert len(set(words)) == len(RejectReason)
    assert not set(words) & set(RejectReason)


def test_statements_give_no_reason_that_is_not_listed():
    texts = [path.read_text(encoding="utf-8") for path in SQL.rglob("*.sql")]
    given = {reason for text in texts for reason in re.findall(r"problem\(\s*'([^']*)'", text)}

    assert len(given) > 20
    assert given | {problem.reason for problem in PROBLEMS} <= set(RejectReason)


def test_whatever_may_be_dropped_is_a_reason_and_kinds_name_reasons_that_there_are():
    assert set(RejectReason) >= DROPPED
    assert {reason for kind in DOUBT_KINDS.values() for reason in kind.reasons} <= set(RejectReason)


def test_counts_stand_in_the_order_of_their_words():
    counted = counted_in_words({RejectReason.NON_PRODUCT: 3, RejectReason.ALREADY_KNOWN: 1, "older": 2})

    assert list(counted.items()) == [("already in the shop", 1), ("not a product", 3), ("older", 2)]


def test_every_sentence_of_before_becomes_a_code():
    text = (SQL / "reasons_of_before.sql").read_text(encoding="utf-8")

    pairs = re.findall(r"\('((?:[^']|'')*)', '(\w+)'\)", text)

    assert {code for _, code in pairs} == set(RejectReason) - SINCE
    assert all(reject_words(code) == sentence.replace("''", "'") for sentence, code in pairs)
