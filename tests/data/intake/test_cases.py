"""Small files as shops really export them, each with what is right, through the command line."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
CASES = ROOT.parent / "shared" / "cases"


@pytest.mark.skipif(not CASES.is_dir(), reason="the folder of cases is not beside this checkout")
def test_files_as_shops_export_them_are_read_right():
    command = [sys.executable, str(CASES / "check.py"), str(CASES / "intake")]

    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=1200)

    assert said.returncode == 0, said.stdout
