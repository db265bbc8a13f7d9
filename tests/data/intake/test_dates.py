"""Dates whose writing only the whole file tells: years of two digits, and weeks."""

import pytest

from data.intake.look import ambiguous_dates, read_preview
from data.intake.mapping import guess_mapping
from data.schema import AmbiguousDatesError, InputError
from tests.builders import events_csv, import_csv, new_shop


def days(tmp_path, *texts, **constants):
    shop = new_shop(tmp_path)
    path = events_csv(tmp_path / "events.csv", [{"event_time": text} for text in texts])
    import_csv(shop, path, **constants)
    with shop.cursor() as cursor:
        return [f"{row[0]:%Y-%m-%d}" for row in cursor.execute("SELECT event_time FROM events").fetchall()]


@pytest.mark.parametrize("sign", "/-.")
@pytest.mark.parametrize(
    ("order", "expected"), [("DMY", "2005-04-03"), ("MDY", "2005-03-04"), ("YMD", "2003-04-05")]
)
def test_a_year_of_two_digits_is_read_as_the_person_says(tmp_path, sign, order, expected):
    text = sign.join(("03", "04", "05"))

    assert days(tmp_path, text, f"{text} 10:20", date_order=order) == [expected] * 2


@pytest.mark.parametrize(
    ("texts", "codes"),
    [
        (["24/03/05", "24/03/06"], '"DMY" (or "YMD")'),
        (["03/04/05", "05/06/07"], '"DMY" (or "MDY" or "YMD")'),
        (["24.03.05"] * 3, '"DMY" (or "YMD")'),
        (["24-12-31 10:00", "24-01-02 11:00"], '"DMY" (or "YMD")'),
    ],
)
def test_years_of_two_digits_that_nothing_settles_are_asked_about_with_examples(tmp_path, texts, codes):
    with pytest.raises(AmbiguousDatesError) as refused:
        days(tmp_path, *texts)

    assert refused.value.examples[0] == texts[0]
    assert codes in str(refused.value)


@pytest.mark.parametrize(
    ("late", "first"),
    [
        ("99/01/02", "2003-04-05"),  # no month and no day is 99
        ("05/04/3", "2003-04-05"),  # no year has one digit
        ("3/04/05", None),  # a year of two digits has both: day or month first, still open
        ("13/04/00", "2005-04-03"),  # no day is 0, no month 13
        ("12/31/05", "2005-03-04"),
    ],
)
def test_one_late_date_decides_where_the_year_stands(tmp_path, late, first):
    texts = ["03/04/05"] * 300 + [late]

    if first is None:
        with pytest.raises(AmbiguousDatesError, match=r'"DMY" \(or "MDY"\)'):
            days(tmp_path, *texts)
    else:
        assert days(tmp_path, *texts)[0] == first


@pytest.mark.parametrize(
    ("pattern", "first"), [("{day:02d}/03/24", "2024-03-01"), ("24/03/{day:02d}", "2024-03-01")]
)
def test_a_month_of_different_days_tells_days_from_years(tmp_path, pattern, first):
    texts = [pattern.format(day=day) for day in range(1, 32)]

    assert days(tmp_path, *texts)[0] == first


@pytest.mark.parametrize(
    "texts", [["05.03.2024", "6.3.2024"], ["05.03.2024, 10:15", "le 06.03.2024 à 10h15"]]
)
def test_dots_with_the_year_last_put_the_day_first(tmp_path, texts):
    assert days(tmp_path, *texts) == ["2024-03-05", "2024-03-06"]


def test_dates_that_are_the_same_day_in_any_order_need_no_question(tmp_path):
    assert days(tmp_path, "05/05/2024", "06/06/2024") == ["2024-05-05", "2024-06-06"]


def test_the_first_rows_do_not_decide_for_the_last(tmp_path):
    plain = ["2024-03-04 10:00:00"] * 30

    assert days(tmp_path, *plain, *["13/02/2019"] * 31)[-1] == "2019-02-13"


def test_what_comes_after_an_unclosed_quote_decides_as_well(tmp_path):
    rows = [{"event_time": "01/02/2019", "title": "a"} for _ in range(40)]
    rows[20]["title"] = "open"
    rows[24]["title"] = "closed"
    rows[39]["event_time"] = "01/13/2019"
    path = events_csv(tmp_path / "events.csv", rows)
    path.write_text(path.read_text().replace("open", '"open').replace("closed", '"closed"'))
    shop = new_shop(tmp_path)

    intake = import_csv(shop, path)

    assert intake.rows_kept > 30
    assert f"{intake.event_time_min:%Y-%m-%d}" == "2019-01-02"


def test_an_order_that_does_not_exist_is_refused_with_those_that_do(tmp_path):
    with pytest.raises(InputError, match="DMY or MDY or YMD"):
        days(tmp_path, "03/04/2024", date_order="YDM")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-W09", "2024-02-26"),
        ("2024-W09-3", "2024-02-28"),
        ("2024W09", "2024-02-26"),
        ("2024W093", "2024-02-28"),
        ("2024-w01", "2024-01-01"),
        ("2020-W53-7", "2021-01-03"),
        ("2021-W01", "2021-01-04"),
    ],
)
def test_a_week_is_its_monday(tmp_path, text, expected):
    assert days(tmp_path, text) == [expected]


@pytest.mark.parametrize(
    "text", ["2024-W54", "2024-W53", "2024-W00", "2024-W09-8", "2024-W09-0", "2024-W9-33"]
)
def test_a_week_that_its_year_does_not_have_is_a_reject(tmp_path, text):
    shop = new_shop(tmp_path)
    rows = [{"event_time": "2024-W09"}, {"event_time": text}, {"event_time": "2024-W10-2"}]

    intake = import_csv(shop, events_csv(tmp_path / "events.csv", rows))

    assert intake.rejected == {"time_unreadable": 1}
    reject = shop.rejects().iloc[0]
    assert (reject["row"], reject["column"], reject["value"]) == (3, "event_time", text)


def test_a_column_of_weeks_is_proposed_as_the_time_whatever_its_name(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text("shopper_id,item_id,x\nc1,p1,2024-W09\nc2,p2,2024-W10\n")

    intake = import_csv(new_shop(tmp_path), path, "events")

    assert intake.mapping.columns["event_time"] == "x"
    assert intake.rows_kept == 2


@pytest.mark.parametrize(
    ("last", "examples"),
    [("05/06/2024", ("01/02/2024", "05/06/2024")), ("13/06/2024", ()), ("", ("01/02/2024",))],
)
def test_open_dates_are_known_from_all_rows_before_an_import(tmp_path, last, examples):
    texts = ["01/02/2024"] * 300 + [last]
    path = events_csv(tmp_path / "events.csv", [{"event_time": text} for text in texts])
    preview = read_preview(path)

    assert ambiguous_dates(path, preview, guess_mapping(preview)) == examples
