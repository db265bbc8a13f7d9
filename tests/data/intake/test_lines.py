from tests.builders import event, import_csv, new_shop, write_csv


def test_line_numbers_hold_in_a_file_large_enough_to_be_read_in_parallel(tmp_path):
    n_rows = 400_000
    wrong = {7, 150_000, 150_001, 399_999}
    rows = (event(order_id=f"o{n}", net_price="x" if n in wrong else "1.00") for n in range(n_rows))
    shop = new_shop(tmp_path)

    intake = import_csv(shop, write_csv(tmp_path / "events.csv", rows))

    assert (intake.rows_read, intake.rows_kept) == (n_rows, n_rows - len(wrong))
    assert set(shop.rejects()["row"]) == {n + 2 for n in wrong}


def test_line_numbers_hold_where_broken_rows_and_multi_line_cells_come_between(tmp_path):
    rows = [event(order_id=f"o{n}", title=f"line\n{n}" if n % 3 else "plain") for n in range(40_000)]
    for n in range(5, 40_000, 1_000):
        rows[n] |= {"net_price": "0", "title": "wrong"}
    path = write_csv(tmp_path / "events.csv", rows)
    lines = path.read_text().split("\n")
    for place in range(len(lines) - 2, 0, -4_999):
        if lines[place].count(",") == 7:
            lines.insert(place, "broken,row")
    path.write_text("\n".join(lines))
    shop = new_shop(tmp_path)

    import_csv(shop, path)

    rejects = shop.rejects()
    assert sorted(rejects["row"]) == [
        n for n, line in enumerate(lines, 1) if "wrong" in line or line == "broken,row"
    ]
