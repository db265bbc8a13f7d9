"""The command line as a table: few rows that together use every option, each in a process of its own."""

import os
import shlex
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pandas as pd

from analytics.__main__ import parser
from analytics.runs.results import Results, load_results
from data.intake.demo import DEMO_NAME
from data.intake.load import Source, import_files
from data.intake.look import read_preview
from data.intake.mapping import guess_mapping
from data.schema import Kind
from data.services.workspaces import open_workspace
from data.store import Shop
from tests.doors.afterwards import AFTER
from tests.doors.fair_rows import FAIR_ROWS
from tests.doors.federated_rows import write_shops
from tests.doors.files import write_all
from tests.doors.joined_rows import JOINED_ROWS
from tests.doors.judged_rows import JUDGED_ROWS
from tests.doors.learned_rows import LEARNED_ROWS
from tests.doors.next_rows import NEXT_ROWS
from tests.doors.private_rows import PRIVATE_ROWS
from tests.doors.promise_rows import PROMISE_ROWS
from tests.doors.pseudonym_rows import PSEUDONYM_ROWS
from tests.doors.row import LATER_FILES, ORDER_FILES, PRINTING, SHOP_FILES, Row, only
from tests.doors.segment_rows import SEGMENT_ROWS
from tests.doors.tuned_rows import LAB_SHOP, TUNED_ROWS, write_lab
from tests.doors.warm import Warm

KEY = "a key that only the analyst knows"
SHOP = "Command line"


COMPARED = "compare --model {at}/money --bundle B01 --scenarios {files}/scenarios.json"
DEAR_FILES = "--products {files}/products_dear.csv --offers {files}/offers.csv"
COSTS = "--margin 0.4 --per-parcel 0.5 --per-item 0.1 --payment-fee 0.03 --returns 0.1"
LIMITS = "--exclude p4 --stock p1=75 --weeks 8 --price-ending .99 --offers-per-visit 1"
ROWS = {
    "demo": Row(
        "run --demo --workspace {at}/demo-space --instrument cost --segments tier --seed 4294967295"
        " --deepest-discount 0.08 --budget 2 --out {at}/demo"
    ),
    "demo priced": Row(
        f"price --workspace {{at}}/demo-space --shop '{DEMO_NAME}' --offers {{files}}/offers.csv"
        " --customers {files}/strangers.csv --out {at}/demo-priced",
        ("demo",),
    ),
    "money": Row(
        f"run {SHOP_FILES} --instrument cost tariff --segments region {COSTS} {LIMITS} --out {{at}}/money"
    ),
    "money priced": Row(
        "price --model {at}/money --offers {at}/money/offers.csv --out {at}/money-priced.csv", ("money",)
    ),
    "scores": Row(
        "price --model {at}/money --customers {files}/strangers.csv --out {at}/scores.parquet", ("money",)
    ),
    "scores in batches": Row(
        "price --model {at}/money --customers {files}/strangers.csv --batch 2 --out {at}/scores.csv",
        ("money",),
    ),
    "compared": Row(f"{COMPARED} --out {{at}}/compared.csv", ("money",)),
    "compared in weeks": Row(f"{COMPARED} --unit weeks --out {{at}}/weeks.csv", ("money",)),
    "compared per visits": Row(f"{COMPARED} --unit visits --out {{at}}/visits.csv", ("money",)),
    "orders": Row(
        f"run {ORDER_FILES} --products {{files}}/products.csv --customers {{files}}/customers.csv"
        " --offers {files}/offers.csv --prices {files}/prices.csv --persons {files}/persons.csv"
        " --price-ending .95 --largest-change 0.06"
        " --workspace {at}/space --out {at}/orders"
    ),
    "encrypt": Row("encrypt --workspace {at}/space", ("orders",), has_key=True),
    "later": Row(
        f"run {LATER_FILES} --price-ending whole --least-margin 0.43 --pictures {{files}}/pictures.zip"
        " --workspace {at}/space --out {at}/later",
        ("encrypt",),
        has_key=True,
    ),
    "later priced": Row(
        f"price --workspace {{at}}/space --shop '{SHOP}' --customers {{files}}/customers.csv"
        " --out {at}/later.parquet",
        ("later",),
        has_key=True,
    ),
    "later compared": Row(
        f"compare --workspace {{at}}/space --shop '{SHOP}' --scenarios {{files}}/scenarios.csv"
        " --out {at}/compared.parquet",
        ("later",),
        has_key=True,
    ),
    "access": Row(
        f"access --workspace {{at}}/space --shop '{SHOP}' --out {{at}}/held.zip",
        ("later priced",),
        has_key=True,
        typed="c2\n",
    ),
    "forget": Row(
        f"forget --workspace {{at}}/space --shop '{SHOP}'",
        ("later priced", "later compared", "later judged", "access"),
        has_key=True,
        typed="c2\n",
    ),
    "retained": Row(
        f"retain --workspace {{at}}/space --shop '{SHOP}' --days 36500", ("forget",), has_key=True
    ),
    "kept": Row(f"retain --workspace {{at}}/space --shop '{SHOP}' --forever", ("retained",), has_key=True),
    "dear allowed": Row(
        f"run {ORDER_FILES} {DEAR_FILES} --below-cost --pseudonyms --out {{at}}/dear-allowed"
    ),
    "import": Row(
        f"import {ORDER_FILES} --products {{files}}/products.csv --customers {{files}}/customers.csv"
        " --offers {files}/offers.csv --prices {files}/prices.csv --persons {files}/persons.csv"
        " --workspace {at}/imported --out {at}/import"
    ),
    "demo loaded": Row("demo --workspace {at}/loaded"),
    **SEGMENT_ROWS,
    **NEXT_ROWS,
    **PRIVATE_ROWS,
    **PSEUDONYM_ROWS,
    **PROMISE_ROWS,
    **JOINED_ROWS,
    **JUDGED_ROWS,
    **FAIR_ROWS,
    **TUNED_ROWS,
    **LEARNED_ROWS,
}


