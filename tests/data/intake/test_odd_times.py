"""Times as people elsewhere write them: spaces, dots and letters, months in seventeen languages."""

import re

import duckdb
import pytest

from data.intake.look import ambiguous_dates, read_preview
from data.intake.mapping import guess_mapping
from data.intake.mapping.months import month_words, names_a_day
from data.schema import AmbiguousDatesError
from data.sql import sql
from tests.builders import events_csv, import_csv, new_shop, write_csv

TIMES = """
5. 2. 2024 => 2024-02-05 ; 5. 2. 2024 9:05 => 2024-02-05 09:05:00
05.02.2024 10.15 => 2024-02-05 10:15:00 ; 05.02.2024 klo 10.15 => 2024-02-05 10:15:00
05.02.2024 kl. 10.15 => 2024-02-05 10:15:00 ; 05.02.2024 um 10:15 Uhr => 2024-02-05 10:15:00
05.02.2024, 10:15 Uhr => 2024-02-05 10:15:00 ; 05/03/2024 10.15 => 2024-03-05 10:15:00
05/03/2024 10.15.30 => 2024-03-05 10:15:30 ; 13/03/2024 9.05 => 2024-03-13 09:05:00
05/03/2024 10h15 => 2024-03-05 10:15:00 ; 05/03/2024 10h => 2024-03-05 10:00:00
05/03/2024 à 10h15 => 2024-03-05 10:15:00 ; 05/03/2024 - 10:15 => 2024-03-05 10:15:00
05/03/2024 10h15m30s => 2024-03-05 10:15:30 ; 05-03-2024 om 10u15 => 2024-03-05 10:15:00
le 5 mars 2024 à 10h15 => 2024-03-05 10:15:00 ; 5 mars 2024 => 2024-03-05
mardi 5 mars 2024 à 10:15 => 2024-03-05 10:15:00 ; mar. 5 févr. 2024 10:15 => 2024-02-05 10:15:00
1er août 2024 => 2024-08-01 ; 5. März 2024 => 2024-03-05 ; 5. März 2024, 10:15 Uhr => 2024-03-05 10:15:00
5. Mrz. 2024 10:15 => 2024-03-05 10:15:00 ; Di., 5. März 2024 10:15:30 => 2024-03-05 10:15:30
5 de marzo de 2024 10:15 => 2024-03-05 10:15:00
martes, 5 de marzo de 2024 10:15:00 p. m. => 2024-03-05 22:15:00 ; 5 de set. de 2024 => 2024-09-05
5 marzo 2024 ore 10.15 => 2024-03-05 10:15:00 ; 5 maart 2024 10:15 uur => 2024-03-05 10:15:00
5 marca 2024 r. => 2024-03-05 ; 5 września 2024, godz. 10:15 => 2024-09-05 10:15:00
5. března 2024 v 10:15 => 2024-03-05 10:15:00 ; 5. července 2024 => 2024-07-05
5. června 2024 => 2024-06-05 ; 5 mars 2024 kl. 10:15 => 2024-03-05 10:15:00
5. maaliskuuta 2024 klo 10.15 => 2024-03-05 10:15:00
ti 5. maaliskuuta 2024 10.15.00 => 2024-03-05 10:15:00 ; 2024. március 5. 10:15 => 2024-03-05 10:15:00
2024. márc. 5. => 2024-03-05 ; 2024. 03. 05. 10:15 => 2024-03-05 10:15:00 ; 2024.03.05. => 2024-03-05
5 Mart 2024 Salı 10:15 => 2024-03-05 10:15:00 ; 5 Ağu 2024 => 2024-08-05 ; 5 Kasım 2024 => 2024-11-05
5 марта 2024 г. 10:15 => 2024-03-05 10:15:00 ; 5 мая 2024 => 2024-05-05
5 янв. 2024 г., 10:15:30 => 2024-01-05 10:15:30 ; 5 MARTIE 2024 => 2024-03-05
MAR 5 2024 10.15 => 2024-03-05 10:15:00 ; March 5, 2024 10.15 => 2024-03-05 10:15:00
March 5th, 2024 at 3.04 PM => 2024-03-05 15:04:00 ; 05-Mär-2024 => 2024-03-05
05-mär-24 10:15 => 2024-03-05 10:15:00 ; 05.Mai.2024 => 2024-05-05 ; 5/mar/2024 => 2024-03-05
5/déc./2024 => 2024-12-05 ; 20240305T101500Z => 2024-03-05 10:15:00
20240305T101500 => 2024-03-05 10:15:00 ; 20240305T1015 => 2024-03-05 10:15:00
20240305T101500.123Z => 2024-03-05 10:15:00.123000 ; 20240305T101500+0100 => 2024-03-05 09:15:00
2024-03-05T10:15:00,123 => 2024-03-05 10:15:00.123000
2024-03-05 10:15:00,5 => 2024-03-05 10:15:00.500000 ; 2024-03-05 10.15.00 => 2024-03-05 10:15:00
2024-03-05 10.15 => 2024-03-05 10:15:00 ; 2024-03-05 10h15 => 2024-03-05 10:15:00
2024-03-05-10.15.00 => 2024-03-05 10:15:00 ; '05.02.2024 => 2024-02-05
０５/０３/２０２４ １０：１５ => 2024-03-05 10:15:00 ; ٠٥/٠٣/٢٠٢٤ => 2024-03-05 ; 5 / 3 / 2024 => 2024-03-05
út 5. 3. 2024 10:15 => 2024-03-05 10:15:00 ; Tue 05/03/2024 10:15 => 2024-03-05 10:15:00
5. 2. 24 => 2024-02-05 ; 5.2.2024 r. 10:15 => 2024-02-05 10:15:00 ; 05.02.2024 10-15 => None
2024-03-05T10:15:00+01:00 => 2024-03-05 09:15:00 ; 2024-03-05 10:15:00 => 2024-03-05 10:15:00
05/03/2024 3:04 PM => 2024-03-05 15:04:00 ; 5 apples 2024 => None ; soon => None ; 5 mars => None
32. 1. 2024 => None ; 5 sept 2024 10:15 CET => 2024-09-05 10:15:00 ; den 5 mars 2024 => 2024-03-05
2024 m. 5 mars => None ; 5 Şubat 2024 10:15 => 2024-02-05 10:15:00 ; 5 października 2024 => 2024-10-05
29 Şub 2024 => 2024-02-29
"""
MONTHS = """
January February March April May June July August September October November December
Jan. Feb. Mar. Apr. May Jun. Jul. Aug. Sept. Oct. Nov. Dec.
Januar Februar März April Mai Juni Juli August September Oktober November Dezember
janvier février mars avril mai juin juillet août septembre octobre novembre décembre
janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
gen feb mar apr mag giu lug ago set ott nov dic
janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
januari februari maart april mei juni juli augustus september oktober november december
stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
sty lut mar kwi maj cze lip sie wrz paź lis gru
ledna února března dubna května června července srpna září října listopadu prosince
januari februari mars april maj juni juli augusti september oktober november december
januar februar marts april maj juni juli august september oktober november december
januar februar mars april mai juni juli august september oktober november desember
tammikuuta helmikuuta maaliskuuta huhtikuuta touko kesä heinäkuuta elokuuta syyskuuta loka marras joulukuuta
ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie
január február március április május június július augusztus szeptember október november december
Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık
Oca Şub Mar Nis May Haz Tem Ağu Eyl Eki Kas Ara
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
янв. фев. мар. апр. мая июн. июл. авг. сент. окт. нояб. дек.
"""


