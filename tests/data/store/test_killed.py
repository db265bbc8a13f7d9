import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
N_KILLS = os.environ.get("BUNDLEWISE_KILLS", "20")  # more of them by hand: BUNDLEWISE_KILLS=500
SEED = os.environ.get("BUNDLEWISE_SEED", "7")


def test_a_process_killed_at_any_moment_leaves_the_shop_as_before_or_after(tmp_path):
    said = subprocess.run(
        [sys.executable, "-m", "tests.kills", str(tmp_path / "kills"), N_KILLS, SEED],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert said.returncode == 0, said.stderr
    outcomes = json.loads(said.stdout)
    assert sum(outcomes.values()) == int(N_KILLS)
    assert [name for name in outcomes if "BETWEEN" in name] == []
    assert {name.split(": ")[1] for name in outcomes} == {"before", "after"}
