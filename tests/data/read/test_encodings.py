"""What a text is written in is found from its bytes, and every word arrives as it was typed."""

import pytest

from data.intake.look import read_preview
from data.read.encodings import guess_encoding
from data.schema import Mapping
from tests.builders import event, import_csv, new_shop, write_csv

CHINESE = "客户编号,商品名称,性别\nc1,红色连衣裙,女\nc2,T恤,男\nc3,iPhone 手机壳（透明）,女\n"
TRADITIONAL = "客戶,商品名稱\nc1,紅色連衣裙和電視機\nc2,喆\n"
WESTERN = {
    "french": "id,nom\n1,Café crème à la fraise\n2,Élégance\n3,déjà vu",
    "portuguese": "id,nome\n1,PROMOÇÃO DE VERÃO\n2,AÇÃO\n3,PÃO DE AÇÚCAR",
    "one word of it": "id,nome\n" + "1,PROMOÇÃO\n" * 50,
    "german": "id,name\n1,Größe XL\n2,Süßigkeiten für Mädchen",
    "spanish": "id,n\n1,niño\n2,AÑO\n3,¿Qué?\n4,ESPAÑA",
    "signs": "id,n\n1,20 °C\n2,±5\n3,£5\n4,½",
}
OTHERS = {
    "cp1251": "id,имя\n1,красное платье женское\n2,Мужская рубашка\n3,ТЕЛЕФОН",
    "koi8-r": "id,имя\n1,красное платье\n2,Мужская рубашка из хлопка",
    "cp1253": "id,n\n1,Κόκκινο φόρεμα μέγεθος",
    "cp1250": "id,n\n1,žluťoučký kůň úpěl ďábelské ódy",
    "big5": "id,商品\n1,紅色連衣裙電視機",
    "shift-jis": "id,商品\n1,赤いワンピースとテレビ",
}


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "gb2312"])
def test_chinese_exports_are_known_by_their_bytes(encoding):
    assert guess_encoding(CHINESE.encode(encoding), "x") == "gb18030"
    assert guess_encoding((CHINESE * 500).encode(encoding)[:10_001], "x") == "gb18030"


@pytest.mark.parametrize("text", WESTERN.values(), ids=WESTERN)
def test_accents_of_latin_1_are_not_taken_for_chinese(text):
    assert guess_encoding(text.encode("latin-1"), "x") == "cp1252"


@pytest.mark.parametrize("encoding", OTHERS)
def test_other_writings_are_not_taken_for_chinese(encoding):
    assert guess_encoding(OTHERS[encoding].encode(encoding), "x") != "gb18030"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_chinese_words_arrive_as_they_were_typed(tmp_path, encoding):
    rows = [event(order_id=f"o{n}", title="红色连衣裙，棉", 备注="满减") for n in range(30)]
    path = write_csv(tmp_path / "events.csv", rows, encoding=encoding)
    shop = new_shop(tmp_path)

    intake = import_csv(shop, path)

    assert intake.rows_kept == 30
    assert shop.read("products")["title"].tolist() == ["红色连衣裙，棉"]
    assert "备注" in read_preview(path).columns


def test_an_encoding_that_shows_only_after_the_first_megabyte_is_found(tmp_path):
    rows = [event(order_id=f"o{n}", title="plain" if n < 30_000 else "红色连衣裙") for n in range(30_100)]
    path = write_csv(tmp_path / "events.csv", rows, encoding="gbk")
    assert path.stat().st_size > 1_500_000
    shop = new_shop(tmp_path)

    import_csv(shop, path)

    with shop.cursor() as cursor:
        titles = cursor.execute("SELECT title, count(*) FROM events GROUP BY title ORDER BY title").fetchall()
    assert titles == [("plain", 30_000), ("红色连衣裙", 100)]


@pytest.mark.parametrize("damage", [b"\xff", b"\xe7\xba"])
def test_a_damaged_character_costs_only_itself(tmp_path, damage):
    rows = [event(order_id=f"o{n}", title="红色连衣裙") for n in range(9)] + [
        event(order_id="x", title="DAMAGE")
    ]
    path = write_csv(tmp_path / "events.csv", rows)
    path.write_bytes(path.read_bytes().replace(b"DAMAGE", b"half" + damage))
    shop = new_shop(tmp_path)

    intake = import_csv(shop, path)

    with shop.cursor() as cursor:
        titles = cursor.execute("SELECT DISTINCT title FROM events ORDER BY title").fetchall()
    assert intake.rows_kept == 10
    assert titles == [("half\ufffd",), ("红色连衣裙",)]


def test_a_file_cut_in_the_middle_of_a_character_stays_readable(tmp_path):
    rows = [event(order_id=f"o{n}", title="红色连衣裙") for n in range(9)]
    path = write_csv(tmp_path / "events.csv", rows)
    path.write_bytes(path.read_bytes()[:-2])  # the line end and a third of the last character
    shop = new_shop(tmp_path)

    import_csv(shop, path)

    assert "红色连衣裙" in shop.read("products")["title"].tolist()


def test_a_byte_order_mark_is_no_part_of_the_first_cell(tmp_path):
    lines = "".join(f"c{n},2024-01-{n + 1:02d},p1\n" for n in range(5))
    (tmp_path / "events.csv").write_text(lines, encoding="utf-8-sig")
    shop = new_shop(tmp_path)
    columns = {"customer_id": "column 1", "event_time": "column 2", "product_id": "column 3"}

    import_csv(shop, tmp_path / "events.csv", mapping=Mapping("events", columns))

    assert sorted(shop.read("customers")["customer_id"]) == ["c0", "c1", "c2", "c3", "c4"]


def test_lines_of_another_encoding_do_not_garble_the_utf_8_around_them():
    content = "id,name\n1,Müller\n2,Köln\n".encode() + "3,Größe\n".encode("cp1252")

    assert content.decode(guess_encoding(content, "x"), "replace").startswith("id,name\n1,Müller\n2,Köln\n")
