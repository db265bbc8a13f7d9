"""Whether two trees write the same results: one set of files, the same commands, compared cell by cell.

python tests/benchmarks/same_results.py make DIR [--files DIR] [--only NAME...]
python tests/benchmarks/same_results.py compare BEFORE AFTER [--only NAME...] [--ignore COLUMN...]
python tests/benchmarks/same_results.py                             (the smallest shop twice, one seed)

`make` runs the tree that it is called in, also where this file lies in another one. Numbers are the same to
1e-6 of the larger (1e-9 absolute), counts and texts exactly. Left out: what a clock or a machine decides
(seconds, memory, versions), digests of bytes, and the code that a saved network names; its weights count.
"""

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks._same_cells import first_difference
from tests.benchmarks._same_shops import NAMES, commands, make_files

IGNORED = {"seconds", "peak_memory_mib", "versions"}
SMALLEST = "orders"


def make(directory: Path, files: Path, names: list[str]) -> None:
    """Run the commands of these shops with the tree that we stand in; DIR/NAME is made anew."""
    if not Path("analytics/__main__.py").is_file():
        raise SystemExit("Call it in the root of the tree that is to be run")
    make_files(files)
    for name in names:
        out = directory / name
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir(parents=True)
        inputs = sorted((files / name).glob("*.csv"))
        digests = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in inputs}
        (out / "inputs.json").write_text(json.dumps(digests, indent=1))
        said = [_call(command, out, files) for command in commands(name, files / name, out)]
        (out / "commands.json").write_text(json.dumps(said, indent=1, ensure_ascii=False))


def _call(command: list[Any], out: Path, files: Path) -> dict[str, Any]:
    """Run a command in a process of its own; return how it ended and what it said, but no place by name."""
    words, started = [sys.executable, "-m", "analytics", *map(str, command)], time.perf_counter()
    ended = subprocess.run(words, capture_output=True, text=True, timeout=1800)
    shown = " ".join(map(str, command)).replace(str(out), "OUT").replace(str(files), "FILES")
    print(f"{time.perf_counter() - started:6.1f} s  {shown}", file=sys.stderr, flush=True)
    if ended.returncode not in ((0,) if command[0] == "run" else (0, 2)):
        raise SystemExit(f"{shown} ended with {ended.returncode}: {ended.stderr[-2000:]}")
    error = ended.stderr.splitlines()[-1:] if ended.returncode else []
    said = {"exit_code": ended.returncode, "output": ended.stdout.splitlines(), "error": error}
    text = json.dumps({"command": shown, **said}, ensure_ascii=False)
    told: dict[str, Any] = json.loads(text.replace(str(out), "OUT").replace(str(files), "FILES"))
    return told


def compare(before: Path, after: Path, names: list[str], ignored: set[str]) -> int:
    """Print a line for each file with its first difference; return how many files differ."""
    files = sorted(_results(before, names) | _results(after, names))
    if not files:
        raise SystemExit("There is nothing to compare")
    found = {file: first_difference(before / file, after / file, ignored) for file in files}
    for file, difference in found.items():
        print(f"{file}: {difference or 'the same'}")
    n_different = sum(map(bool, found.values()))
    line = {"name": "same_results", "value": n_different, "unit": "files that differ", "n_files": len(files)}
    print(json.dumps(line))
    return n_different


def _results(directory: Path, names: list[str]) -> set[Path]:
    paths = [path for name in names for path in (directory / name).rglob("*") if path.is_file()]
    return {path.relative_to(directory) for path in paths}


def smallest_twice() -> int:
    """Make the smallest shop twice; return how many files differ, which is none as the seed is the same."""
    with tempfile.TemporaryDirectory() as name:
        first, second, files = (Path(name) / part for part in ("first", "second", "files"))
        for directory in (first, second):
            make(directory, files, [SMALLEST])
        return compare(first, second, [SMALLEST], IGNORED)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    verbs = parser.add_subparsers(dest="verb")
    making, comparing = verbs.add_parser("make"), verbs.add_parser("compare")
    making.add_argument("directory", type=_place, metavar="DIR")
    making.add_argument("--files", type=_place, metavar="DIR", help="default: DIR/files")
    comparing.add_argument("before", type=_place)
    comparing.add_argument("after", type=_place)
    comparing.add_argument("--ignore", nargs="+", default=[], metavar="COLUMN", help="or a field")
    for verb in (making, comparing):
        verb.add_argument("--only", nargs="+", choices=NAMES, default=NAMES, metavar="NAME", help=str(NAMES))
    options = parser.parse_args()
    if options.verb == "make":
        make(options.directory, options.files or options.directory / "files", options.only)
        return 0
    if options.verb == "compare":
        return compare(options.before, options.after, options.only, IGNORED | set(options.ignore))
    return smallest_twice()


def _place(text: str) -> Path:
    return Path(text).resolve()


if __name__ == "__main__":
    sys.exit(min(main(), 1))
