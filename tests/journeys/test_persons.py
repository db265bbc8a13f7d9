"""Shop ▸ Persons: from two ids to one person and back; and the stores that other pages look at."""

import pytest

from analytics.recommend.work import RECOMMEND
from components.shell.scope import scope_words
from data.persons.report import joined_ids
from data.services.workspaces import open_workspace
from data.store import EVERYWHERE, Scope
from tests.app_driver import chart_titles, open_app, press, tables, words
from tests.builders import event, import_csv, write_csv

PAGE, SEGMENTS = "pages/shop/persons.py", "pages/customers/segments.py"
RECOMMENDATIONS = "pages/customers/recommendations.py"


def lines():
    """Return orders of twenty persons, each with a number of its own in two stores."""
    return [
        event(
            customer_id=f"{'ns'[i % 2]}{i // 2 % 20:02d}",
            order_id=f"o{i}",
            event_time=f"2024-0{1 + i // 80}-{1 + i % 28:02d} 10:00:00",
            product_id=f"p{i % 3}",
            store_id=("north", "south")[i % 2],
            channel=("web", "store")[i // 40 % 2],
        )
        for i in range(240)
    ]


@pytest.fixture
def shop(tmp_path):
    shop = open_workspace().create("Two stores")
    import_csv(shop, write_csv(tmp_path / "events.csv", lines()), "events")
    people = [
        {"customer_id": f"{store}{n:02d}", "mail": f"m{n}@mail.org", "region": f"{store if n < 3 else 'r'}"}
        for store in "ns"
        for n in range(20)
    ]
    import_csv(shop, write_csv(tmp_path / "customers.csv", people), "customers")
    return shop


def choose(app, key, values):
    return next(box for box in app.multiselect if str(box.key).startswith(key)).set_value(values).run()


def test_keys_are_tried_joined_and_undone(shop):
    app = open_app(PAGE)
    assert "No customer ids are joined." in words(app)

    app = choose(app, "match-on", ["mail"])

    assert "40 customer ids would be 20 persons: there would be 20 customers in all." in words(app)
    assert chart_titles(app) == ["Under how many ids a joined person was known"]
    contradictions = next(table for table in tables(app) if "attribute" in table)
    assert contradictions.to_dict("records") == [{"attribute": "region", "n_persons": 3}]
    assert joined_ids(shop).empty
    app = press(app, "join-ids")
    assert "40 customer ids are 20 persons: there are 20 customers in all." in words(app)
    assert len(shop.read("customers")) == 20
    app = press(app, "undo-joins")
    assert not app.exception
    assert "No customer ids are joined." in words(app)
    assert len(shop.read("customers")) == 40


def test_a_file_that_says_who_is_one_person_can_be_set_aside_and_followed_again(shop, tmp_path):
    pairs = [{"customer_id": f"n{n:02d}", "same_as": f"s{n:02d}", "source": "web"} for n in range(3)]
    import_csv(shop, write_csv(tmp_path / "persons.csv", [*pairs, {"customer_id": "x", "same_as": "y"}]))
    app = open_app(PAGE)
    assert "6 customer ids are 3 persons" in words(app)
    assert "2 ids that the files name are in no event" in words(app)

    app = press(app, "undo-joins")
    assert "No customer ids are joined." in words(app)

    app = (
        next(toggle for toggle in app.toggle if str(toggle.key).startswith("uses-map")).set_value(True).run()
    )
    app = press(app, "join-ids")
    assert "6 customer ids are 3 persons" in words(app)


def test_a_shop_with_nothing_to_join_by_says_what_would_do(tmp_path):
    shop = open_workspace().create("Plain")
    import_csv(shop, write_csv(tmp_path / "events.csv", [event()]), "events")

    app = open_app(PAGE)

    assert not app.exception
    assert "Nothing says yet which customer ids are one person" in words(app)


def test_stores_and_channels_chosen_on_one_page_hold_on_the_others(shop):
    app = open_app(SEGMENTS)
    app = choose(app, "stores", ["north"])
    assert not app.exception
    assert len(next(table for table in tables(app) if "n_orders" in table)) == 20

    app = app.switch_page(RECOMMENDATIONS).run()

    assert next(box for box in app.multiselect if box.key.startswith("stores")).value == ["north"]
    assert not app.exception


def test_places_that_no_event_has_together_are_said_to_have_none(tmp_path):
    shop = open_workspace().create("Two stores")
    rows = [row | {"channel": ("web", "store")[row["store_id"] == "north"]} for row in lines()]
    import_csv(shop, write_csv(tmp_path / "events.csv", rows), "events")

    app = choose(choose(open_app(SEGMENTS), "stores", ["north"]), "channels", ["web"])

    assert not app.exception
    assert "No event is of these stores and these channels together." in words(app)


def test_segments_are_made_of_the_store_where_customers_mostly_buy(shop):
    app = open_app(SEGMENTS)
    app = next(radio for radio in app.radio if radio.key.startswith("kind")).set_value("attribute").run()
    box = next(box for box in app.selectbox if box.label == "Attribute")
    assert box.options[-2:] == ["Main store", "Main channel"]

    app = box.set_value("store_id").run()

    assert not app.exception
    assert {"north", "south"} == set(tables(app)[0]["segment"])


def test_work_of_a_part_says_of_which(shop):
    part = shop.within(Scope(("north",), ("web",)))
    with RECOMMEND.directory(part, is_kept=True) as directory:
        RECOMMEND.write_snapshot(part, RECOMMEND.config(), directory)

    app = open_app(RECOMMENDATIONS)

    assert "What stands here is of store north; channel web." in words(app)
    assert scope_words(EVERYWHERE) == "all stores and channels"


def test_one_store_is_nothing_to_choose_from(tmp_path):
    shop = open_workspace().create("One")
    rows = [row | {"store_id": "north", "channel": ""} for row in lines()]
    import_csv(shop, write_csv(tmp_path / "events.csv", rows), "events")

    app = open_app(SEGMENTS)

    assert not [box for box in app.multiselect if box.key.startswith(("stores", "channels"))]
