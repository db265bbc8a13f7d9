import pytest

from data.intake.look import read_preview
from data.intake.mapping import guess
from data.intake.mapping.names import SYNONYMS
from tests.builders import import_csv, new_shop


def guessed(tmp_path, text):
    path = tmp_path / "file.csv"
    path.write_text(text, encoding="utf-8")
    return guess(read_preview(path))


def test_columns_without_names_are_told_by_their_values(tmp_path):
    mapping = guessed(
        tmp_path,
        "536365,85123A,WHITE HANGING HEART,6,2010-12-01 08:26:00,2.55,17850\n"
        "536365,71053,WHITE METAL LANTERN,6,2010-12-01 08:26:00,3.39,17850\n"
        "536366,22633,HAND WARMER UNION,6,2010-12-01 08:28:00,1.85,17850\n"
        "536367,84879,BIRD ORNAMENT,32,2010-12-01 08:34:00,1.69,13047\n",
    ).mapping

    assert mapping.columns == {
        "order_id": "column 1",
        "product_id": "column 2",
        "title": "column 3",
        "quantity": "column 4",
        "event_time": "column 5",
        "net_price": "column 6",
        "customer_id": "column 7",
    }


@pytest.mark.parametrize(
    ("header", "row", "proposed"),
    [
        ("foo,bar,baz", lambda n: f"w{n % 4},{n % 7},{n / 7:.4f}", {}),
        ("temperature,humidity,station", lambda n: f"{20 + n / 10},{n % 9},S{n % 4}", {}),
        ("x,y", lambda n: f"{n / 3:.5f},{n / 7:.5f}", {}),
        ("station,temp,date", lambda n: f"S{n % 4},{20 + n / 10},2024-01-{n % 28 + 1:02d}", {}),
        ("商品コード名,説明", lambda n: f"A-{n:04d},Tea with milk", {"product_id": "商品コード名"}),
    ],
)
def test_a_table_of_something_else_is_not_taken_for_a_list_of_products(tmp_path, header, row, proposed):
    rows = [header, *map(row, range(40))]

    mapping = guessed(tmp_path, "\n".join(rows) + "\n").mapping

    ids = {name: column for name, column in mapping.columns.items() if name.endswith("_id")}
    assert ids == proposed


def test_names_that_say_nothing_leave_it_to_the_values(tmp_path):
    found = guessed(tmp_path, "a,b,c,d\n1,2268318,pv,1511544070\n2,2333346,buy,1511561733\n")

    assert found.mapping.columns == {
        "customer_id": "a",
        "product_id": "b",
        "event_type": "c",
        "event_time": "d",
    }
    assert set(found.why.values()) == {"values"}


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        ("12", {"1": "view", "2": "purchase"}),
        ("01", {"0": "view", "1": "purchase"}),
        ("1324", {"1": "view", "2": "view", "3": "cart", "4": "purchase"}),
        ("0213", {"0": "view", "1": "cart", "2": "purchase", "3": "view"}),
    ],
)
def test_numbered_event_types_get_a_meaning_to_confirm(tmp_path, values, codes):
    rows = "".join(f"u{n},i{n},{value},2024-01-0{n + 1}\n" for n, value in enumerate(values))

    mapping = guessed(tmp_path, "user_id,item_id,behavior_type,time\n" + rows).mapping

    assert mapping.constants["event_codes"] == codes


def test_confirmed_codes_become_event_types(tmp_path):
    path = tmp_path / "file.csv"
    path.write_text("user_id,item_id,action,time\nu1,i1,7,2024-01-01\nu1,i1,9,2024-01-02\n")
    shop = new_shop(tmp_path)

    import_csv(shop, path, event_codes={"7": "view", "9": "purchase"})

    assert dict(shop.read("funnel")[["event_type", "events"]].values) == {"view": 1, "purchase": 1}


def test_every_word_for_an_event_is_read_as_the_event_it_means(tmp_path):
    words = [(word, type_) for type_, text in SYNONYMS["event_words"].items() for word in text.split()]
    shop = new_shop(tmp_path)

    with shop.cursor() as cursor:
        read = [
            cursor.execute("SELECT read_event_type($w)", {"w": word}).fetchall()[0][0] for word, _ in words
        ]

    assert read == [type_ for _, type_ in words]


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("order_id,product_id,price", "events"),
        ("order_id,customer_id,order_date", "orders"),
        ("sku,date,price", "prices"),
        ("sku,2024-01-01,2024-01-02,2024-01-03", "prices"),
        ("customer_id,city", "customers"),
        ("sku,name,price", "products"),
        ("pedido,cliente,fecha,producto,precio", "events"),
        ("订单号,用户ID,下单时间,商品ID,单价", "events"),
    ],
)
def test_the_kind_of_a_file_shows_in_its_header(tmp_path, header, kind):
    row = ",".join(
        "2024-01-01" if "date" in n or n in ("fecha", "下单时间") else "1" for n in header.split(",")
    )

    assert guessed(tmp_path, f"{header}\n{row}\n").mapping.kind == kind


def test_prices_with_spaces_between_thousands_are_no_ids(tmp_path):
    rows = "".join(f"к{n};2024-01-0{n + 1};Платье;1 250,50\n" for n in range(6))

    columns = guessed(tmp_path, "клиент;дата;товар;цена\n" + rows).mapping.columns

    assert columns["customer_id"] == "клиент"
    assert columns["net_price"] == "цена"
    assert columns.get("product_id") != "цена"


@pytest.mark.parametrize("sign", ["/", "."])
def test_a_name_with_a_path_says_what_its_last_part_says_of_a_line(tmp_path, sign):
    names = [f"Order Lines{sign}{name}" for name in ("Product", "Quantity", "Unit Price")]
    header = ",".join(["Order Reference", "Order Date", "Customer", *names, f"Invoice{sign}Price"])
    path = tmp_path / "lines.csv"
    path.write_text(f"{header}\nS1,2024-03-05,Azure,Desk,1,8.50,9\nS1,2024-03-05,Azure,Lamp,1,3.50,9\n")

    columns = guess(read_preview(path), "events").mapping.columns

    assert [columns[name] for name in ("product_id", "quantity", "net_price")] == names
