from pathlib import Path

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from data.privacy.roles.grants import give, take
from data.privacy.roles.guarded import LEAST_CUSTOMERS
from data.privacy.roles.mart_rules import RULES, Told, rule_of
from data.privacy.roles.person import NotAllowedError, Person
from data.privacy.roles.rights import Right, Role, may
from data.schema import InputError
from data.services.workspaces import open_workspace
from data.store import Scope, Shop
from tests.builders import event, events_csv, import_csv, mart_names
from tests.shared import made_once

EMAILS = {role: f"{role}@shop.example" for role in Role}
PERSONAL = ("customer_id", "visit_id", "search_no", "order_id", "session_id")
N_RARE, N_OFTEN = 9, 30  # customers of a category: one too few for a viewer, and enough


def make_shop(directory: Path) -> None:
    """A shop of a rare and a common category, in two stores, with somebody of each role."""
    rows = [
        event(
            customer_id=f"anna{n}@x.example",
            order_id=f"o{n}",
            product_id="rare" if n < N_RARE else "often" if n % 2 else "usual",
            category="rare things" if n < N_RARE else f"things {n % 2}",
            store_id="small" if n < N_RARE else f"store {n % 2}",
        )
        for n in range(N_RARE + 2 * N_OFTEN)
    ]
    shop = open_workspace(directory / "workspace").create("Shop")
    import_csv(shop, events_csv(directory / "events.csv", rows))
    for role, email in EMAILS.items():
        give(shop.directory, email, role)
    shop.close()


@pytest.fixture(scope="module")
def space(tmp_path_factory):
    return made_once(tmp_path_factory, "guarded", make_shop) / "workspace"


def opened(space: Path, role: Role) -> Shop:
    return open_workspace(space, Person(EMAILS[role])).open("Shop")


def asked(mart: str) -> dict:
    return {"products": ["rare", "often", "usual"]} if mart == "price_days" else {}


def test_every_mart_has_a_rule_and_every_rule_a_mart():
    assert set(RULES) == set(mart_names())


def test_a_mart_that_nobody_has_thought_about_is_withheld():
    assert rule_of("a_new_mart").told is Told.ROWS


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("mart", sorted(RULES))
def test_a_mart_is_read_by_whom_its_rule_lets(space, mart, role):
    shop = opened(space, role)
    is_told = may(role, Right.READ_AGGREGATES) and RULES[mart].told is not Told.ROWS

    if may(role, Right.READ_ROWS):
        whole = open_workspace(space).open("Shop").read(mart, **asked(mart))
        pd.testing.assert_frame_equal(shop.read(mart, **asked(mart)), whole)
    elif is_told:
        assert not set(PERSONAL) & set(shop.read(mart, **asked(mart)))
    else:
        with pytest.raises(NotAllowedError):
            shop.read(mart, **asked(mart))


def test_a_viewer_sees_no_group_smaller_than_the_least_nor_one_that_follows_from_the_total(space):
    viewer = opened(space, Role.VIEWER)

    categories, whole = viewer.read("categories"), open_workspace(space).open("Shop").read("categories")

    assert len(whole) == 3
    assert "rare things" not in set(categories["category"])
    assert len(categories) == 1  # with the next larger one alone, the rare one were the total less the rest
    assert set(viewer.read("products")["product_id"]) < {"often", "usual"}


def test_a_shop_of_too_few_customers_is_told_to_no_viewer(space):
    open_workspace(space).open("Shop").save_setting(LEAST_CUSTOMERS, 1000)
    try:
        with pytest.raises(InputError, match="fewer than 1000 customers"):
            opened(space, Role.VIEWER).read("overview")
        assert opened(space, Role.VIEWER).read("categories").empty
    finally:
        open_workspace(space).open("Shop").save_setting(LEAST_CUSTOMERS, 10)


