import pandas as pd
import pytest

from data.intake.load import Source, import_files
from data.intake.look import read_preview
from data.intake.mapping import Mapping, guess_mapping
from data.intake.source.attributes import free_columns
from tests.attributes import attributes_of
from tests.builders import event, import_csv, new_shop, write_csv


def lines(**more):
    """Return six order lines of two customers over three days, with further columns (by customer, by day)."""
    return [
        event(customer_id=f"c{customer}", event_time=f"2024-03-0{day} 10:00:00", order_id=f"o{customer}{day}")
        | {name: of(customer, day) for name, of in more.items()}
        for day in (1, 2, 3)
        for customer in (1, 2)
    ]


@pytest.fixture
def shop(tmp_path):
    rows = lines(
        Country=lambda customer, day: "UK" if customer == 1 else "FR",
        Tariff=lambda customer, day: str(day * 1.5),
        Note=lambda customer, day: f"=HYPERLINK({day})",
    )
    shop = new_shop(tmp_path)
    import_csv(shop, write_csv(tmp_path / "lines.csv", rows))
    return shop


def test_columns_that_nothing_maps_are_kept_and_listed(shop):
    listed = attributes_of(shop).set_index("column")

    assert listed["kind"].unique().tolist() == ["events"]
    assert listed["n_known"].to_dict() == {"Country": 6, "Tariff": 6, "Note": 6}
    assert listed["n_distinct"].to_dict() == {"Country": 2, "Tariff": 3, "Note": 3}
    assert listed["is_number"].to_dict() == {"Country": False, "Tariff": True, "Note": False}


def test_an_attribute_that_tells_customers_apart_is_one_of_the_customers(shop):
    customers = shop.read("customers").set_index("customer_id")

    assert customers["Country"].to_dict() == {"c1": "UK", "c2": "FR"}
    assert "Tariff" not in customers
    assert "Note" not in customers


def test_a_numeric_attribute_can_be_the_instrument_after_the_import(shop):
    days = shop.read("price_days", products=["p1"])

    assert days["Tariff"].tolist() == [1.5, 3.0, 4.5]


def test_a_column_left_out_is_not_kept(tmp_path):
    path = write_csv(tmp_path / "lines.csv", lines(Phone=lambda customer, day: "123"))
    shop = new_shop(tmp_path)

    import_csv(shop, path, ignored=["Phone"])

    assert attributes_of(shop).empty


@pytest.mark.parametrize("name", ["import_no", "Day", "revenue", "problem", "customer_id "])
def test_an_attribute_with_a_name_of_our_own_gets_another(tmp_path, name):
    path = write_csv(tmp_path / "lines.csv", lines(**{name: lambda customer, day: f"v{customer}"}))
    shop = new_shop(tmp_path)

    import_csv(shop, path)

    assert attributes_of(shop)["column"].str.endswith("(attribute)").all() or name.strip() == "customer_id"
    assert len(shop.read("customers")) == 2
    assert len(shop.read("price_days", products=["p1"])) == 3


def test_the_first_sixty_columns_of_a_wide_file_are_kept_and_the_rest_is_named():
    columns = ["who", *(f"extra_{n}" for n in range(62))]

    free = free_columns(Mapping("events", {"customer_id": "who"}), columns)

    assert list(free.kept.values()) == columns[1:61]
    assert free.lost == ["extra_60", "extra_61"]


def test_what_is_used_or_left_out_makes_room_for_others():
    columns = [f"extra_{n}" for n in range(64)]
    constants = {"ignored": ["extra_2"], "fallback": {"store_id": "extra_3"}}

    free = free_columns(Mapping("orders", {"order_id": "extra_0"}, ("extra_1",), constants), columns)

    assert list(free.kept.values()) == columns[4:]
    assert free.lost == []


def test_columns_whose_long_names_begin_alike_are_both_kept():
    columns = ["x" * 120 + "1", "x" * 120 + "2", "Day", "day (attribute)"]

    kept = free_columns(Mapping("events", {}), columns).kept

    assert list(kept.values()) == columns
    assert len({name.lower() for name in kept}) == 4


