"""A customer taken out of the runs: rows of frames, entries of notes, and a mark on models that saw them."""

import json
import time
from contextlib import suppress
from pathlib import Path

from data.store.artifacts import DamagedRunError, reading
from data.store.digests import FILE as DIGESTS
from data.store.digests import renew_digests
from data.store.forget_rows import without
from data.store.sealed import read_bytes, read_frame, write_bytes, write_frame, write_text

STALE = "stale.json"  # in a run's directory: why its model should be trained again
REASON = "a customer whose data it learned from has asked to be forgotten"


def forget_in_runs(shop_directory: Path, customer_id: str) -> int:
    """Remove the customer from what runs keep; return how many runs saw them."""
    n_runs = 0
    for directory in (*(shop_directory / "runs").iterdir(), *(shop_directory / "models").iterdir()):
        if directory.is_dir() and _forget_in_run(directory, customer_id):
            n_runs += 1
            write_text(directory / STALE, json.dumps({"reason": REASON, "at": time.time()}))
    return n_runs


def _forget_in_run(directory: Path, customer_id: str) -> bool:
    files = [file for file in sorted(directory.rglob("*")) if file.is_file()]
    changed = [file for file in files if _forget_in(directory, file, customer_id)]
    with suppress(DamagedRunError), reading(directory, DIGESTS):
        renew_digests(directory, [file for file in changed if file.exists()])
    return bool(changed)


def _forget_in(directory: Path, file: Path, customer_id: str) -> bool:
    """Remove the customer from a file; one that cannot be read may name them, and goes as a whole."""
    try:
        with reading(directory, file.relative_to(directory).as_posix()):
            if file.suffix == ".parquet":
                return _forget_in_frame(file, customer_id)
            return file.suffix in (".json", ".txt") and _forget_in_text(file, customer_id)
    except DamagedRunError:
        if file.suffix not in (".parquet", ".json"):
            return False  # it never names anyone
        file.unlink()
        return True


def _forget_in_frame(file: Path, customer_id: str) -> bool:
    frame = read_frame(file)
    if "customer_id" not in frame:
        return False
    is_theirs = frame["customer_id"].astype("str") == customer_id
    if is_theirs.any():
        write_frame(file, frame[~is_theirs].reset_index(drop=True))
    return bool(is_theirs.any())


def _forget_in_text(file: Path, customer_id: str) -> bool:
    """Take the id out of a JSON file as an entry, out of a log with its line."""
    text = read_bytes(file).decode(errors="replace")
    if customer_id not in text:
        return False
    if file.suffix == ".txt":
        kept = "".join(line for line in text.splitlines(keepends=True) if customer_id not in line)
    else:
        kept = json.dumps(without(json.loads(text), customer_id))
        if json.loads(kept) == json.loads(text):
            return False
    write_bytes(file, kept.encode())
    return True