@pytest.fixture(scope="module")
def read():
    """Return a function that reads texts with one macro."""
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    for name in ("macros", "times", "odd_times"):
        connection.execute(sql(name))

    def run(macro: str, texts: list[str]) -> list[str]:
        found = connection.execute(f"SELECT {macro}(v) FROM unnest($texts) AS t(v)", {"texts": texts})
        return [str(value).removesuffix(" 00:00:00") for (value,) in found.fetchall()]

    yield run
    connection.close()


def test_times_of_other_habits_are_read_to_the_second(read):
    texts, expected = zip(*(pair.split(" => ") for pair in re.split(r"\n| ; ", TIMES.strip())), strict=True)

    found = dict(zip(texts, read("read_odd_day_first_time", list(texts)), strict=True))

    assert found == dict(zip(texts, expected, strict=True))


def test_the_months_of_large_languages_are_known_in_any_case(read):
    months = [line.split() for line in MONTHS.strip().splitlines()]
    texts = [f"5 {change(name)} 2024" for names in months for name in names for change in (str, str.upper)]
    expected = [f"2024-{n:02d}-05" for _ in months for n in range(1, 13) for _ in range(2)]

    assert [
        (t, f) for t, f, e in zip(texts, read("read_odd_words_time", texts), expected, strict=True) if f != e
    ] == []
    assert [text for text in texts if not names_a_day(text)] == []
    assert len(month_words()) > 200