def test_an_attribute_of_one_file_may_be_the_instrument_of_another(tmp_path):
    shop = new_shop(tmp_path)
    first = write_csv(tmp_path / "first.csv", lines(Tariff=lambda customer, day: str(day)))
    rows = [row | {"event_time": row["event_time"].replace("-03-", "-04-")} for row in lines()]
    second = write_csv(tmp_path / "second.csv", [row | {"Tariff": "2.5"} for row in rows])
    import_csv(shop, first)

    columns = guess_mapping(read_preview(second)).columns
    import_csv(shop, second, mapping=Mapping("events", columns, ("Tariff",)))

    assert shop.read("price_days", products=["p1"])["Tariff"].tolist() == [1.0, 2.0, 3.0, 2.5, 2.5, 2.5]


def test_a_corrected_mapping_may_bring_columns_that_the_first_try_did_not_keep(tmp_path):
    path = write_csv(tmp_path / "lines.csv", lines(Country=lambda customer, day: "UK"))
    shop = new_shop(tmp_path)
    import_csv(shop, path, ignored=["Country"])

    import_csv(shop, path)

    assert attributes_of(shop)["n_known"].tolist() == [6]


def wide(tmp_path, text, **constants):
    """Import six order lines and a table of prices; return the shop and the intake of the prices."""
    events = write_csv(tmp_path / "lines.csv", lines())
    table = tmp_path / "prices.csv"
    table.write_text(text)
    shop, sources = new_shop(tmp_path), []
    for path in (table, events):
        mapping = guess_mapping(read_preview(path))
        mapping = Mapping(mapping.kind, mapping.columns, (), mapping.constants | constants)
        sources.append(Source(path, path.name, mapping.kind, mapping))
    return shop, import_files(shop, sources)[0]


def test_a_wide_price_table_becomes_a_price_per_day_where_no_sale_tells_it(tmp_path):
    shop, intake = wide(tmp_path, "sku,2024-03-03,2024-03-04,2024-03-05\np1,1.00,$2.50,\np2,3,x,4\n")

    assert (intake.rows_read, intake.rows_kept, intake.rejected) == (5, 4, {"price_unreadable": 1})
    reject = shop.rejects(intake.import_id).iloc[0]
    assert (reject["row"], reject["column"], reject["value"]) == (3, "2024-03-04", "x")
    days = shop.read("price_days", products=["p1"]).set_index("day")["price"]
    assert days[pd.Timestamp("2024-03-03")] == 9.5
    assert days[pd.Timestamp("2024-03-04")] == 2.5


def test_weeks_without_dates_are_counted_from_a_stated_first_day(tmp_path):
    shop, _ = wide(tmp_path, "sku,W1,W2,W3\np9,1,2,3\n", first_day="2024-01-01")

    days = shop.read("price_days", products=["p9"])["day"]
    assert days.dt.strftime("%Y-%m-%d").tolist() == ["2024-01-01", "2024-01-08", "2024-01-15"]


def test_a_column_for_each_week_of_the_calendar_is_a_price_from_its_monday(tmp_path):
    shop, _ = wide(tmp_path, "sku,2024-W09,2024-W10,2024-W11\np9,1,2,3\n")

    days = shop.read("price_days", products=["p9"])["day"]
    assert days.dt.strftime("%Y-%m-%d").tolist() == ["2024-02-26", "2024-03-04", "2024-03-11"]


def test_the_names_of_days_decide_together_which_number_is_the_day(tmp_path):
    shop, _ = wide(tmp_path, "sku;01/03/2024;02/03/2024;13/03/2024\np9;1,50;2,25;3\n")

    days = shop.read("price_days", products=["p9"])
    assert days["day"].dt.strftime("%Y-%m-%d").tolist() == ["2024-03-01", "2024-03-02", "2024-03-13"]
    assert days["price"].tolist() == [1.5, 2.25, 3.0]
