from dataclasses import dataclass

import pytest
import streamlit as st

from components.shell import session
from tests.builders import event, events_csv, import_csv, new_shop, shop_with


@dataclass(frozen=True)
class Config:
    discount_share: float
    products: tuple[str, ...]


@pytest.fixture
def calls():
    return []


def test_a_result_is_computed_once_per_data_state_and_config(tmp_path, calls):
    shop = shop_with(tmp_path, [event()])

    for config in (Config(0.1, ("p1", "p2")), Config(0.1, ("p1", "p2")), Config(0.2, ("p1", "p2"))):
        session.computed(shop, ("profit", config), lambda: calls.append(1))

    assert len(calls) == 2


def test_new_data_make_old_results_unreachable(tmp_path, calls):
    shop = shop_with(tmp_path, [event()])
    session.computed(shop, "profit", lambda: calls.append(1))

    import_csv(shop, events_csv(tmp_path / "more.csv", [event(order_id="o2")]))
    session.computed(shop, "profit", lambda: calls.append(1))

    assert len(calls) == 2


def test_two_shops_with_the_same_data_share_no_results(tmp_path, calls):
    shops = [
        shop_with(tmp_path / name, [event()]) for name in ("one", "two") if not (tmp_path / name).mkdir()
    ]

    for shop in shops:
        session.computed(shop, "profit", lambda: calls.append(1))

    assert shops[0].fingerprint == shops[1].fingerprint
    assert len(calls) == 2


def test_a_mart_may_be_changed_without_harm_to_the_next_reader(tmp_path):
    shop = shop_with(tmp_path, [event()])

    changed = session.mart(shop, "overview")
    changed["orders"] = 99

    assert session.mart(shop, "overview")["orders"].tolist() == [1]


def test_a_mart_takes_a_list_of_products(tmp_path):
    shop = shop_with(tmp_path, [event(product_id="p1"), event(product_id="p2")])

    assert len(session.mart(shop, "visit_lines", products=["p1", "p2"])) == 2


def test_what_is_held_is_one_object_for_all(tmp_path):
    shop = shop_with(tmp_path, [event()])

    assert session.held(shop, "model", object) is session.held(shop, "model", object)


def test_a_session_remembers_values_per_shop(tmp_path):
    one, two = new_shop(tmp_path / "a"), new_shop(tmp_path / "b", "Other shop")

    session.remember(one, "offer", "tea and pot")

    assert session.recall(one, "offer") == "tea and pot"
    assert session.recall(two, "offer") is None


@pytest.fixture(autouse=True)
def empty_session():
    yield
    st.session_state.clear()


@pytest.mark.parametrize(
    ("named", "chosen", "missing"),
    [("Old shop", None, "Old shop"), ("Two", "Two", None), ("One", "One", None), (None, "One", None)],
)
def test_the_address_opens_the_shop_that_it_names_and_no_other(monkeypatch, named, chosen, missing):
    monkeypatch.setattr(st, "query_params", {} if named is None else {session.SHOP: named})

    session.settle_shop(["One", "Two"])

    assert session.missing_shop(["One", "Two"]) == missing
    assert session.chosen_shop_name() == chosen
