"""What a shop holds about one person as a file to hand over: a zip of tables, and a page that explains it."""

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pandas as pd
import pyarrow as pa
import pyarrow.csv

from analytics.cli.wording import counted
from data.privacy.held import Held
from data.read.writing import neutralized

README = """What {shop} holds about you
Drawn up {at} UTC. {rows}, all of them yours or naming you.

{parts}
Each file is a table in CSV (UTF-8, commas), which any spreadsheet opens. An apostrophe before = + - or @
keeps a spreadsheet from taking a text for a formula. Times are UTC.
"""
PARTS = {
    "tables": "tables/ is what was uploaded about you: purchases, views, what is known of you, and lines "
    "that could not be read. Tables that end in _before are versions which a later file replaced.",
    "computed": "computed/ is what follows from these rows: how often you bought, and which group of "
    "customers that makes you part of.",
    "models": "models/ is what trainings and other calculations keep of you. A file with your id alone "
    "names you among others, without saying more.",
}


def person_file(held: Held, shop_name: str, at: datetime | None = None) -> bytes:
    """Return a zip with a table per place that holds something, and README.txt."""
    parts = {"tables": held.tables, "computed": held.computed, "models": held.files}
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", _readme(held, parts, shop_name, at or datetime.now(UTC)))
        for folder, tables in parts.items():
            for name, rows in tables.items():
                archive.writestr(f"{folder}/{name.removeprefix('models/')}.csv", _csv(rows))
    return stream.getvalue()


def _readme(held: Held, parts: dict[str, dict[str, pd.DataFrame]], shop_name: str, at: datetime) -> str:
    told = "\n".join(f"- {PARTS[folder]}" for folder, tables in parts.items() if tables)
    rows = counted(held.n_rows, "row")
    return README.format(shop=shop_name, at=f"{at:%Y-%m-%d %H:%M}", rows=rows, parts=f"{told}\n")


def _csv(rows: pd.DataFrame) -> bytes:
    texts = rows.astype("str").astype(object).where(rows.notna(), None)
    stream = BytesIO()
    table = neutralized(pa.Table.from_pandas(texts, preserve_index=False))
    pyarrow.csv.write_csv(table, stream)
    return stream.getvalue()
