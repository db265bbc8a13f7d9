"""What the options do that `train` and `imbalance` both have: which rows, judged how, kept where."""

import json
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from analytics.jobs.shop_work import FOLDER, ShopWork
from analytics.lab.files import EXAMPLES
from analytics.lab.splits import split_examples
from analytics.lab.subjects.kept import read_examples
from analytics.lab.work import LabConfig
from data.intake.demo import DEMO_NAME
from data.privacy.formats import Document
from data.schema import KINDS
from data.services.workspaces import open_workspace
from tests.doors.files import GERMAN
from tests.doors.joined_files import SECOND
from tests.doors.joining import seen_at_the_places
from tests.doors.limits import Check
from tests.doors.rows import SHOP, Doors


class Lab(NamedTuple):
    """A command of the lab: what its rows are called, where they are kept, and what it writes."""

    rows: str
    space: str
    work: ShopWork[LabConfig]
    record: Document
    files: set[str]

    def told(self, doors: Doors, row: str) -> dict:
        """Return what a row says that it did."""
        return json.loads((doors.done(f"{self.rows} {row}").out / self.record.name).read_text())

    def kept(self, doors: Doors, row: str) -> Path:
        """Return where the shop keeps what a row wrote."""
        written = (doors.done(f"{self.rows} {row}").out / self.record.name).read_bytes()
        space = {"demo": "demo-space", "joined": f"{self.space}-joined"}.get(row, f"{self.space}-space")
        shop = DEMO_NAME if row == "demo" else SHOP
        runs = (doors.at / space / shop / FOLDER / self.work.kind.name).iterdir()
        (found,) = (run for run in runs if (run / self.record.name).read_bytes() == written)
        return found

    def asked(self, doors: Doors, row: str) -> LabConfig:
        """Return what a row was asked for."""
        return self.work.asked(self.kept(doors, row))

    def examples(self, doors: Doors, row: str) -> pd.DataFrame:
        """Return the rows that a row learned from."""
        return EXAMPLES.read(self.kept(doors, row))


def of_both(lab: Lab) -> dict[str, Check]:
    """Return the checks of what both commands take."""

    def every_kind_is_imported_first(doors: Doors) -> None:
        lab.kept(doors, "orders")
        shop = open_workspace(doors.at / f"{lab.space}-space").open(SHOP)
        imports = shop.imports().set_index("kind")
        shop.close()
        assert set(imports.index) == set(KINDS) and (imports["rows_kept"] > 0).all()
        assert json.loads(imports.loc["events", "mapping"])["columns"] == GERMAN

    def rows_are_chances_of_who_ordered(doors: Doors) -> None:
        learned = lab.examples(doors, "orders")
        assert set(learned["customer_id"]) <= set(pd.read_csv(doors.files / "orders.csv")["customer_id"])
        assert lab.told(doors, "orders")["subject"] == "purchase" and len(learned) > 100
        for name, column in (("customers", "customer tier"), ("products", "category")):
            known = set(getattr(doors.world, name)[column.split()[-1]])
            assert set(learned[f"input: {column}"].dropna()) <= known

    def the_rows_are_those_of_the_table(doors: Doors) -> None:
        config, learned = lab.asked(doors, "table"), lab.examples(doors, "table")
        table = pd.read_csv(doors.files / "won.csv")
        assert (config.subject.kind, lab.told(doors, "table")["subject"]) == ("table", "table")
        assert learned["outcome"].tolist() == table["won"].astype(float).tolist()
        assert learned["customer_id"].astype(int).tolist() == table["who"].tolist()
        assert (learned["time"] == pd.to_datetime(table["when"])).all()
        assert {name for name in learned if name.startswith("input: ")} == {"input: told", "input: idle"}

    def rows_are_so_many_at_most(doors: Doors) -> None:
        few, all_of_them = (sum(lab.told(doors, row)["n_rows"].values()) for row in ("orders", "joined"))
        assert 100 < few < 330 < 1000 < all_of_them

    def customers_are_drawn_by_the_seed(doors: Doors) -> None:
        learned, train = read_examples(lab.kept(doors, "table")), lab.asked(doors, "table").train
        assert (train.seed, train.split) == (lab.told(doors, "table")["seed"], "customer") == (3, "customer")
        tested, others = (split_examples(learned, replace(train, seed=seed)).test for seed in (3, 0))
        assert set(tested.customer) != set(others.customer)
        latest = np.sort(learned.time)[-len(tested) :]
        assert not np.isin(tested.time, latest).all()
        assert lab.told(doors, "table")["n_rows"]["test"] == len(tested)

    def the_method_is_set(doors: Doors) -> None:
        assert lab.told(doors, "table")["method"] == "logistic"
        assert lab.asked(doors, "table").train.l2 == 0.03
        assert lab.asked(doors, "orders").train.l2 != 0.03

    def the_shop_keeps_it(doors: Doors) -> None:
        shops = [lab.kept(doors, row).parents[2].name for row in ("orders", "table", "joined", "demo")]
        assert shops == [SHOP, SHOP, SHOP, DEMO_NAME]
        assert lab.kept(doors, "orders").parent == lab.kept(doors, "table").parent

    def the_files_lie_where_they_should(doors: Doors) -> None:
        for row in ("orders", "table", "joined", "demo"):
            assert {path.name for path in doors.done(f"{lab.rows} {row}").out.iterdir()} == lab.files

    def the_demo_shop_is_learned_from(doors: Doors) -> None:
        assert not doors.done(f"{lab.rows} demo").options.events
        learned = lab.examples(doors, "demo")
        assert set(learned["customer_id"]) <= set(doors.world.customers["customer_id"])

    def customers_are_persons_and_nothing_else_names_them(doors: Doors) -> None:
        learned, came = lab.examples(doors, "joined"), set(seen_at_the_places(doors)["customer_id"])
        told = set(learned["customer_id"])
        assert told <= came and len(told) > 0.9 * len(came)
        assert not any(name.startswith(SECOND) for name in told)
        assert "input: customer tier" in learned and "input: customer mail" not in learned

    of_table = ("--subject", "--table", "--outcome", "--customer", "--time")
    of_joins = ("--match-on", "--stores", "--channels")
    return {
        **dict.fromkeys([f"--{kind}" for kind in KINDS] + ["--mapping"], every_kind_is_imported_first),
        **dict.fromkeys(
            ("--events", "--orders", "--customers", "--products"), rows_are_chances_of_who_ordered
        ),
        **dict.fromkeys(of_table, the_rows_are_those_of_the_table),
        **dict.fromkeys((*of_joins, "--persons"), customers_are_persons_and_nothing_else_names_them),
        **dict.fromkeys(("--split", "--seed"), customers_are_drawn_by_the_seed),
        **dict.fromkeys(("--workspace", "--shop"), the_shop_keeps_it),
        "--rows": rows_are_so_many_at_most,
        **dict.fromkeys(("--model", "--set"), the_method_is_set),
        "--demo": the_demo_shop_is_learned_from,
        "--out": the_files_lie_where_they_should,
    }
