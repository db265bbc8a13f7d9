"""A workspace that another process works in is said to be in use, and left alone."""

import subprocess
import sys
from pathlib import Path

import pytest

from analytics.__main__ import main
from data.engine.damage import ShopInUseError
from data.services.workspaces import open_workspace
from tests.builders import events_csv

ROOT = Path(__file__).parents[3]
HOLDER = """
import sys
from contextlib import closing
from pathlib import Path
from data.services.workspaces import open_workspace
workspace = open_workspace(Path(sys.argv[1]))
with workspace.creating(sys.argv[2]) if sys.argv[3] == "creating" else closing(workspace.open(sys.argv[2])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def held(request, tmp_path):
    """A workspace in which another process makes, or has open, the shop called Command line."""
    how = request.param
    workspace = open_workspace(tmp_path / "workspace")
    if how == "open":
        workspace.create("Command line").close()
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(workspace.directory), "Command line", how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert holder.stdout.readline() == "held\n"
    yield workspace
    holder.communicate()


@pytest.mark.parametrize("held", ["creating", "open"], indirect=True)
def test_a_workspace_in_use_is_said_to_be_in_use(held, tmp_path, capsys):
    events = events_csv(tmp_path / "e.csv")

    code = main(
        ["import", "--events", str(events), "--workspace", str(held.directory), "--out", str(tmp_path / "o")]
    )

    said = capsys.readouterr().err
    assert (code, said.count("\n")) == (2, 1)
    assert "in use" in said or "another process has it open" in said


@pytest.mark.parametrize("held", ["open"], indirect=True)
def test_a_shop_that_another_process_has_open_is_not_deleted(held):
    with pytest.raises(ShopInUseError, match="another process has it open"):
        held.delete("Command line")

    assert held.shop_names() == ["Command line"]


def test_a_name_is_claimed_by_one_maker_at_a_time(tmp_path):
    workspace = open_workspace(tmp_path)

    with workspace.creating("Shop"), pytest.raises(ShopInUseError, match="in use"):
        workspace.create("shop")

    assert workspace.shop_names() == ["Shop"]
    assert list((tmp_path / ".drafts").iterdir()) == []
