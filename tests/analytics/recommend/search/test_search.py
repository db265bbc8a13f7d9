"""A shop that is searched, whose customers' brands are known: found, ordered, judged."""

import pandas as pd
import pytest

from analytics.jobs.state import CANCEL_FILE, Cancelled
from analytics.recommend.search.questions import JudgedBy
from analytics.recommend.search.results import listed
from analytics.recommend.search.work import (
    PRODUCTS,
    RECORD,
    SEARCH,
    SEARCHES,
    SearchConfig,
    build_search,
    load_searcher,
)
from data.privacy.encrypted_files import is_encrypted
from data.privacy.forget import forget_customer
from data.schema import InputError
from tests.builders import import_csv, new_shop, shop_with, write_csv
from tests.searching import BRANDS, search_events, search_products


def indexed(shop):
    """Index a shop's products and return where."""
    with SEARCH.directory(shop, is_kept=True) as directory:
        SEARCH.write_snapshot(shop, SearchConfig(), directory)
        build_search(directory)
    return directory


def searched_shop(directory):
    shop = new_shop(directory)
    import_csv(shop, write_csv(directory / "products.csv", search_products()), "products")
    import_csv(shop, write_csv(directory / "events.csv", search_events()))
    return shop


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    return searched_shop(tmp_path_factory.mktemp("searched"))


@pytest.fixture(scope="module")
def found(shop):
    return indexed(shop)


@pytest.fixture(scope="module")
def searcher(found):
    return load_searcher(found)


def titles(searcher, typed, customer=None, weight=None, top=3):
    search, products = searcher
    place = None if customer is None else search.tastes.place_of(customer)
    return listed(search.search(typed, place, weight), products, top)["title"].tolist()


@pytest.mark.parametrize(
    "typed", ["mint toothpaste", "Mint TOOTHPASTES", "mint tothpaste", "薄荷牙膏", "牙膏 薄荷"]
)
def test_a_product_is_found_by_its_words_in_any_spelling(searcher, typed):
    assert {title.rsplit(" ", 1)[0] for title in titles(searcher, typed)} <= {"Mint Toothpaste", "薄荷牙膏"}


def test_what_no_product_is_called_is_found_by_what_it_means(searcher):
    assert any("Milk" in title for title in titles(searcher, "leche", top=6))
    search, _ = searcher
    assert not search.search("…").product.size


@pytest.mark.parametrize("brand", BRANDS)
def test_who_asks_is_shown_the_brand_that_they_buy_first(searcher, brand):
    customer = f"c{BRANDS.index(brand):03d}"

    assert titles(searcher, "frying pan", customer, 0.3, top=1) == [f"Frying Pan {brand}"]
    assert titles(searcher, "frying pan", customer, 0.0) == titles(searcher, "frying pan")


def test_words_go_on_only_where_a_product_has_them_all(searcher):
    search, _ = searcher

    assert search.completions("kids to") == ["kids toothpaste"]
    assert "garden" in search.completions("gar")
    assert search.completions("kids zz") == []


def test_later_searches_judge_and_interests_win_where_brands_are_loyal(found):
    record = RECORD.read(found)
    rows = pd.DataFrame(record["rankings"]).set_index("ranking")
    errors = pd.DataFrame(record["errors"]).set_index("is_forgiving")

    assert record["judged_by"] == JudgedBy.PURCHASES
    assert rows["ndcg"]["personal"] > rows["ndcg_high"]["both"]
    assert (rows["n_questions"] == 48).all()
    assert (rows["mrr_low"] <= rows["mrr"]).all() and (rows["mrr"] <= rows["mrr_high"]).all()
    assert errors["ndcg"][True] >= errors["ndcg"][False]


def test_only_new_titles_are_encoded_when_products_are_indexed_again(shop, found, monkeypatch):
    monkeypatch.setattr("analytics.embeddings.sentences._encode", lambda texts, *rest: texts and 1 / 0)
    monkeypatch.setattr(
        "analytics.recommend.search.work.study", lambda *rest: (_ for _ in ()).throw(TimeoutError)
    )

    with pytest.raises(TimeoutError):
        indexed(shop)


def test_a_cancelled_index_stops_and_leaves_no_result(shop, found):
    with pytest.raises(Cancelled), SEARCH.directory(shop, is_kept=True) as directory:
        SEARCH.write_snapshot(shop, SearchConfig(), directory)
        (directory / CANCEL_FILE).touch()
        build_search(directory)


def test_a_forgotten_customer_has_searched_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("BUNDLEWISE_KEY", "a key that is long enough to be one")
    shop = searched_shop(tmp_path)
    directory = indexed(shop)

    forget_customer(shop, "c001")

    assert all(is_encrypted(directory / of.name) for of in (SEARCHES, PRODUCTS))
    assert "c001" not in set(SEARCHES.read(directory)["customer_id"])
    assert load_searcher(directory)[0].tastes.place_of("c001") is None
    assert SEARCH.jobs(shop.directory)[0].stale
    shop.close()


def test_a_shop_without_a_word_cannot_be_searched(tmp_path):
    shop = shop_with(tmp_path, [{}])

    with pytest.raises(InputError, match="nothing to search in"):
        SEARCH.start(shop, SearchConfig())
    assert not SEARCH.jobs(shop.directory)
