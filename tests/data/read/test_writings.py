"""Texts of many languages arrive as they were typed, in the encodings that their computers write."""

import pytest

from data.intake.look import read_preview
from data.read.encodings import guess_encoding
from tests.builders import event, import_csv, new_shop, write_csv

PRODUCTS = {
    "german": "Größe XL,Süßigkeiten für Mädchen,Käse,Öl aus Österreich,Übergröße",
    "french": "Café crème à la fraise,Élégance,déjà vu,Pâtes fraîches,Huître,Garçon",
    "spanish": "niño,AÑO,¿Qué?,ESPAÑA,camión azul,cinturón",
    "portuguese": "Padrão,não,variável,Dicionário,é,necessário,já,PÃO DE AÇÚCAR",
    "italian": "caffè,qualità più,perché così",
    "swedish": "Blå tröja,Kött,Ärtsoppa på burk",
    "danish": "Rød kjole,Smørrebrød,Æble,Blå sko",
    "many": "Größe,niño,crème brûlée,smørrebrød,ação,¡Olé!",
    "polish": "Sukienka żółta,Męskie buty zimowe,Łóżko dziecięce,Świeca zapachowa",
    "czech": "Červené šaty,Dětské boty,Příborový nůž,Židle dřevěná",
    "hungarian": "Női cipő,Gyűrű ezüst,Férfi ing,Gyermek könyv",
    "turkish": "Kırmızı elbise,Çocuk ayakkabı,Güneş gözlüğü,İpek şal",
    "russian": "Красное платье женское,Мужская рубашка,ТЕЛЕФОН",
    "russian capitals": "КРАСНОЕ ПЛАТЬЕ ЖЕНСКОЕ,РУБАШКА МУЖСКАЯ ХЛОПОК",
    "russian small": "красное платье женское,рубашка белая мужская",
    "ukrainian": "червона сукня жіноча,Чоловіча сорочка,їжа",
    "greek": "Κόκκινο φόρεμα μέγεθος,παπούτσια ανδρικά",
    "japanese": "赤いワンピースとテレビ,男性用シャツ,東京都",
    "half-width": "ｷﾘﾝ ﾗｶﾞｰ,ﾃﾚﾋﾞ,ﾜﾝﾋﾟｰｽ",
    "traditional": "紅色連衣裙電視機,男士襯衫,運動鞋",
    "simplified": "红色连衣裙,女,T恤,iPhone 手机壳（透明）",
    "korean": "빨간 원피스,남성 셔츠,무선 이어폰 블루투스,여름 반바지",
}
WRITINGS = [
    *((name, "cp1252") for name in ("german", "french", "spanish", "portuguese", "italian", "swedish")),
    *((name, "cp1252") for name in ("danish", "many")),
    *((name, "mac_roman") for name in ("german", "french", "portuguese", "danish")),
    *((name, "cp850") for name in ("german", "french", "danish")),
    *((name, "cp1250") for name in ("polish", "czech", "hungarian")),
    *((name, "iso8859_2") for name in ("polish", "czech")),
    ("turkish", "cp1254"),
    *((name, "cp1251") for name in ("russian", "russian capitals", "russian small", "ukrainian")),
    *((name, "koi8_r") for name in ("russian", "russian capitals", "russian small")),
    ("ukrainian", "koi8_u"),
    ("russian", "cp866"),
    ("greek", "cp1253"),
    *((name, "cp932") for name in ("japanese", "half-width")),
    ("japanese", "euc_jp"),
    ("traditional", "cp950"),
    ("simplified", "gb18030"),
    ("korean", "cp949"),
    *((name, "utf-8") for name in PRODUCTS),
]


@pytest.mark.parametrize(("name", "encoding"), WRITINGS)
def test_a_text_reads_as_it_was_typed(name, encoding):
    text = "id,name\n" + "".join(f"{n},{words}\n" for n, words in enumerate(PRODUCTS[name].split(",")))
    content = text.encode(encoding)

    assert content.decode(guess_encoding(content, "x")) == text


@pytest.mark.parametrize(("name", "encoding"), [("japanese", "cp932"), ("russian", "koi8_r")])
def test_names_of_columns_and_cells_arrive_as_they_were_typed(tmp_path, name, encoding):
    words = PRODUCTS[name].split(",")
    rows = [event(product_id=f"p{n}", title=word, **{words[0]: word}) for n, word in enumerate(words)]
    path = write_csv(tmp_path / "events.csv", rows, encoding=encoding)
    shop = new_shop(tmp_path)

    import_csv(shop, path)

    assert sorted(shop.read("products")["title"]) == sorted(words)
    assert words[0] in read_preview(path).columns


def test_words_from_the_whole_file_tell_its_encoding(tmp_path):
    first, *others = ["zieleń", *PRODUCTS["polish"].split(",")]  # alone, the first could be Spanish: zieleñ
    titles = [first] + ["plain"] * 45_000 + others
    rows = [event(product_id=f"p{n % 9}" if n else "p", title=title) for n, title in enumerate(titles)]
    path = write_csv(tmp_path / "events.csv", rows, encoding="cp1250")
    assert path.stat().st_size > 1 << 21
    shop = new_shop(tmp_path)

    import_csv(shop, path)

    with shop.cursor() as cursor:
        found = cursor.execute("SELECT title FROM events WHERE title LIKE 'ziele%'").fetchall()
    assert found == [(first,)]


def test_few_letters_that_could_be_others_are_a_doubt_to_look_at(tmp_path):
    path = write_csv(
        tmp_path / "events.csv", [event(title="męski"), event(title="zieleń")], encoding="cp1250"
    )

    doubt = read_preview(path).doubt

    assert "could be" in doubt
    assert "Central European" in doubt or "Western European" in doubt
    assert doubt.endswith("export it again as CSV (UTF-8).")


def test_damaged_letters_are_told_of(tmp_path):
    path = write_csv(tmp_path / "events.csv", [event(title="Größe"), event(title="Käse")])
    path.write_bytes(path.read_bytes().replace(b"Gr\xc3", b"Gr"))

    assert "damaged" in read_preview(path).doubt


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        *((name, "cp1252") for name in ("german", "french", "many")),
        *((name, "utf-8") for name in ("german", "korean")),
        *(("japanese", "cp932"), ("russian", "cp1251"), ("simplified", "gb18030"), ("simplified", "utf-16")),
    ],
)
def test_a_text_that_is_plain_raises_no_doubt(tmp_path, name, encoding):
    rows = [event(title=words) for words in PRODUCTS[name].split(",")]

    assert read_preview(write_csv(tmp_path / "events.csv", rows, encoding=encoding)).doubt == ""