def test_words_and_numbers_that_are_no_date_are_not_taken_for_one():
    texts = ["5 apples 2024", "Set of 12", "March hare", "12 May roses", "soon", "Pro 12", "Mai 2024"]

    assert [text for text in texts if names_a_day(text)] == []


def imported(tmp_path, *texts, column="event_time", **constants):
    rows = [
        {"order_id": n, column: text, "customer_id": f"c{n}", "sku": "p1", "price": "9,50"}
        for n, text in enumerate(texts)
    ]
    shop = new_shop(tmp_path)
    intake = import_csv(shop, write_csv(tmp_path / "lines.csv", rows, ";"), "events", **constants)
    with shop.cursor() as cursor:
        rows = cursor.execute("SELECT CAST(event_time AS VARCHAR) FROM events ORDER BY rowid").fetchall()
    return [row[0] for row in rows], intake


@pytest.mark.parametrize("column", ["date", "x"])
@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["5. 2. 2024", "16. 2. 2024"], ["2024-02-05 00:00:00", "2024-02-16 00:00:00"]),
        (["05/03/2024 10.15", "13/03/2024 9.05"], ["2024-03-05 10:15:00", "2024-03-13 09:05:00"]),
        (["3/13/2024 10h15", "3/5/2024 9h"], ["2024-03-13 10:15:00", "2024-03-05 09:00:00"]),
        (["le 5 mars 2024 à 10h15", "le 6 août 2024"], ["2024-03-05 10:15:00", "2024-08-06 00:00:00"]),
        (["20240305T101500Z", "20240306T1015"], ["2024-03-05 10:15:00", "2024-03-06 10:15:00"]),
        (["2024-03-05 10:00:00", "5. března 2024"], ["2024-03-05 10:00:00", "2024-03-05 00:00:00"]),
    ],
)
def test_a_column_of_such_times_is_proposed_and_read_as_its_whole_says(tmp_path, column, texts, expected):
    found, intake = imported(tmp_path, *texts, column=column)

    assert found == expected
    assert intake.mapping.columns["event_time"] == column


def test_odd_dates_that_read_both_ways_are_asked_about_as_they_stand(tmp_path):
    texts = ("5/2/2024 10h15", "6/3/2024 10h15")
    path = events_csv(tmp_path / "events.csv", [{"event_time": text} for text in texts])
    preview = read_preview(path)

    with pytest.raises(AmbiguousDatesError, match="day/month and as month/day"):
        import_csv(new_shop(tmp_path), path)

    assert ambiguous_dates(path, preview, guess_mapping(preview)) == texts
    (tmp_path / "said").mkdir()
    assert import_csv(new_shop(tmp_path / "said"), path, date_order="DMY").rows_kept == 2


def test_a_few_odd_times_below_many_plain_ones_are_read_too(tmp_path):
    texts = ["2024-03-04 10:00:00"] * 30 + ["2024-03-04 10.15", "soon"]

    found, intake = imported(tmp_path, *texts)

    assert found[-1] == "2024-03-04 10:15:00"
    assert intake.rejected == {"time_unreadable": 1}
