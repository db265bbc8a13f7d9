"""A full disk: the most bytes that a process may write to a file stand for it, no root needed."""

import subprocess
import sys
from pathlib import Path

import pytest

from data.services.workspaces import open_workspace
from tests.builders import event, events_csv, import_csv, new_shop

ROOT = Path(__file__).parents[3]
IMPORT = """
import resource, sys
from pathlib import Path
from data.schema import InputError
from data.services.workspaces import open_workspace
from tests.builders import import_csv
shop = open_workspace(Path(sys.argv[1])).open("Test shop")
before = shop.fingerprint
most = int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
try:
    import_csv(shop, Path(sys.argv[2]))
except InputError as error:
    print(error)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
assert shop.fingerprint == before
assert len(shop.read("customers")) == 3
import_csv(shop, Path(sys.argv[2]))
assert shop.fingerprint != before
"""


@pytest.mark.parametrize("room", [0, 150_000])
def test_a_full_disk_is_one_sentence_and_changes_nothing(tmp_path, room):
    shop = new_shop(tmp_path)
    import_csv(shop, events_csv(tmp_path / "first.csv", [event(customer_id=f"c{i}") for i in range(3)]))
    shop.close()
    size = (shop.directory / "shop.duckdb").stat().st_size
    more = [event(customer_id=f"customer {i * 7919}", order_id=f"order {i * 104729}") for i in range(20_000)]
    events_csv(tmp_path / "more.csv", more)

    said = subprocess.run(
        [sys.executable, "-c", IMPORT, shop.directory.parent, tmp_path / "more.csv", str(size + room)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert said.returncode == 0, said.stderr
    assert said.stdout == "there is no room to import it. Free disk space and import again.\n"
    assert len(open_workspace(shop.directory.parent).open("Test shop").imports()) == 2
