"""What the command line says of a file whose columns it had to guess."""

import json

import pytest

from analytics.__main__ import main

HEAD = "Order ID,Date,Customer,SKU,Qty"


def run(directory, text, capsys):
    path = directory / "orders.csv"
    path.write_text(text, encoding="utf-8")
    code = main(["import", "--events", str(path), "--out", str(directory / "out")])
    return code, capsys.readouterr().err.strip().splitlines()


@pytest.mark.parametrize(
    ("text", "column"),
    [
        (f"{HEAD},Order total\n1,2024-02-05,c1,A,1,30.00\n1,2024-02-05,c1,B,2,30.00\n", "Order total"),
        (
            f"{HEAD},Total\n1,2024-02-05,c1,A,1,30.00\n1,2024-02-05,c1,B,2,30.00\n"
            "2,2024-02-06,c2,A,1,12.00\n2,2024-02-06,c2,C,3,12.00\n",
            "Total",
        ),
        (f"{HEAD},Foo\n1,2024-02-05,c1,A,1,30.00\n1,2024-02-05,c1,B,2,15.50\n", "Foo"),
    ],
)
def test_no_file_with_money_comes_in_without_a_price(tmp_path, capsys, text, column):
    code, lines = run(tmp_path, text, capsys)

    assert code == 2
    assert len(lines) == 1
    assert column in lines[0]


def test_what_was_told_by_values_is_said_aloud_and_kept(tmp_path, capsys):
    rows = "1;2024-02-05;c1;T-1;2;10.00\n1;2024-02-05;c1;T-2;1;5.00\n2;2024-02-06;c2;T-1;1;10.00\n"

    code, lines = run(tmp_path, f"Order;When;Who;Thing;Pieces;Price\n{rows}", capsys)

    assert code == 0
    assert any("product_id is Thing" in line for line in lines)
    told = json.loads((tmp_path / "out" / "intake.json").read_text())["files"][0]["told"]
    assert any("product_id is Thing" in sentence for sentence in told)


def test_a_discount_that_no_total_explains_is_said_aloud(tmp_path, capsys):
    rows = "1,2024-02-05,c1,A,1,30.00,3.00\n2,2024-02-06,c2,B,2,15.50,0.00\n"

    code, lines = run(tmp_path, f"{HEAD},Price,Discount amount\n{rows}", capsys)

    assert code == 0
    assert any("before the discounts in Discount amount" in line for line in lines)


def test_a_file_whose_names_and_numbers_are_plain_leaves_nothing_to_say(tmp_path, capsys):
    rows = "1,2024-02-05,c1,A,1,30.00\n2,2024-02-06,c2,B,2,15.50\n"

    run(tmp_path, f"{HEAD},Price\n{rows}", capsys)

    assert json.loads((tmp_path / "out" / "intake.json").read_text())["files"][0]["told"] == []
