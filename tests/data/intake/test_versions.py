"""Orders that come again, changed: the newer version counts, and nothing is lost or counted twice."""

import itertools

import pytest

from data.intake.load import Source, import_files
from data.intake.look import read_preview
from data.intake.mapping import guess_mapping
from data.privacy.forget import forget_customer
from data.services.undo import undo_last_import
from tests.builders import import_csv, new_shop

HEAD = "order_id,date,customer_id,sku,qty,price"
REASON = "replaced"
JANUARY = ("1,2024-01-05 10:00,c1,A,2,10", "2,2024-01-31 23:50,c2,B,1,20", "2,2024-01-31 23:50,c2,A,1,10")
SINCE = "3,2024-02-03 10:00,c3,C,1,30"
SOLD = "SELECT sum(net_price * quantity) FROM events WHERE event_type = 'purchase'"


def state(shop):
    """Return all that a person can see of a shop's data."""
    frames = [
        shop.read("overview"),
        shop.read("customers"),
        shop.rejects(),
        shop.imports().drop(columns="imported_at"),
    ]
    return [frame.to_csv(index=False) for frame in frames]


def file_of(directory, name, rows, head=HEAD):
    path = directory / f"{name}.csv"
    path.write_text("\n".join([head, *rows]) + "\n")
    return path


def sold(shop):
    with shop.changing() as connection:
        return float(connection.execute(SOLD).fetchall()[0][0])


def balances(shop):
    """Say whether what was kept and rejected of every file adds up, and the kept rows are all there are."""
    files = shop.imports().to_dict("records")
    rejects = shop.rejects().groupby("import_id").size()
    with shop.changing() as connection:
        n_events = connection.execute("SELECT count(*) FROM events").fetchall()[0][0]
    adds_up = all(f["rows_read"] == f["rows_kept"] + rejects.get(f["import_id"], 0) for f in files)
    return adds_up and n_events == sum(file["rows_kept"] for file in files)


@pytest.mark.parametrize(
    ("later", "wanted"),
    [
        (["2,2024-01-31 23:50,c2,B,2,20", "2,2024-01-31 23:50,c2,A,1,10"], 100),  # another quantity
        (["2,2024-01-31 23:50,c2,B,1,15", "2,2024-01-31 23:50,c2,A,1,10"], 75),  # part of the price back
        (["2,2024-01-31 23:50,c2,A,1,10"], 60),  # a line went back
        (
            ["2,2024-01-31 23:50,c2,B,1,20", "2,2024-01-31 23:50,c2,A,1,10", "2,2024-01-31 23:50,c2,D,1,5"],
            85,
        ),  # one more
        (["2,2024-01-31 23:50,c2,B,1,20", "2,2024-01-31 23:50,c2,A,1,10"], 80),  # nothing
        (["2,2024-01-31 23:50,c9,B,1,20", "2,2024-01-31 23:50,c9,A,1,10"], 80),  # a guest who became known
    ],
)
@pytest.mark.parametrize("is_one_call", [True, False])
def test_the_newer_version_counts_in_whatever_order_files_come(tmp_path, later, wanted, is_one_call):
    for n, order in enumerate(itertools.permutations([("jan", JANUARY), ("feb", [*later, SINCE])])):
        directory = tmp_path / str(n)
        directory.mkdir()
        shop = new_shop(directory)
        paths = [file_of(directory, *file) for file in order]
        if is_one_call:
            intakes = import_files(
                shop, [Source(p, p.name, "events", guess_mapping(read_preview(p), "events")) for p in paths]
            )
            assert all(i.rows_read == i.rows_kept + sum(i.rejected.values()) for i in intakes)
        else:
            for path in paths:
                import_csv(shop, path, "events")

        assert sold(shop) == wanted
        assert balances(shop)


def test_a_day_that_got_its_time_is_no_second_order(tmp_path):
    shop = new_shop(tmp_path)
    import_csv(shop, file_of(tmp_path, "jan", ["1,2024-01-31,,A,2,10", "2,2024-01-31,,B,1,20"]), "events")
    later = ["1,2024-01-31 20:15,c1,A,2,10", "2,2024-01-31 21:00,c2,B,1,20"]
    import_csv(shop, file_of(tmp_path, "feb", later), "events")

    assert sold(shop) == 40
    assert shop.read("customers")["customer_id"].tolist() == ["c1", "c2"]