WAYS = {
    "cursor": lambda shop: shop.cursor().__enter__(),
    "looking": lambda shop: shop.looking().__enter__(),
    "seen": lambda shop: shop.seen().__enter__(),
    "changing": lambda shop: shop.changing().__enter__(),
    "writing": lambda shop: shop.writing().__enter__(),
    "deriving": lambda shop: shop.deriving().__enter__(),
    "rejects": lambda shop: shop.rejects(),
    "save_setting": lambda shop: shop.save_setting("x", 1),
    "save_scenario": lambda shop: shop.save_scenario({"id": "x"}),
    "delete_scenario": lambda shop: shop.delete_scenario("x"),
    "a place": lambda shop: shop.within(Scope(stores=("small",))),
}
ROW_MARTS = [mart for mart, rule in RULES.items() if rule.told is Told.ROWS]
AGGREGATES = [mart for mart, rule in RULES.items() if rule.told in (Told.COUNTED, Told.WHOLE)]
tries = st.one_of(
    st.sampled_from(sorted(WAYS)).map(lambda way: (way, WAYS[way])),
    st.sampled_from(ROW_MARTS).map(lambda mart: (mart, lambda shop: shop.read(mart))),
    st.sampled_from(ROW_MARTS).map(lambda mart: (mart, lambda shop: shop.engine.run(mart, {}))),
    st.sampled_from(sorted(RULES)).map(lambda m: (m, lambda shop: shop.export(m, Path("never.parquet")))),
    st.tuples(st.sampled_from(AGGREGATES), st.datetimes()).map(
        lambda one: (one, lambda shop: shop.read(one[0], **asked(one[0]), as_of=pd.Timestamp(one[1])))
    ),
)


@given(one=tries, role=st.sampled_from([Role.VIEWER, Role.AUDITOR]))
@settings(max_examples=200)
def test_two_hundred_tries_at_rows_all_fail(space, one, role):
    with pytest.raises(NotAllowedError) as refused:
        one[1](opened(space, role))

    assert "anna" not in str(refused.value)


@given(
    counts=st.lists(st.integers(0, 40), max_size=8),
    least=st.integers(2, 20),
)
@example(counts=[5, 12, 30], least=10)
def test_what_is_left_out_never_stands_for_fewer_customers_than_the_least(counts, least):
    from data.privacy.roles.suppress import shown

    table = pd.DataFrame({"n": counts, "row": range(len(counts))})

    kept = shown(table, table["n"], least)

    left_out = table[~table["row"].isin(kept["row"])]
    assert (kept["n"] >= least).all() and kept["row"].is_monotonic_increasing
    assert left_out.empty or kept.empty or left_out["n"].max() >= least  # the small ones may be the same few
    groups = table.assign(group=(table["row"] % 2).map({0: "even"}))  # the others have no name
    for group, rows in groups.groupby("group", dropna=False):
        told = shown(groups, groups["n"], least, ["group"])
        told = told[told["group"].isna() if group != "even" else told["group"].eq("even")]
        assert told["row"].tolist() == shown(rows, rows["n"], least)["row"].tolist()
    assert len(kept) == len(table) or (left_out["n"] < least).any()


def test_a_role_taken_away_is_gone_in_a_shop_that_is_open(space):
    directory = space / "Shop"
    give(directory, "new@shop.example", Role.ANALYST)
    shop = open_workspace(space, Person("New@Shop.example")).open("Shop")
    assert len(shop.read("customers")) == N_RARE + 2 * N_OFTEN

    take(directory, "new@shop.example")

    with pytest.raises(NotAllowedError):
        shop.read("customers")
    with pytest.raises(NotAllowedError):
        _ = shop.fingerprint


def test_a_stranger_finds_no_shop_and_makes_none(space):
    workspace = open_workspace(space, Person("stranger@else.example"))

    assert workspace.shop_names() == []
    with pytest.raises(InputError, match="no shop called Shop"):
        workspace.open("Shop")
    with pytest.raises(NotAllowedError):
        workspace.create("Mine")
    with pytest.raises(NotAllowedError):
        workspace.delete("Shop")


def test_whoever_makes_a_shop_owns_it_and_no_viewer_makes_one(tmp_path):
    open_workspace(tmp_path).create("First").close()
    give(tmp_path / "First", EMAILS[Role.OWNER], Role.OWNER)
    give(tmp_path / "First", "@shop.example", Role.ANALYST)
    give(tmp_path / "First", EMAILS[Role.VIEWER], Role.VIEWER)
    workspace = open_workspace(tmp_path, Person("colleague@shop.example"))

    workspace.create("Second").require(Right.GIVE_ROLES)

    with pytest.raises(NotAllowedError):
        open_workspace(tmp_path, Person(EMAILS[Role.VIEWER])).create("Third")
    with pytest.raises(NotAllowedError):
        workspace.delete("First")
