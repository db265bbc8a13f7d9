"""Results take the place of earlier ones whole: what only this command writes goes where it writes none."""

from analytics.cli.outputs import results_in


def test_what_an_earlier_run_left_of_its_own_goes_and_what_others_wrote_stays(tmp_path):
    for name in ("persons.parquet", "book.parquet", "scores.parquet", "notes.txt"):
        (tmp_path / name).write_text("of before")

    with results_in(tmp_path, ["book.parquet", "persons.parquet"], own=["persons.parquet"]) as draft:
        (draft / "book.parquet").write_text("of now")

    left = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert left == {"book.parquet": "of now", "scores.parquet": "of before", "notes.txt": "of before"}


def test_where_a_command_fails_what_was_there_stays(tmp_path):
    (tmp_path / "persons.parquet").write_text("of before")

    try:
        with results_in(tmp_path, ["persons.parquet"], own=["persons.parquet"]):
            raise KeyError
    except KeyError:
        pass

    assert (tmp_path / "persons.parquet").read_text() == "of before"
