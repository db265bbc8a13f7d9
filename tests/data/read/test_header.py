"""Whether the first row names the columns is seen from the rows; without a header nothing is lost."""

import pytest

from data.intake.load import Source, import_files
from data.intake.look import read_preview
from data.read.header import has_header
from data.schema import InputError, Mapping
from tests.builders import events_csv, import_csv, new_shop

WITH = {
    "events": "customer_id,event_time,product_id\nc1,2024-01-01,p1\nc2,2024-01-01,p2",
    "ids under words": "offer_id,product_ids\no1,p1|p2\no2,p3|p4",
    "words only": "customer_id,tier,region\nc1,gold,north\nc2,silver,south",
    "names only": "name,city\nAnn,Bern\nBob,Basel",
    "chinese": "客户,商品\n张三,苹果\n李四,梨",
    "a column per year": "product_id,2019,2020,2021\np1,9.99,8.99,7.99\np2,1,2,3",
    "a column per day": "product_id,2024-01-01,2024-01-02\np1,9.99,8.99\np2,1,2",
    "a column per week": "product_id,1,2,3\np1,9.99,8.99,7\np2,1,2,5",
    "names with digits": "1st,2nd,id\n1,2,5\n3,4,6",
    "missing values": "a,b\nNULL,1\n,2",
    "no row at all": "a,b",
}
WITHOUT = {
    "Taobao": "1,2268318,2520377,pv,1511544070\n1,2333346,2520771,pv,1511561733\n1,2576651,149192,buy,151157",
    "Youshu": "0,1\n0,17\n3,2",
    "codes": "c1,2024-01-01,p1\nc2,2024-01-01,p2",
    "a code over numbers": "17850,?,85123A\n17850,2,71053\n17851,1,22",
    "a value that comes again": "c0,gold,north\nc1,gold,north\nc2,silver,south",
    "REES46": "2019-10-01 00:00:00 UTC,view,44600062,,a,35.79\n2019-10-01 00:00:00 UTC,view,39,,b,33.2",
    "a missing first value": "1,NULL,a\n2,3,b\n4,5,b",
    "one row": "17850,2024-01-01,85123A",
}
COLUMNS = {
    "customer_id": "column 1",
    "product_id": "column 2",
    "event_type": "column 4",
    "event_time": "column 5",
}


def records(text: str) -> list[list[str]]:
    return [line.split(",") for line in text.split("\n")]


@pytest.mark.parametrize("text", WITH.values(), ids=WITH)
def test_a_row_of_names_is_a_header(text):
    assert has_header(records(text))


@pytest.mark.parametrize("text", WITHOUT.values(), ids=WITHOUT)
def test_a_row_like_the_others_is_none(text):
    assert not has_header(records(text))


def behavior(tmp_path, n_rows=30, end="\n", **rows):
    lines = [f"{n % 7},p{n % 5},c{n % 3},{'buy' if n % 2 else 'pv'},{1511544070 + n}" for n in range(n_rows)]
    for name, text in rows.items():
        lines[int(name.removeprefix("row"))] = text
    path = tmp_path / "UserBehavior.csv"
    path.write_bytes((end.join(lines) + end).encode())
    return path


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_file_without_a_header_loses_no_row(tmp_path, end):
    path = behavior(tmp_path, end=end)
    preview = read_preview(path)
    shop = new_shop(tmp_path)

    intake = import_csv(shop, path, mapping=Mapping("events", COLUMNS))

    assert not preview.has_header
    assert preview.columns == [f"column {n}" for n in range(1, 6)]
    assert preview.rows.loc[0, "column 5"] == "1511544070"
    assert (intake.rows_read, intake.rows_kept) == (30, 30)


def test_rows_of_a_file_without_a_header_count_from_one(tmp_path):
    path = behavior(tmp_path, row0="1,p1,c1,buy,never", row7="cut,row", row12="1,p1,c1,buy,never")
    shop = new_shop(tmp_path)

    import_csv(shop, path, mapping=Mapping("events", COLUMNS))

    assert sorted(shop.rejects()["row"]) == [1, 8, 13]


def test_rows_count_from_one_where_cells_have_line_breaks_too(tmp_path):
    path = behavior(tmp_path, row2='1,"p\n1",c1,buy,1511544070', row9="1,p1,c1,buy,never", row11="cut,row")
    shop = new_shop(tmp_path)

    import_csv(shop, path, mapping=Mapping("events", COLUMNS))

    assert sorted(shop.rejects()["row"]) == [11, 13]


def test_a_person_may_say_that_there_is_no_header(tmp_path):
    path = events_csv(tmp_path / "events.csv")
    shop = new_shop(tmp_path)
    columns = {"customer_id": "column 1", "event_time": "column 2", "product_id": "column 4"}

    assert read_preview(path).has_header
    assert read_preview(path, header=False).rows["column 1"].tolist() == ["customer_id", "c1"]
    intake = import_csv(shop, path, mapping=Mapping("events", columns), header=False)
    assert intake.rejected == {"time_unreadable": 1}
    assert shop.rejects()["row"].tolist() == [1]


def test_a_person_may_say_that_there_is_one(tmp_path):
    path = behavior(tmp_path)

    assert read_preview(path, header=True).columns[4] == "1511544070"


def test_a_header_without_rows_is_refused(tmp_path):
    path = tmp_path / "empty.csv"
    path.write_text("customer_id,product_id\n")
    source = Source(path, "empty.csv", "events", Mapping("events", {}))

    with pytest.raises(InputError, match="no row under it"):
        import_files(new_shop(tmp_path), [source])


@pytest.mark.parametrize("end", [",", ",,"])
def test_a_delimiter_at_the_end_of_the_header_alone_makes_no_column(tmp_path, end):
    path = tmp_path / "events.csv"
    rows = "".join(f"c{n},2024-01-0{n + 1},p1\n" for n in range(5))
    path.write_text(f"customer_id,event_time,product_id{end}\n" + rows)

    assert import_csv(new_shop(tmp_path), path).rows_kept == 5


def test_a_column_without_a_name_stays_one(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text("customer_id,event_time,product_id,\nc1,2024-01-01,p1,gold\nc2,2024-01-02,p1\n")

    assert read_preview(path).columns == ["customer_id", "event_time", "product_id", "column 4"]
