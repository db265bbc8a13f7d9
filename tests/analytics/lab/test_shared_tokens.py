"""Tokens of two shops: the same name, kind and price band is the same token, and no product is one."""

import numpy as np
import pandas as pd

from analytics.lab.subjects.shared_tokens import ASKED, Kind, Vocabulary, sequences, shared_rows
from tests.logs import log_of
from tests.simulated import simulate_shop

BAND = np.array([0, 1, 2])


def test_shops_that_write_a_category_differently_mean_the_same():
    vocabulary = Vocabulary.of(["Bread", "wine", None], [" bread ", "Soap"])

    one = vocabulary.tokens(["Bread", "WINE", "soap"], BAND, Kind.BOUGHT)
    other = vocabulary.tokens(["bread ", " wine", "SOAP"], BAND, Kind.BOUGHT)

    assert vocabulary.categories == ("bread", "soap", "wine")
    assert one.tolist() == other.tolist()
    assert len({*one, *vocabulary.tokens(["bread", "wine", "soap"], BAND, Kind.SEEN)}) == 6
    assert one.max() <= vocabulary.n_tokens


def test_what_is_unknown_has_tokens_of_its_own():
    vocabulary = Vocabulary.of(["bread"])

    unknown = vocabulary.tokens([None, "tyres", float("nan")], BAND, Kind.BOUGHT)

    assert unknown.tolist() == [1, 2, 3]
    assert not set(unknown) & set(vocabulary.tokens(["bread"] * 3, BAND, Kind.BOUGHT))


def test_rows_and_sequences_speak_of_no_product():
    log = log_of(simulate_shop(n_customers=60, n_visits_per_customer=8.0, n_products=5))
    listing = pd.DataFrame({"category": list("aabbb"), "brand": list("xxyyy")}, index=log.product_ids)
    vocabulary = Vocabulary.of(list(listing["category"]))

    examples = shared_rows(log, listing, vocabulary, 5_000, 0).examples
    stretches = sequences(log, listing, vocabulary, 1_000, 0, length=8)

    assert not {"product", "category", "brand"} & set(examples.inputs)
    assert examples.inputs[ASKED].between(1, vocabulary.n_tokens).all()
    assert examples.past.max() <= vocabulary.n_tokens
    n_told = int((stretches[:, 1:] > 0).sum())
    n_known = sum(np.bincount(log.customer[log.bought.visit]).clip(1) - 1) if not log.has_views else n_told
    assert stretches.shape[1] == 9
    assert (stretches[:, -1] > 0).all()
    assert n_told >= n_known  # each token that follows another is told
    assert len(sequences(log, listing, vocabulary, 10, 0)) == 10
