import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from data.privacy.digests import renew_digests
from data.privacy.forget import forget_customer
from data.schema import InputError
from data.services.undo import undo_last_import
from tests.builders import event, events_csv, import_csv, write_csv
from tests.known_customer import ID

ROOT = Path(__file__).parents[3]


def files_with(text, place):
    files = [path for path in place.rglob("*") if path.is_file()]
    return [path.name for path in files if text.encode() in path.read_bytes()]


def test_a_forgotten_customer_is_in_no_byte_of_the_shop(shop, run):
    assert {"visits.parquet", "config.json", "log.txt"} < set(files_with(ID, shop.directory))

    forget_customer(shop, ID)

    assert files_with(ID, shop.directory) == []
    shop.close()
    assert files_with(ID, shop.directory) == []


def test_the_others_keep_what_they_had(shop):
    before = shop.read("customers").query("customer_id != @ID").reset_index(drop=True)

    forget_customer(shop, ID)

    pd.testing.assert_frame_equal(shop.read("customers"), before)
    assert shop.setting("watched") == ["c1"]
    assert shop.scenarios() == [{"id": "s1", "audience": {"left out": []}}]


def test_every_count_still_adds_up(shop):
    fingerprint = shop.fingerprint

    forget_customer(shop, ID)

    imports, rejects = shop.imports(), shop.rejects()
    for row in imports.to_dict("records"):
        rejected = json.loads(row["rejected"])
        assert row["rows_read"] == row["rows_kept"] + sum(rejected.values())
        assert len(rejects[rejects["import_id"] == row["import_id"]]) == sum(rejected.values())
    assert imports["rows_read"].tolist() == [41, 1, 1, 1]  # of the row without a time only "never" was kept
    assert shop.fingerprint != fingerprint


def test_models_that_saw_the_customer_are_stale_and_others_are_not(shop, run):
    forgotten = forget_customer(shop, ID)

    assert forgotten.n_runs == 1
    assert (run / "seen" / "stale.json").exists()
    assert not (run / "unseen" / "stale.json").exists()
    assert len(pd.read_parquet(run / "unseen" / "visits.parquet")) == 2


def test_a_file_that_names_them_again_does_not_bring_them_back(shop, tmp_path):
    forget_customer(shop, ID)

    rows = [event(customer_id=ID, order_id="again"), event(customer_id="c9", order_id="new")]
    intake = import_csv(shop, events_csv(tmp_path / "again.csv", rows))

    assert intake.rejected == {"forgotten": 1}
    assert shop.rejects(intake.import_id)["row"].tolist() == [2]
    again = import_csv(
        shop,
        write_csv(tmp_path / "c.csv", [{"customer_id": ID, "tier": "x"}, {"customer_id": "c9", "tier": "y"}]),
    )
    assert again.rejected == {"forgotten": 1}
    assert files_with(ID, shop.directory) == []


def test_undoing_does_not_bring_them_back_either(shop):
    forget_customer(shop, ID)

    while undo_last_import(shop):
        assert ID not in set(shop.read("customers")["customer_id"])
    assert files_with(ID, shop.directory) == []


def test_somebody_unknown_is_a_sentence_that_does_not_repeat_the_id(shop):
    with pytest.raises(InputError, match="no customer of this shop") as refusal:
        forget_customer(shop, "nobody-0815")

    assert "nobody-0815" not in str(refusal.value)


def test_the_command_line_reads_the_id_from_standard_input(shop):
    shop.close()
    command = [sys.executable, "-m", "analytics", "forget", "--shop", shop.name]

    said = subprocess.run(
        [*command, "--workspace", shop.directory.parent],
        cwd=ROOT,
        input=f"{ID}\n",
        capture_output=True,
        text=True,
        check=False,
    )

    assert said.returncode == 0, said.stderr
    assert ID not in said.stdout + said.stderr
    assert files_with(ID, shop.directory) == []


@pytest.mark.parametrize(
    "name", ["visits.parquet", "config.json", "log.txt", "progress.json", "digests.json"]
)
@pytest.mark.parametrize("damage", ["garbage", "cut", "emptied", "gone"])
def test_nothing_of_theirs_is_left_where_a_run_is_damaged(shop, run, name, damage):
    renew_digests(run / "seen", [file for file in (run / "seen").iterdir() if file.is_file()])
    file, others = run / "seen" / name, (run / "unseen" / "config.json").read_text()
    content = file.read_bytes() if file.exists() else b"{}"
    damaged = {"garbage": content[:9] + ID.encode() + b"\xff" * 9, "cut": content[:-3], "emptied": b""}
    file.unlink(missing_ok=True) if damage == "gone" else file.write_bytes(damaged[damage])

    forget_customer(shop, ID)

    assert files_with(ID, run) == []
    assert (run / "unseen" / "config.json").read_text() == others


def test_an_id_is_found_however_json_writes_its_letters(shop):
    with_letters = 'Zoë "Z" 漢\\'
    import_csv(shop, events_csv(shop.directory.parent / "z.csv", [{"customer_id": with_letters}]))
    noted = shop.directory / "runs" / "r" / "config.json"
    noted.parent.mkdir()
    noted.write_text(json.dumps({"watched": [with_letters, "c1"]}))

    forget_customer(shop, with_letters)

    assert json.loads(noted.read_text()) == {"watched": ["c1"]}


def test_what_a_killed_process_left_half_written_goes_as_well(shop, run):
    (run / "seen" / ".visits.parquet-x7h2").write_bytes(b"PAR1" + ID.encode())

    forget_customer(shop, ID)

    assert files_with(ID, run) == []
