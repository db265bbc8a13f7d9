"""Bundles completed in small shops whose answer is known, and on the real ones where they are at hand."""

import numpy as np
import pytest
from scipy import sparse

from analytics.recommend.bundles.completion import BundleCompletion, Clue, each_left_out
from tests.benchmarks.bundle_completion import Catalog
from tests.builders import REAL_DATA

TITLES = ["green tea", "black tea", "tea pot", "usb cable", "usb charger", "phone charger"]
BUNDLES = sparse.csr_matrix([[1, 1, 0, 0, 0, 0], [0, 0, 0, 1, 1, 0], [0, 0, 1, 0, 0, 1], [0, 0, 1, 0, 0, 1]])
NO_SESSION = sparse.csr_matrix((0, 6))


def having(*items):
    return sparse.csr_matrix(np.isin(np.arange(6), items)[None], dtype=float)


def first(model, *items):
    return model.complete(having(*items), 1)[0, 0]


def test_a_title_of_the_same_words_completes_a_bundle():
    model = BundleCompletion().fit(BUNDLES, NO_SESSION, TITLES)

    assert first(model, 0) == 1
    assert first(model, 3) == 4


def test_products_bundled_together_complete_each_other_whatever_their_titles():
    model = BundleCompletion(weights={Clue.TOGETHER: 1.0}).fit(BUNDLES, NO_SESSION, TITLES)

    assert first(model, 2) == 5
    assert first(model, 5) == 2


def test_sessions_tell_of_products_that_no_bundle_has_together():
    sessions = sparse.csr_matrix([[1, 0, 0, 1, 0, 0]] * 3)
    without, with_them = (
        BundleCompletion(weights={Clue.TOGETHER: 1.0}, session_share=share).fit(BUNDLES, sessions, TITLES)
        for share in (0.0, 1.0)
    )

    assert first(without, 3) == 4
    assert first(with_them, 3) == 0


def test_categories_tell_where_titles_do_not():
    paths = ["[[A,B]]", "[[C,D]]", "[[A,B]]", "[[E]]", "[[F]]", "[[G]]"]
    model = BundleCompletion(weights={Clue.CATEGORIES: 1.0}).fit(BUNDLES, NO_SESSION, TITLES, paths)

    assert first(model, 0) == 2


def test_parts_of_words_serve_titles_without_spaces():
    titles = ["绿茶礼盒装", "红茶礼盒装", "茶壶", "充电线", "充电器", "手机壳"]
    model = BundleCompletion(weights={Clue.SPELLING: 1.0}).fit(BUNDLES, NO_SESSION, titles)

    assert first(model, 0) == 1


def test_what_a_bundle_has_is_never_its_completion():
    model = BundleCompletion().fit(BUNDLES, NO_SESSION, TITLES)

    shown = model.complete(BUNDLES, 6)

    for has, ranked in zip(BUNDLES.toarray(), shown, strict=True):
        assert set(ranked[ranked >= 0]) == set(np.flatnonzero(has == 0))


def test_without_any_text_what_was_together_is_still_known():
    model = BundleCompletion().fit(BUNDLES, NO_SESSION, [""] * 6)

    assert first(model, 2) == 5


def test_weights_are_learned_from_bundles_left_out():
    later = sparse.csr_matrix([[0, 0, 1, 0, 0, 1], [1, 1, 0, 0, 0, 0]] * 3)
    kept = {Clue.WORDS: 1.0}
    model = BundleCompletion(weights=kept).fit(BUNDLES, NO_SESSION, TITLES).choose_weights(later, k=1)

    assert model.weights_[Clue.TOGETHER] > 0
    assert model.weights == kept


def test_texts_and_rows_of_different_products_are_refused():
    with pytest.raises(ValueError, match="same products"):
        BundleCompletion().fit(BUNDLES, NO_SESSION, TITLES[:-1])
    with pytest.raises(ValueError, match="same products"):
        BundleCompletion().fit(BUNDLES, sparse.csr_matrix((2, 5)), TITLES)


def test_batches_change_nothing(monkeypatch):
    model = BundleCompletion().fit(BUNDLES, NO_SESSION, TITLES)
    together = model.complete(BUNDLES, 3)
    monkeypatch.setattr("analytics.recommend.bundles.completion._CELLS", 6)

    assert np.array_equal(model.complete(BUNDLES, 3), together)
    assert model.complete(BUNDLES[:0], 3).shape == (0, 3)


def test_each_product_is_left_out_once_and_lone_ones_never():
    partial, left_out, of_bundle = each_left_out(sparse.csr_matrix([[0, 1, 1], [1, 0, 0], [1, 1, 1]]))

    assert left_out.tolist() == [1, 2, 0, 1, 2]
    assert of_bundle.tolist() == [0, 0, 2, 2, 2]
    assert partial.toarray().tolist() == [[0, 0, 1], [0, 1, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]]


@pytest.mark.skipif(not REAL_DATA.is_dir(), reason=f"the optional real data are not at {REAL_DATA}")
def test_no_session_that_holds_an_answer_is_learned_from():
    catalog = Catalog("food")
    bundles, sessions = catalog.learned_from(6)
    test, session_of = catalog.held_out(8, 10)

    assert bundles.shape[0] + catalog.held_out(6, 10)[0].shape[0] == catalog.bundles.shape[0] == 1_784
    assert (catalog.fold[session_of] >= 8).all()
    assert (test.multiply(catalog.sessions[session_of]) != test).nnz == 0  # each lies within its session
    assert sessions.shape[0] == len(catalog.fold) - len(
        set(catalog.session_of[catalog.fold[catalog.session_of] > 5])
    )