@pytest.mark.parametrize(
    ("later", "wanted"),
    [
        (["1,2024-01-05 10:00,c1,A,2,10", "2,2024-02-01 04:50,c2,B,2,20", SINCE], 90),  # another time zone
        (["1,2024-01-05 10:00,c1,A,2,10", "2,2024-02-01 04:50,c2,D,2,20", SINCE], 120),  # another order
        (["1,2024-01-05 10:00,c1,A,2,10", "2,2024-02-02 04:50,c2,B,2,20", SINCE], 120),  # two days later
        (
            ["1,2024-01-05 10:00,c1,A,2,10", "2,2024-02-01 09:12,c2,B,2,20", SINCE],
            120,
        ),  # numbers begin anew each day
    ],
)
def test_an_order_whose_time_has_moved_past_midnight_counts_once(tmp_path, later, wanted):
    shop = new_shop(tmp_path)
    import_csv(shop, file_of(tmp_path, "jan", JANUARY), "events")
    import_csv(shop, file_of(tmp_path, "feb", later), "events")

    assert sold(shop) == wanted
    assert balances(shop)


def test_an_order_cancelled_since_is_no_sale_any_more(tmp_path):
    shop = new_shop(tmp_path)
    head = HEAD + ",status"
    import_csv(shop, file_of(tmp_path, "jan", [row + ",paid" for row in JANUARY], head), "events")
    later = [
        "2,2024-01-31 23:50,c2,B,1,20,cancelled",
        "2,2024-01-31 23:50,c2,A,1,10,cancelled",
        SINCE + ",paid",
    ]

    import_csv(shop, file_of(tmp_path, "feb", later, head), "events")

    assert sold(shop) == 50
    assert balances(shop)


@pytest.mark.parametrize(
    ("head", "here", "there", "wanted"),
    [
        (
            HEAD,
            ["1,2024-01-05,c1,A,1,10", "2,2024-01-06,c2,B,1,20"],
            ["1,2024-01-05,c1,C,1,5", "2,2024-01-06,c2,D,1,7"],
            42,
        ),
        (HEAD + ",warehouse", ["1,2024-01-05,c1,A,1,10,W1"], ["1,2024-01-05,c1,A,2,10,W2"], 30),
        (HEAD + ",store_id", ["1,2024-01-05,c1,A,1,10,S1"], ["1,2024-01-05,c2,A,2,10,S2"], 30),
        (
            HEAD,
            ["1,2024-01-05,c1,A,1,10"],
            ["1,2024-01-06,c2,A,2,10"],
            30,
        ),  # numbers that begin anew every day
    ],
)
def test_files_that_share_orders_out_do_not_replace_each_other(tmp_path, head, here, there, wanted):
    shop = new_shop(tmp_path)
    for name, rows in (("here", here), ("there", there)):
        import_csv(shop, file_of(tmp_path, name, rows, head), "events")

    assert sold(shop) == wanted
    assert REASON not in shop.rejects()["reason"].tolist()


def test_what_was_replaced_is_told_with_its_line_and_comes_back(tmp_path):
    shop = new_shop(tmp_path)
    import_csv(shop, file_of(tmp_path, "jan", [*JANUARY[:2], "9,never,c,A,1,1", JANUARY[2]]), "events")
    before = state(shop)

    import_csv(shop, file_of(tmp_path, "feb", ["2,2024-01-31 23:50,c2,B,2,20", SINCE]), "events")

    rejects = shop.rejects()
    told = rejects[rejects["reason"] == REASON]
    assert told[["row", "column", "value"]].values.tolist() == [[3, "order_id", "2"], [5, "order_id", "2"]]
    assert balances(shop)
    assert undo_last_import(shop)
    assert state(shop) == before


def test_a_forgotten_customer_vanishes_from_what_was_replaced(tmp_path):
    shop = new_shop(tmp_path)
    import_csv(shop, file_of(tmp_path, "jan", JANUARY), "events")
    import_csv(shop, file_of(tmp_path, "feb", ["2,2024-01-31 23:50,c2,B,2,20", SINCE]), "events")

    forget_customer(shop, "c2")

    assert balances(shop)
    assert shop.rejects().empty
    with shop.changing() as connection:
        assert connection.execute("SELECT count(*) FROM replaced_events").fetchall() == [(0,)]
    undo_last_import(shop)
    assert sold(shop) == 20
