from decimal import Decimal

import pytest

from data.intake.load import Source, import_files
from data.intake.look import read_preview
from data.intake.mapping import all_presets, guess
from tests.attributes import attributes_of
from tests.builders import new_shop
from tests.data.intake.mapping.samples import logs, shops

SCHEMAS = {
    "UCI Online Retail": logs.ONLINE_RETAIL,
    "UCI Online Retail II": logs.ONLINE_RETAIL_II,
    "REES46 store events": logs.REES46,
    "GA4 items": logs.GA4,
    "RetailRocket events": logs.RETAILROCKET,
    "Taobao UserBehavior": logs.TAOBAO,
    "Tianchi mobile recommendation": logs.TIANCHI,
    "dunnhumby The Complete Journey, transactions": logs.DUNNHUMBY,
    "dunnhumby households": logs.HH_DEMOGRAPHIC,
    "dunnhumby products": logs.DUNNHUMBY_PRODUCT,
    "Instacart orders": logs.INSTACART_ORDERS,
    "Instacart order lines": logs.INSTACART_LINES,
    "Instacart products": logs.INSTACART_PRODUCTS,
    "Olist, joined": shops.OLIST_JOINED,
    "Olist orders": shops.OLIST_ORDERS,
    "Olist order items": shops.OLIST_ITEMS,
    "Olist customers": shops.OLIST_CUSTOMERS,
    "Olist products": shops.OLIST_PRODUCTS,
    "Shopify orders export": shops.SHOPIFY,
    "WooCommerce orders": shops.WOOCOMMERCE,
    "WooCommerce order items": shops.WOO_ITEMS,
    "Amazon order report": shops.AMAZON,
}


def written(directory, text, name="export.csv"):
    path = directory / name
    path.write_text(text, encoding="utf-8")
    return path


def imported(directory, *texts):
    """Import files as they are guessed; return the shop and the intakes."""
    shop = new_shop(directory)
    paths = [written(directory, text, f"export{place}.csv") for place, text in enumerate(texts)]
    mappings = [guess(read_preview(path)).mapping for path in paths]
    sources = [Source(p, p.name, m.kind, m) for p, m in zip(paths, mappings, strict=True)]
    return shop, import_files(shop, sources)


def rows(shop, columns):
    with shop.cursor() as cursor:
        return cursor.execute(f"SELECT {columns} FROM events ORDER BY rowid").fetchall()


@pytest.mark.parametrize("schema", SCHEMAS)
def test_known_exports_are_recognized_and_nearly_all_their_columns_known(tmp_path, schema):
    preview = read_preview(written(tmp_path, SCHEMAS[schema]))

    guessed = guess(preview)

    assert guessed.preset is not None
    assert guessed.preset.name == schema
    known = {
        *guessed.mapping.columns.values(),
        *guessed.preset.kept_of(preview.columns),
        *guessed.preset.ignored_of(preview.columns),
    }
    assert len(known & set(preview.columns)) >= 0.95 * len(preview.columns)


def test_every_preset_says_where_its_files_come_from():
    assert all(len(preset.source) > 20 for preset in all_presets())


@pytest.mark.parametrize("name", [preset.name for preset in all_presets()])
def test_a_preset_maps_no_column_that_its_kind_does_not_have(name):
    from data.schema import COLUMNS

    preset = next(preset for preset in all_presets() if preset.name == name)

    assert set(preset.columns) <= {column.name for column in COLUMNS[preset.kind]}


