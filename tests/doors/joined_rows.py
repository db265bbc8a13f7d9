"""Rows that join customer ids to persons, and look at some stores and channels only."""

from tests.doors.row import JOINED_FILES, PLACES, Row

JOINED_ROWS = {
    "joined import": Row(f"import {JOINED_FILES} --out {{at}}/joined-import"),
    "joined": Row(f"run {JOINED_FILES} {PLACES} --segments channel --no-pseudonyms --out {{at}}/joined"),
    "joined scores": Row(
        "price --model {at}/joined --customers {files}/both.csv --out {at}/joined-scores.parquet", ("joined",)
    ),
    "joined segments": Row(
        f"segment {JOINED_FILES} {PLACES} --method rfm --against channel --out {{at}}/joined-segments"
    ),
    "joined lists": Row(
        f"recommend {JOINED_FILES} {PLACES} --methods popularity frequency --days 40"
        " --out {at}/joined-lists"
    ),
    "joined interests": Row(
        f"interests {JOINED_FILES} --products {{files}}/products.csv {PLACES}"
        " --period month --categories 2 --synthetic 0"
        " --out {at}/joined-interests"
    ),
    "joined search": Row(
        f"search {JOINED_FILES} --products {{files}}/products.csv {PLACES} --query thing"
        " --workspace {at}/joined-space --out {at}/joined-search"
    ),
}
