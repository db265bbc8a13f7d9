"""Finished trainings that come with the app: small in the repo, and runs like any other in a shop."""

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.runs.artifacts import CONFIG, HOLDOUT, RECORD, SALES, SNAPSHOT
from analytics.runs.config import RunConfig
from analytics.runs.process import run_directory
from analytics.runs.take_snapshot import write_snapshot
from data.engine.directories import passing_directory
from data.privacy.digests import read_digests, write_digests
from data.privacy.encrypted_files import copy_in_plain, write_as_ours
from data.schema import InputError
from data.store import Shop

HOME = Path(__file__).parents[2] / "data" / "demo"
MANIFEST = "manifest.json"  # name of a training → the shop's fingerprint, and its files with their digests
_MADE_ANEW = {artifact.name for artifact in (*SNAPSHOT, SALES)}  # out of the shop's own tables
_NO_DATE = (1980, 1, 1, 0, 0, 0)  # the same content makes the same archive


def archive_of(name: str, home: Path = HOME) -> Path:
    """Return where the files of a training lie, compressed."""
    return home / f"{name}.zip"


def read_manifest(home: Path = HOME) -> dict[str, Any]:
    """Return what is known of each training that comes with the app, nothing where none does."""
    path = home / MANIFEST
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def pack_training(run: Path, name: str, home: Path = HOME) -> None:
    """Keep a finished run under a name, in plain and compressed, without what its shop's tables tell.

    Parameters
    ----------
    run : directory of the run
    """
    home.mkdir(parents=True, exist_ok=True)
    digests = {}
    with passing_directory() as passing, zipfile.ZipFile(archive_of(name, home), "w") as archive:
        for file in sorted(set(read_digests(run)) - _MADE_ANEW):
            plain = passing / Path(file).name
            copy_in_plain(run / file, plain)
            if file == HOLDOUT.name:
                _write_smaller(plain, pd.read_parquet(plain))
            content = plain.read_bytes()
            content = _of_unknown_size(content) if file == RECORD.name else content
            digests[file] = hashlib.sha256(content).hexdigest()
            entry = zipfile.ZipInfo(file, _NO_DATE)
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED, compresslevel=9)
    fingerprint = RECORD.read(run)["fingerprint"]
    manifest = read_manifest(home) | {name: {"fingerprint": fingerprint, "files": digests}}
    text = json.dumps(manifest, indent=1, sort_keys=True) + "\n"
    (home / MANIFEST).write_text(text, encoding="utf-8")


def unpacked(name: str, home: Path = HOME) -> dict[str, bytes]:
    """Return the files of a training by name; raises InputError where they are not those that were kept."""
    known = read_manifest(home)[name]["files"]
    try:
        with zipfile.ZipFile(archive_of(name, home)) as archive:
            found = {file: archive.read(file) for file in archive.namelist()}
    except (OSError, zipfile.BadZipFile):
        found = {}
    if {file: hashlib.sha256(content).hexdigest() for file, content in found.items()} != known:
        raise InputError(
            f"the training in {archive_of(name, home).name} is not the one that came with the app",
            "Get the folder data/demo anew, or train in the app",
        )
    return found


def install_training(shop: Shop, name: str, home: Path = HOME) -> bool:
    """Make a training that comes with the app a run of the shop whose data it learned from.

    Returns
    -------
    whether it is one; it is none where the shop holds other data, and where no such training is kept

    Raises
    ------
    InputError
        Its files are damaged, or the disk is full.
    """
    kept = read_manifest(home).get(name)
    if kept is None or kept["fingerprint"] != shop.fingerprint:
        return False
    files = unpacked(name, home)
    config = RunConfig.from_plain(json.loads(files.pop(CONFIG.name)))
    with run_directory(shop, is_kept=True) as directory:
        write_snapshot(shop, config, directory)
        for file, content in files.items():
            write_as_ours(directory / file, content)
        write_digests(directory)
    return True


def _of_unknown_size(record: bytes) -> bytes:
    """Return a run's record by which nobody judges how quick this machine is: another one made it."""
    kept = {name: value for name, value in json.loads(record).items() if name != "size"}
    return json.dumps(kept, indent=2).encode()


def _write_smaller(path: Path, cells: pd.DataFrame) -> None:
    """Write scores and prices of a hundred thousand cells, half of all there is, in seven digits."""
    numbers = list(cells.select_dtypes("float64"))
    rounded = cells.assign(**cells[numbers].astype("float32").astype("float64"))
    others = [name for name in cells if name not in numbers]
    rounded.to_parquet(
        path, compression="zstd", compression_level=19, use_dictionary=others, use_byte_stream_split=numbers
    )
