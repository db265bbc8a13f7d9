"""As of a date, no mart knows anything of what came later, and what it knows of before is right."""

import numpy as np
import pandas as pd
import pytest

from data.sql import mart_sql, variable_names
from data.store import Shop, kept_visits
from tests.builders import event, import_csv, mart_names, new_shop, shop_with, write_csv

AS_OF = "2024-03-10"
DATED = [mart for mart in mart_names() if "as_of" in variable_names(mart_sql(mart))]
PAST = [
    event(
        customer_id=f"c{n % 5}" if n % 11 else "",
        event_time=f"2024-03-0{1 + n % 9} {10 + n % 3}:{n % 60:02d}",
        event_type=("purchase", "view", "cart", "return", "exposure")[n % 5 if n % 3 else 0]
        if n % 20 != 1
        else "search",
        product_id=f"p{n % 4}",
        net_price=f"{5 + n % 3}.50",
        list_price="9",
        cost="3",
        order_id=f"o{n // 2}",
        session_id=f"s{n % 6}" if n % 2 else "",
        store_id=f"{n % 2}",
        category="mugs",
        title=f"Mug {n % 4}",
        query=f"mug {n}" if n % 4 == 1 else "",
    )
    for n in range(60)
]


def future(seed: int) -> list[dict[str, object]]:
    """Return events from `AS_OF` on that contradict the past: other prices, people, sessions and products."""
    draw = np.random.default_rng(seed)
    rows = []
    for n in range(40):
        shuffled = PAST[draw.integers(len(PAST))]
        later = f"2024-03-{10 + draw.integers(20)} {draw.integers(10, 23)}:05"
        rows.append(
            shuffled
            | {
                "event_time": later if n else AS_OF,
                "event_type": str(draw.choice(["view", "cart", "purchase", "return", "exposure", "search"])),
                "net_price": str(draw.integers(1, 900)),
                "list_price": str(draw.integers(900, 999)),
                "cost": str(draw.integers(1, 9)),
                "customer_id": f"c{draw.integers(9)}",
                "product_id": f"p{draw.integers(4)}",
                "title": "Garbled",
                "category": "garbled",
                "promotion": "display",
            }
        )
    return rows


def read(shop: Shop, mart: str) -> pd.DataFrame:
    wanted = variable_names(mart_sql(mart))
    return shop.read(mart, as_of=AS_OF, **({"products": ["p0", "p1", "p2"]} if "products" in wanted else {}))


@pytest.fixture(scope="module")
def shops(tmp_path_factory) -> list[Shop]:
    """Shops of one past and three futures: none, and two that garble everything."""
    shops = []
    for seed in (None, 1, 2):
        directory = tmp_path_factory.mktemp("shop")
        shops.append(shop_with(directory, PAST))
        if seed is not None:
            import_csv(shops[-1], write_csv(directory / "later.csv", future(seed)))
    return shops


def test_nearly_every_mart_can_be_read_as_of_a_date():
    assert set(mart_names()) - set(DATED) <= {"offers"}


@pytest.mark.parametrize("is_kept", [False, True], ids=["computed", "kept"])
@pytest.mark.parametrize("mart", DATED)
def test_no_future_changes_what_a_mart_says_of_the_past(shops, mart, is_kept, monkeypatch):
    monkeypatch.setattr(kept_visits, "LEAST_ROWS", 0 if is_kept else 10**9)

    plain, *garbled = [read(shop, mart) for shop in shops]

    assert len(plain)
    for frame in garbled:
        pd.testing.assert_frame_equal(frame, plain, check_exact=True)


@pytest.mark.parametrize("is_kept", [False, True], ids=["computed", "kept"])
def test_views_of_the_future_do_not_turn_past_orders_into_sessions(tmp_path, is_kept, monkeypatch):
    monkeypatch.setattr(kept_visits, "LEAST_ROWS", 0 if is_kept else 10**9)
    orders = [{"order_id": f"o{n}", "event_time": f"2024-03-01 10:0{n}"} for n in range(3)]
    shop = shop_with(tmp_path, orders)
    before = shop.read("visits", as_of=AS_OF)

    import_csv(shop, write_csv(tmp_path / "v.csv", [event(event_type="view", event_time="2024-04-01")]))

    pd.testing.assert_frame_equal(shop.read("visits", as_of=AS_OF), before)
    assert before["is_session"].tolist() == [False] * 3


NOTHING = dict.fromkeys(("customer_id", "net_price", "quantity", "order_id"), "")
ODD_SHOPS = {
    "one event": [{}],
    "views only": [{"event_type": "view", "net_price": "", "order_id": ""} for _ in range(3)],
    "returns only": [{"event_type": "return"}],
    "guests only": [{"customer_id": "", "order_id": f"o{n}"} for n in range(3)],
    "one customer": [{"event_time": f"2024-03-0{n}", "order_id": f"o{n}"} for n in range(1, 5)],
    "nothing known of a view but its session": [NOTHING | {"event_type": "view", "session_id": "s1"}],
    "views without prices": [NOTHING | {"event_type": "view", "customer_id": "c1"}],
    "searches and ratings": [{"event_type": "search"}, {"event_type": "rate"}],
}


@pytest.mark.parametrize("name", ODD_SHOPS)
def test_every_mart_of_an_odd_shop_is_a_frame_and_never_an_error(tmp_path, name, monkeypatch):
    monkeypatch.setattr(kept_visits, "LEAST_ROWS", 0)
    rows = [event(**row) for row in ODD_SHOPS[name]]
    shop = new_shop(tmp_path)
    import_csv(shop, write_csv(tmp_path / "events.csv", rows), "events")

    for mart in mart_names():
        for as_of in (None, "2024-03-03", "1999-01-01"):
            parameters = {"as_of": as_of, "products": ["p1", "p2"]}
            wanted = {k: v for k, v in parameters.items() if k in variable_names(mart_sql(mart))}
            frame = shop.read(mart, **wanted)
            assert isinstance(frame, pd.DataFrame)
            if as_of == "1999-01-01" and mart not in ("overview", "offers", "products"):
                assert frame.empty