EVENTS = {
    "UCI Online Retail": [
        ("17850", "2010-12-01 08:26:00", "purchase", "85123A", "2.5500", None, 6),
        ("13047", "2010-12-13 08:28:00", "purchase", "71053", "3.3900", None, 6),
        ("13047", "2010-12-14 09:41:00", "return", "71053", "3.3900", None, 1),
    ],
    "UCI Online Retail II": [
        ("13085", "2009-12-01 07:45:00", "purchase", "85048", "6.9500", None, 12),
        ("13085", "2009-12-01 07:46:00", "purchase", "22350", "2.5500", None, 12),
    ],
    "REES46 store events": [
        ("541312140", "2019-10-01 00:00:00", "view", "44600062", "35.7900", None, 1),
        ("554748717", "2019-10-01 00:00:04", "cart", "3900821", "33.2000", None, 1),
        ("554748717", "2019-10-01 00:00:09", "purchase", "3900821", "33.2000", None, 1),
    ],
    "GA4 items": [
        ("2697787.2422183099", "2020-11-21 05:37:39.520352", "purchase", "GGOEGAAA", "24.0000", None, 2),
        ("3680421.4213771360", "2020-11-21 09:58:46.508472", "purchase", "GGOEGBBB", "5.5000", None, 1),
    ],
    "RetailRocket events": [
        ("257597", "2015-06-02 05:02:12.117", "view", "355908", None, None, 1),
        ("992329", "2015-06-02 05:50:14.164", "cart", "248676", None, None, 1),
        ("599528", "2015-06-02 05:17:56.276", "purchase", "356475", None, None, 1),
    ],
    "Taobao UserBehavior": [
        ("1", "2017-11-24 17:21:10", "view", "2268318", None, None, 1),
        ("1", "2017-11-24 22:15:33", "cart", "2333346", None, None, 1),
        ("100", "2017-11-25 01:21:25", "view", "2576651", None, None, 1),
        ("100", "2017-11-25 01:23:20", "purchase", "2576651", None, None, 1),
    ],
    "Tianchi mobile recommendation": [
        ("98047837", "2014-12-06 02:00:00", "view", "232431562", None, None, 1),
        ("97726136", "2014-12-09 20:00:00", "view", "383583590", None, None, 1),
        ("98607707", "2014-12-18 11:00:00", "purchase", "64749712", None, None, 1),
    ],
    "dunnhumby The Complete Journey, transactions": [
        ("2375", "2000-01-01 16:31:00", "purchase", "1004906", "1.3900", "1.9900", 1),
        ("2375", "2000-01-01 16:31:00", "purchase", "1033142", "0.8200", "0.8200", 1),
        ("2375", "2001-12-11 00:05:00", "purchase", "1036325", "1.5000", "2.1200", 2),
    ],
    "Olist, joined": [
        ("7c39", "2017-10-02 10:56:33", "purchase", "87285", "29.9900", None, 1),
        ("af07", "2018-07-24 20:41:37", "purchase", "595f", "118.7000", None, 1),
    ],
    "Shopify orders export": [
        ("a@b.c", "2020-01-01 15:00:00", "purchase", "MUG-1", "9.0000", "12.0000", 2),
        ("a@b.c", "2020-01-01 15:00:00", "purchase", "Cup", "9.0000", "10.0000", 1),
        ("b@b.c", "2020-01-02 15:00:00", "purchase", "MUG-1", "3.33333333", "3.5000", 3),
    ],
    "WooCommerce orders": [
        ("a@b.c", "2023-05-01 10:00:00", "purchase", "SK1", "8.3350", "10.0000", 2),
        ("a@b.c", "2023-05-01 10:00:00", "purchase", "SK2", "8.3300", "10.0000", 1),
    ],
    "WooCommerce order items": [("7", "2023-05-01 10:00:00", "purchase", "SK1", "8.0000", "10.0000", 2)],
    "Amazon order report": [(None, "2023-05-01 10:00:00", "purchase", "MUG-1", "7.5000", "10.0000", 2)],
}
FIELDS = (
    "customer_id, CAST(event_time AS VARCHAR), event_type, product_id, amount_text(net_price), "
    "amount_text(list_price), CAST(quantity AS INTEGER)"
)


@pytest.mark.parametrize("schema", EVENTS)
def test_events_of_known_exports_are_right_to_the_cent_and_the_second(tmp_path, schema):
    shop, (intake,) = imported(tmp_path, SCHEMAS[schema])

    assert rows(shop, FIELDS) == EVENTS[schema]
    assert intake.rows_read == intake.rows_kept == len(EVENTS[schema])


def test_olists_separate_files_join_into_order_lines_of_persons(tmp_path):
    texts = (shops.OLIST_ITEMS, shops.OLIST_ORDERS, shops.OLIST_CUSTOMERS, shops.OLIST_PRODUCTS)

    shop, (items, orders, customers, _) = imported(tmp_path, *texts)

    assert (items.rows_read, items.rows_kept) == (4, 2)
    assert items.rejected == {"order_unknown": 1, "no_sale": 1}
    assert (orders.rows_kept, customers.rows_kept) == (2, 1)
    assert rows(shop, 'customer_id, CAST(event_time AS VARCHAR), order_id, net_price, "order_status"') == [
        ("u1", "2017-10-02 10:56:33", "o1", Decimal("29.9900"), "delivered"),
        ("u1", "2017-10-02 10:56:33", "o1", Decimal("5.0000"), "delivered"),
    ]


def test_instacarts_orders_get_times_that_keep_their_order_and_their_gaps(tmp_path):
    texts = (logs.INSTACART_LINES, logs.INSTACART_ORDERS, logs.INSTACART_PRODUCTS)

    shop, intakes = imported(tmp_path, *texts)

    assert rows(shop, "customer_id, CAST(event_time AS VARCHAR), product_id") == [
        ("1", "2000-01-04 08:00:00", "196"),
        ("1", "2000-01-19 07:00:00", "196"),
        ("1", "2000-02-09 12:00:00", "14084"),
        ("2", "2000-01-02 11:00:00", "196"),
    ]
    assert intakes[1].mapping.constants["first_day"] == "2000-01-02"


def test_fields_of_the_first_line_of_an_order_hold_for_its_other_lines(tmp_path):
    shop, _ = imported(tmp_path, shops.SHOPIFY)

    assert rows(shop, 'order_id, promotion, "Shipping Country"') == [
        ("#1001", "TEN", "US"),
        ("#1001", "TEN", "US"),
        ("#1002", None, "CA"),
    ]
    kept = attributes_of(shop)["column"].tolist()
    assert not {"Billing Name", "Shipping Street", "Phone"} & set(kept)