class Done(NamedTuple):
    """A row that has ended well: its options, what it said, and where it wrote."""

    options: object
    said: str
    out: Path

    @property
    def book(self) -> pd.DataFrame:
        """Return the price book that the row wrote."""
        return pd.read_parquet(self.out / "price_book.parquet")

    @property
    def found(self) -> Results:
        """Return the model that the row left beside it."""
        return load_results(self.out / "model")


class Doors:
    """All rows, each run once and when it is first asked for."""

    def __init__(self, at: Path) -> None:
        self.at, self.files = at, at / "files"
        self.world = write_all(self.files)
        self._done: dict[str, Done] = {}
        self.warm = Warm()
        # where the demo shop is looked for lies one whose training takes seconds
        import_shop(self.at / "demo-space", DEMO_NAME, self.files, "offers")
        for name, folder in write_shops(self.files).items():
            import_shop(self.at / "joint-space", name, folder)
        write_lab(self.files, import_shop(self.at / "lab-space", LAB_SHOP, self.files).directory)

    def words(self, name: str) -> list[str]:
        """Return a row's command line; a star stands for the one folder that is there."""
        return [only(word) for word in shlex.split(ROWS[name].words.format(at=self.at, files=self.files))]

    def done(self, name: str) -> Done:
        """Run a row, and those that it needs, unless that is done."""
        if name not in self._done:
            for earlier in ROWS[name].needs:
                self.done(earlier)
            self._done[name] = self._run(name)
            if name in AFTER:
                AFTER[name](self.at, self._done[name].out)
        return self._done[name]

    def _run(self, name: str) -> Done:
        words, row = self.words(name), ROWS[name]
        environment = os.environ | ({"BUNDLEWISE_KEY": KEY} if row.has_key else {})
        with TemporaryDirectory() as streams:
            code, out, said = self.warm.run(words, environment, row.typed, Path(streams))
        assert code == 0, f"{name}: {said}"
        assert bool(out) == (words[0] in PRINTING) and "Traceback" not in said
        options = parser().parse_args(words)
        return Done(options, said, getattr(options, "out", self.at))


def import_shop(workspace: Path, name: str, files: Path, *more: Kind) -> Shop:
    """Import a shop's events, products and customers, and more, into a workspace."""
    shop = open_workspace(workspace).create(name)
    sources = []
    for kind in ("events", "products", "customers", *more):
        path = files / f"{kind}.csv"
        sources.append(Source(path, path.name, kind, guess_mapping(read_preview(path), kind)))
    import_files(shop, sources)
    shop.close()
    return shop
