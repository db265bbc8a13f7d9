import pytest

from data.read.customer_list import read_customer_ids
from data.schema import InputError


def read(text, encoding="utf-8"):
    return read_customer_ids(text.encode(encoding), "list.csv")


def test_ids_stay_text_and_come_once_in_order():
    assert read("customer_id,name\n007,A\n12,B\n007,C\n") == ["007", "12"]


@pytest.mark.parametrize("header", ["customer_id", "Customer ID", "CUSTOMER-ID", '"customer_id"'])
def test_one_column_alone_is_a_list_however_it_is_written(header):
    assert read(f"{header}\r\na\r\nb\r\n") == ["a", "b"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_usual_delimiters_are_known(delimiter):
    assert read(f"name{delimiter}customer_id\nx{delimiter}a\ny{delimiter}\n") == ["a"]


def test_other_encodings_and_marks_are_read():
    assert read("customer_id\nMüller\n", "utf-8-sig") == ["Müller"]
    assert read("customer_id\nMüller\n", "cp1252") == ["Müller"]
    assert read("customer_id\nMüller\n", "utf-16") == ["Müller"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("name\na\n", "there is no column customer_id"),
        ("", "there is no column customer_id"),
        ("customer_id\n\n", "no row names a customer"),
        ("customer_id\n", "no row names a customer"),
    ],
)
def test_a_bad_file_is_told_in_one_sentence_with_what_to_do(text, problem):
    with pytest.raises(InputError) as error:
        read(text)

    assert problem in str(error.value) and error.value.remedy


def test_a_picture_is_no_list():
    with pytest.raises(InputError, match="not text"):
        read_customer_ids(bytes(range(256)) * 20, "list.csv")


def test_a_message_about_a_bad_list_names_no_customer():
    with pytest.raises(InputError) as error:
        read("client\nmrs.smith@example.org\n")

    assert "smith" not in str(error.value)
