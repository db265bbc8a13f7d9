"""Whether anything planted is in plain in a folder: in the bytes of its files, and packed in them."""

import io
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import numpy as np
import pandas as pd

FEWEST = 5  # files of a workspace: a walk that finds fewer looked in the wrong place


def planted_in(folder: Path, markers: Sequence[str], fewest: int = FEWEST) -> list[tuple[str, str]]:
    """Return file and marker for each marker that a file of a folder has in plain."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) >= fewest
    said = {str(path.relative_to(folder)): texts_of(path) for path in files}
    return [(name, marker) for name, text in said.items() for marker in markers if marker in text]


def texts_of(file: Path) -> str:
    """Return all that a file says: its bytes, and what lies packed in it."""
    content = file.read_bytes()
    said = content.decode("latin-1")
    if file.suffix == ".parquet" and not content.startswith(b"PARE"):
        said += pd.read_parquet(file).to_csv()
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            said += "".join(archive.read(name).decode("latin-1") for name in archive.namelist())
    if file.suffix == ".npz":
        with np.load(file, allow_pickle=False) as arrays:
            said += "".join(str(arrays[name].tolist()) for name in arrays.files)
    if file.suffix == ".duckdb":
        said += database_texts(file)
    return said


def database_texts(file: Path) -> str:
    """Return every row of every table of a shop's file: its blocks are packed on disk."""
    with (
        TemporaryDirectory() as place,
        duckdb.connect(shutil.copy(file, place), read_only=True) as connection,
    ):
        names = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        return "".join(connection.table(name).df().to_csv() for (name,) in names)
