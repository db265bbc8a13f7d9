from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.intake.look import read_preview
from data.intake.mapping import guess
from data.schema import InputError
from tests.builders import import_csv, new_shop, write_csv


def prices(tmp_path, lines, **constants):
    """Import lines of a shop and return the net and the list price of each."""
    shop = new_shop(tmp_path)
    rows = [
        {"customer_id": "c1", "event_time": f"2024-01-{n + 1:02d}", "product_id": f"p{n}", "order_id": "o1"}
        | line
        for n, line in enumerate(lines)
    ]
    import_csv(shop, write_csv(tmp_path / "lines.csv", rows), **constants)
    with shop.cursor() as cursor:
        found = cursor.execute(
            "SELECT CAST(net_price AS DOUBLE), CAST(list_price AS DOUBLE) FROM events ORDER BY rowid"
        ).fetchall()
    shop.close()
    return found


def sold(n):
    return {"customer_id": "c1", "event_time": "2024-01-05", "product_id": f"p{n}", "order_id": "o1"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ({"unit_price": "10", "quantity": "3", "discount": "0.1"}, (9.0, 10.0)),
        ({"unit_price": "10", "quantity": "3", "discount": "10%"}, (9.0, 10.0)),
        ({"unit_price": "10", "quantity": "3", "discount_percent": "15"}, (8.5, 10.0)),
        ({"unit_price": "10", "quantity": "4", "discount_amount": "2.00"}, (9.5, 10.0)),
        ({"unit_price": "10", "quantity": "4", "discount_amount": "-2.00"}, (9.5, 10.0)),
        ({"sales": "16", "quantity": "2", "discount": "0.2"}, (8.0, 10.0)),
        ({"list_price": "16", "quantity": "2", "discount_amount": "4"}, (14.0, 16.0)),
        ({"net_price": "8", "list_price": "10", "quantity": "1", "discount": "0.2"}, (8.0, 10.0)),
    ],
)
def test_a_discount_of_a_line_becomes_both_prices(tmp_path, line, expected):
    assert prices(tmp_path, [line]) == [expected]


def test_the_analyst_says_whether_prices_stand_after_the_discount(tmp_path):
    line = {"unit_price": "9", "quantity": "1", "discount": "0.1"}

    assert prices(tmp_path, [line], discounts="deducted") == [(9.0, 10.0)]


def test_a_discount_choice_that_is_none_is_refused(tmp_path):
    with pytest.raises(InputError, match="to deduct"):
        prices(tmp_path, [{"unit_price": "9", "discount": "0.1"}], discounts="maybe")


CENTS = st.integers(100, 100_000)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cents=st.lists(CENTS, min_size=1, max_size=12), share=st.integers(1, 90))
def test_an_orders_discount_is_shared_among_its_lines_to_the_cent(tmp_path_factory, cents, share):
    reduction = Decimal(sum(cents) * share // 100) / 100
    lines = [
        {"unit_price": str(Decimal(c) / 100), "quantity": "1", "order_discount": str(reduction)}
        for c in cents
    ]

    found = prices(
        tmp_path_factory.mktemp("order"), [*lines, {"unit_price": "5", "order_id": "o2", "quantity": "1"}]
    )

    assert found[-1] == (5.0, 5.0)
    kept = sum(Decimal(str(net)) for net, _ in found[:-1])
    given_up = [Decimal(c) / 100 - Decimal(str(net)) for c, (net, _) in zip(cents, found, strict=False)]
    assert all(0 <= part <= Decimal(c) / 100 for part, c in zip(given_up, cents, strict=True))
    assert kept == Decimal(sum(cents)) / 100 - reduction


def many(n, **line):
    return [{"unit_price": "10", "quantity": "1"} | line] * n


@pytest.mark.parametrize("n_first", [25, 60_000])
def test_discounts_that_are_neither_shares_nor_percents_are_asked_about(tmp_path, n_first):
    lines = many(n_first, discount="0.50") + many(n_first // 2, discount="5.00")
    rows = [sold(n) | line for n, line in enumerate(lines)]

    with pytest.raises(InputError, match=r"neither shares nor percents.*discount_total") as refusal:
        import_csv(new_shop(tmp_path), write_csv(tmp_path / "lines.csv", rows))

    assert refusal.value.row == n_first + 2


@pytest.mark.parametrize(
    ("first", "rest", "expected"),
    [
        (["0"] * 30, ["0.2"] * 20, 8.0),  # shares, which no first row shows
        ([""] * 30, ["20%"] * 20, 8.0),
        (["0.5"] * 25, ["5.00"] * 2_000, 5.0),  # money, of which the first rows look like shares
        (["0"] * 30, ["2.50"] * 20, 7.5),
        (["5"] * 30, ["0.2"] * 3_000, 8.0),
    ],
)
def test_what_a_column_of_discounts_means_is_told_by_all_of_them(tmp_path, first, rest, expected):
    lines = [{"unit_price": "10", "quantity": "1", "discount": value} for value in [*first, *rest]]
    rows = [sold(n) | line for n, line in enumerate(lines)]
    shop = new_shop(tmp_path)

    import_csv(shop, write_csv(tmp_path / "lines.csv", rows))

    with shop.cursor() as cursor:
        last = cursor.execute(
            "SELECT CAST(net_price AS DOUBLE) FROM events ORDER BY rowid DESC LIMIT 1"
        ).fetchone()
    assert last == (expected,)


def test_percents_that_come_late_are_percents_all_the_same(tmp_path):
    lines = many(30, discount_percent="0") + many(20, discount_percent="20")

    found = prices(tmp_path, [line | sold(n) for n, line in enumerate(lines)])

    assert found[0] == (10.0, 10.0)
    assert found[-1] == (8.0, 10.0)


def test_a_slip_among_shares_makes_no_percents_of_them(tmp_path):
    lines = many(99, discount="0.2") + many(1, discount="1.5")
    rows = [sold(n) | line for n, line in enumerate(lines)]
    shop = new_shop(tmp_path)

    import_csv(shop, write_csv(tmp_path / "lines.csv", rows))

    with shop.cursor() as cursor:
        found = cursor.execute("SELECT DISTINCT CAST(net_price AS DOUBLE) FROM events").fetchall()
    assert found == [(8.0,)]
    rejects = shop.rejects()[["row", "column", "value", "reason"]]
    assert rejects.to_numpy().tolist() == [[101, "discount", "1.5", "discount_beyond_all"]]


@pytest.mark.parametrize(
    ("texts", "is_doubt"), [(["10", "20", "0"], True), (["10", "2.50", "0"], False), (["0", "0.00"], False)]
)
def test_round_discounts_may_be_percents(tmp_path, texts, is_doubt):
    rows = [sold(n) | {"unit_price": "49.90", "discount": text} for n, text in enumerate(texts)]

    found = guess(read_preview(write_csv(tmp_path / "lines.csv", rows)))

    assert found.mapping.columns["discount_total"] == "discount"
    assert ("percents" in found.doubt) == is_doubt


def test_a_discount_above_the_price_is_named(tmp_path):
    rows = [sold(n) | {"unit_price": "4.99", "discount": text} for n, text in enumerate(["1.50", "10"])]
    shop = new_shop(tmp_path)

    import_csv(shop, write_csv(tmp_path / "lines.csv", rows))

    rejects = shop.rejects()[["row", "column", "value", "reason"]]
    assert rejects.to_numpy().tolist() == [[3, "discount", "10", "price_used_up"]]
